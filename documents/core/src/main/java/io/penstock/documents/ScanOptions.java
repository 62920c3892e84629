package io.penstock.documents;

/**
 * How a whole table is read in parallel. Immutable.
 *
 * @param ranges how many parts of the ring it is split into; each is read page by page
 * @param concurrencyMax the most parts being read at once; so many pages may be in memory
 */
public record ScanOptions(int ranges, int concurrencyMax) {
    /** 64 parts, 4 at once. */
    public static final ScanOptions DEFAULT = new ScanOptions(64, 4);

    public ScanOptions {
        if (ranges < 1 || concurrencyMax < 1) {
            throw new IllegalArgumentException(
                    "ranges and concurrencyMax must be at least 1, got " + ranges + " and " + concurrencyMax);
        }
    }

    public ScanOptions withRanges(int newRanges) {
        return new ScanOptions(newRanges, concurrencyMax);
    }

    public ScanOptions withConcurrencyMax(int newConcurrencyMax) {
        return new ScanOptions(ranges, newConcurrencyMax);
    }
}
