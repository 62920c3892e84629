package io.penstock.postgres;

import java.time.Duration;

/**
 * How long things may take. None of them is infinite except the statement's, where {@link Duration#ZERO} means that a
 * statement without a timeout of its own runs for as long as it takes.
 *
 * @param connect from the first packet to a usable connection, TLS and login included; for each server of a list
 * @param acquire waiting for a free session
 * @param statement the default for statements, measured from the call: waiting included
 * @param idle after which an unused session above the minimum is closed
 * @param lifetime after which a session is replaced, less up to a tenth so that they do not all end at once
 * @param keepalive after which a silent connection, idle in the pool or listening, is asked for a sign of life
 * @param cancel how long a cancel may take to be answered before the connection is given up
 * @param close how long {@code close} lets running statements end before it cancels them
 * @param leak after which a session that is still held is told in the log and counted, with the place where it was
 *     asked for; zero for never, since keeping those places costs time
 */
public record Timeouts(
        Duration connect,
        Duration acquire,
        Duration statement,
        Duration idle,
        Duration lifetime,
        Duration keepalive,
        Duration cancel,
        Duration close,
        Duration leak) {

    /**
     * Connect 10 s, acquire 30 s, no statement timeout, idle 10 min, lifetime 30 min, keepalive 2 min, cancel 5 s,
     * close 10 s.
     */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ZERO);

    public Timeouts {
        positive("connect", connect);
        positive("acquire", acquire);
        positive("idle", idle);
        positive("lifetime", lifetime);
        positive("keepalive", keepalive);
        positive("cancel", cancel);
        positive("close", close);
        zeroOrMore("statement", statement);
        zeroOrMore("leak", leak);
    }

    public Timeouts withConnect(Duration value) {
        return new Timeouts(value, acquire, statement, idle, lifetime, keepalive, cancel, close, leak);
    }

    public Timeouts withAcquire(Duration value) {
        return new Timeouts(connect, value, statement, idle, lifetime, keepalive, cancel, close, leak);
    }

    public Timeouts withStatement(Duration value) {
        return new Timeouts(connect, acquire, value, idle, lifetime, keepalive, cancel, close, leak);
    }

    public Timeouts withIdle(Duration value) {
        return new Timeouts(connect, acquire, statement, value, lifetime, keepalive, cancel, close, leak);
    }

    public Timeouts withLifetime(Duration value) {
        return new Timeouts(connect, acquire, statement, idle, value, keepalive, cancel, close, leak);
    }

    public Timeouts withKeepalive(Duration value) {
        return new Timeouts(connect, acquire, statement, idle, lifetime, value, cancel, close, leak);
    }

    public Timeouts withCancel(Duration value) {
        return new Timeouts(connect, acquire, statement, idle, lifetime, keepalive, value, close, leak);
    }

    public Timeouts withClose(Duration value) {
        return new Timeouts(connect, acquire, statement, idle, lifetime, keepalive, cancel, value, leak);
    }

    public Timeouts withLeak(Duration value) {
        return new Timeouts(connect, acquire, statement, idle, lifetime, keepalive, cancel, close, value);
    }

    private static void zeroOrMore(String name, Duration value) {
        if (value.isNegative()) {
            throw new PostgresException(
                    PostgresError.INVALID_CONFIG, "timeout '" + name + "' is zero (none) or more, got " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new PostgresException(
                    PostgresError.INVALID_CONFIG, "timeout '" + name + "' must be positive, got " + value);
        }
    }
}
