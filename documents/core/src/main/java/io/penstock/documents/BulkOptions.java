package io.penstock.documents;

/**
 * How many writes run at once. Immutable.
 *
 * @param concurrencyMax the most writes in flight
 * @param failuresMax after how many failures no more writes are begun, by calls that go on after the first
 * @param write how each is run, where the items have no options of their own; else it is refused
 */
public record BulkOptions(int concurrencyMax, int failuresMax, WriteOptions write) {
    /** 128 writes in flight, at most 1,000 failures. */
    public static final BulkOptions DEFAULT = new BulkOptions(128, 1_000, WriteOptions.DEFAULT);

    public BulkOptions {
        if (concurrencyMax < 1) {
            throw new IllegalArgumentException("concurrencyMax must be at least 1 write, got " + concurrencyMax);
        }
        if (failuresMax < 1) {
            throw new IllegalArgumentException("failuresMax must be at least 1 failure, got " + failuresMax);
        }
    }

    /** With this many writes in flight at most. */
    public BulkOptions withConcurrencyMax(int writes) {
        return new BulkOptions(writes, failuresMax, write);
    }

    /** With this many failures, after which no more writes are begun; for {@link Repository#saveEach} and its like. */
    public BulkOptions withFailuresMax(int failures) {
        return new BulkOptions(concurrencyMax, failures, write);
    }

    /** With each write run in this way. */
    public BulkOptions withWrite(WriteOptions options) {
        return new BulkOptions(concurrencyMax, failuresMax, options);
    }
}
