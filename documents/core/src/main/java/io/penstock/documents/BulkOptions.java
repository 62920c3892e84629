package io.penstock.documents;

/**
 * How many writes run at once. Immutable.
 *
 * @param concurrencyMax the most writes in flight
 * @param write how each is run, where the items have no options of their own; else it is refused
 */
public record BulkOptions(int concurrencyMax, WriteOptions write) {
    /** 128 writes in flight. */
    public static final BulkOptions DEFAULT = new BulkOptions(128, WriteOptions.DEFAULT);

    public BulkOptions {
        if (concurrencyMax < 1) {
            throw new IllegalArgumentException("concurrencyMax must be at least 1 write, got " + concurrencyMax);
        }
    }

    public BulkOptions withConcurrencyMax(int writes) {
        return new BulkOptions(writes, write);
    }

    public BulkOptions withWrite(WriteOptions options) {
        return new BulkOptions(concurrencyMax, options);
    }
}
