package io.penstock.stream;

import io.penstock.Limit;
import java.time.Duration;

/**
 * The bounds of a database. Hitting one is an error that names it, or makes the writer wait.
 *
 * @param retainedRowsMax rows that each source and stream keeps for ad-hoc SELECT; the oldest go first
 * @param viewRowsMax rows that a materialized view holds
 * @param queryRowsMax rows of a query's result or of a step in between
 * @param lookupRowsMax rows of a lookup table
 * @param subscriptionRowsMax rows that wait for a subscriber before its stream waits
 * @param sinkRowsMax rows that wait for a sink before its stream waits
 * @param groupsMax groups and windows that one stream keeps
 * @param linger how long a row waits in a writer for others; zero hands each on at once
 * @param sinkWriteTimeout how long one write of a sink may take; then it is cancelled and counts as failed
 * @param sinkRetryFor how long a sink repeats a failed write before it gives up
 * @param lookupTimeout how long reading a lookup table may take
 * @param queryTimeout how long a query waits for rows that were pushed before it to be worked off
 * @param checkpointTimeout how long a checkpoint may take, its wait for another one included
 * @param closeTimeout how long close waits for what was pushed to be worked off
 */
public record StreamLimits(
        Limit retainedRowsMax,
        Limit viewRowsMax,
        Limit queryRowsMax,
        Limit lookupRowsMax,
        Limit subscriptionRowsMax,
        Limit sinkRowsMax,
        Limit groupsMax,
        Duration linger,
        Duration sinkWriteTimeout,
        Duration sinkRetryFor,
        Duration lookupTimeout,
        Duration queryTimeout,
        Duration checkpointTimeout,
        Duration closeTimeout) {

    /** What holds unless said otherwise. */
    public static StreamLimits defaults() {
        return new StreamLimits(
                rows("retainedRowsMax", 65_536),
                rows("viewRowsMax", 1_000_000),
                rows("queryRowsMax", 1_000_000),
                rows("lookupRowsMax", 500_000),
                rows("subscriptionRowsMax", 65_536),
                rows("sinkRowsMax", 16_384),
                new Limit("groupsMax", 10_000_000, "groups"),
                Duration.ofMillis(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(30));
    }

    private static Limit rows(String name, long max) {
        return new Limit(name, max, "rows");
    }

    private StreamLimits with(Limit limit) {
        return new StreamLimits(
                pick(retainedRowsMax, limit),
                pick(viewRowsMax, limit),
                pick(queryRowsMax, limit),
                pick(lookupRowsMax, limit),
                pick(subscriptionRowsMax, limit),
                pick(sinkRowsMax, limit),
                pick(groupsMax, limit),
                linger,
                sinkWriteTimeout,
                sinkRetryFor,
                lookupTimeout,
                queryTimeout,
                checkpointTimeout,
                closeTimeout);
    }

    private static Limit pick(Limit present, Limit wanted) {
        return present.name().equals(wanted.name()) ? wanted : present;
    }

    /** The same limits, but with this many rows kept for ad-hoc SELECT by each source and stream; at least one. */
    public StreamLimits withRetainedRowsMax(long max) {
        return with(rows("retainedRowsMax", max));
    }

    /** The same limits, but with this many rows held by a materialized view; at least one. */
    public StreamLimits withViewRowsMax(long max) {
        return with(rows("viewRowsMax", max));
    }

    /** The same limits, but with this many rows in a query's result or a step in between; at least one. */
    public StreamLimits withQueryRowsMax(long max) {
        return with(rows("queryRowsMax", max));
    }

    /** The same limits, but with this many rows in a lookup table; at least one. */
    public StreamLimits withLookupRowsMax(long max) {
        return with(rows("lookupRowsMax", max));
    }

    /** The same limits, but with this many rows waiting for a subscriber; at least one. */
    public StreamLimits withSubscriptionRowsMax(long max) {
        return with(rows("subscriptionRowsMax", max));
    }

    /** The same limits, but with this many rows waiting for a sink; at least one. */
    public StreamLimits withSinkRowsMax(long max) {
        return with(rows("sinkRowsMax", max));
    }

    /** The same limits, but with this many groups and windows kept by one stream; at least one. */
    public StreamLimits withGroupsMax(long max) {
        return with(new Limit("groupsMax", max, "groups"));
    }

    /** The same limits, but with a row waiting this long in a writer for others; zero hands each on at once. */
    public StreamLimits withLinger(Duration duration) {
        return with("linger", duration);
    }

    /** The same limits, but with one write of a sink cancelled, and counted as failed, after this time. */
    public StreamLimits withSinkWriteTimeout(Duration duration) {
        return with("sinkWriteTimeout", duration);
    }

    /** The same limits, but with a failed write of a sink repeated for this long before it gives up. */
    public StreamLimits withSinkRetryFor(Duration duration) {
        return with("sinkRetryFor", duration);
    }

    /** The same limits, but with a lookup table given up that was not read within this time. */
    public StreamLimits withLookupTimeout(Duration duration) {
        return with("lookupTimeout", duration);
    }

    /** The same limits, but with a query waiting this long for rows that were pushed before it to be worked off. */
    public StreamLimits withQueryTimeout(Duration duration) {
        return with("queryTimeout", duration);
    }

    /** The same limits, but with a checkpoint given up that was not complete within this time. */
    public StreamLimits withCheckpointTimeout(Duration duration) {
        return with("checkpointTimeout", duration);
    }

    /** The same limits, but with close waiting this long for what was pushed to be worked off. */
    public StreamLimits withCloseTimeout(Duration duration) {
        return with("closeTimeout", duration);
    }

    private StreamLimits with(String name, Duration wanted) {
        return new StreamLimits(
                retainedRowsMax,
                viewRowsMax,
                queryRowsMax,
                lookupRowsMax,
                subscriptionRowsMax,
                sinkRowsMax,
                groupsMax,
                name.equals("linger") ? wanted : linger,
                name.equals("sinkWriteTimeout") ? wanted : sinkWriteTimeout,
                name.equals("sinkRetryFor") ? wanted : sinkRetryFor,
                name.equals("lookupTimeout") ? wanted : lookupTimeout,
                name.equals("queryTimeout") ? wanted : queryTimeout,
                name.equals("checkpointTimeout") ? wanted : checkpointTimeout,
                name.equals("closeTimeout") ? wanted : closeTimeout);
    }
}
