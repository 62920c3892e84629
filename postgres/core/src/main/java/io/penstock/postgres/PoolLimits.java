package io.penstock.postgres;

import io.penstock.Limit;

/**
 * The bounds of a pool. A pool uses at most {@code connectionsMax + lanesMax + readLanesMax} connections of the server,
 * and one more for the moment of a cancel.
 *
 * @param connectionsMin sessions kept open when idle; 0 or more
 * @param connectionsMax exclusive sessions at most: transactions, COPY, streams, batches
 * @param lanesMax shared pipelined connections for single statements; 0 sends those through sessions too
 * @param readLanesMax shared connections for {@linkplain Statement#readOnly() reads} that go out together; opened with
 *     the first; 0 refuses such statements
 * @param waitersMax calls that may wait for a session
 * @param pipelineMax statements that may be queued or unanswered in the lanes together, or wait for their turn in one
 *     transaction
 * @param statementsMax prepared statements kept per connection
 * @param rowsMax rows of one result that is collected in memory; larger ones are for streaming
 * @param notificationsMax events that may wait for one listener; when there are more, they are dropped and it is told
 */
public record PoolLimits(
        int connectionsMin,
        int connectionsMax,
        int lanesMax,
        int readLanesMax,
        int waitersMax,
        int pipelineMax,
        int statementsMax,
        int rowsMax,
        int notificationsMax) {

    /**
     * 0 to 10 sessions, 1 lane, 2 read lanes, 10 000 waiters, 10 000 statements in the pipeline, 256 prepared, 1 000
     * 000 rows.
     */
    public static final PoolLimits DEFAULT = new PoolLimits(0, 10, 1, 2, 10_000, 10_000, 256, 1_000_000, 10_000);

    public PoolLimits {
        positive("connectionsMax", connectionsMax);
        positive("waitersMax", waitersMax);
        positive("pipelineMax", pipelineMax);
        positive("statementsMax", statementsMax);
        positive("rowsMax", rowsMax);
        positive("notificationsMax", notificationsMax);
        if (connectionsMin < 0 || connectionsMin > connectionsMax) {
            throw invalid("connectionsMin is 0 to connectionsMax = " + connectionsMax + ", got " + connectionsMin);
        }
        if (lanesMax < 0) {
            throw invalid("lanesMax is 0 or more, got " + lanesMax);
        }
        if (readLanesMax < 0) {
            throw invalid("readLanesMax is 0 or more, got " + readLanesMax);
        }
    }

    public PoolLimits withConnections(int min, int max) {
        return new PoolLimits(
                min, max, lanesMax, readLanesMax, waitersMax, pipelineMax, statementsMax, rowsMax, notificationsMax);
    }

    public PoolLimits withLanes(int lanes) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanes,
                readLanesMax,
                waitersMax,
                pipelineMax,
                statementsMax,
                rowsMax,
                notificationsMax);
    }

    public PoolLimits withReadLanes(int lanes) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                lanes,
                waitersMax,
                pipelineMax,
                statementsMax,
                rowsMax,
                notificationsMax);
    }

    public PoolLimits withWaiters(int waiters) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                readLanesMax,
                waiters,
                pipelineMax,
                statementsMax,
                rowsMax,
                notificationsMax);
    }

    public PoolLimits withPipeline(int statements) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                readLanesMax,
                waitersMax,
                statements,
                statementsMax,
                rowsMax,
                notificationsMax);
    }

    public PoolLimits withStatements(int statements) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                readLanesMax,
                waitersMax,
                pipelineMax,
                statements,
                rowsMax,
                notificationsMax);
    }

    public PoolLimits withRows(int rows) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                readLanesMax,
                waitersMax,
                pipelineMax,
                statementsMax,
                rows,
                notificationsMax);
    }

    public PoolLimits withNotifications(int notifications) {
        return new PoolLimits(
                connectionsMin,
                connectionsMax,
                lanesMax,
                readLanesMax,
                waitersMax,
                pipelineMax,
                statementsMax,
                rowsMax,
                notifications);
    }

    /** The bound on waiting calls, for messages. */
    public Limit waiters() {
        return new Limit("waitersMax", waitersMax, "waiting calls");
    }

    /** The bound on statements in the lanes, for messages. */
    public Limit pipeline() {
        return new Limit("pipelineMax", pipelineMax, "statements");
    }

    /** The bound on collected rows, for messages. */
    public Limit rows() {
        return new Limit("rowsMax", rowsMax, "rows");
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw invalid(name + " is 1 or more, got " + value);
        }
    }

    private static PostgresException invalid(String message) {
        return new PostgresException(PostgresError.INVALID_CONFIG, message);
    }
}
