package io.penstock.documents.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Splits the ring of tokens, from -2^63 to 2^63-1, into equal parts. */
final class RingRanges {
    private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private RingRanges() {}

    /**
     * A part of the ring.
     *
     * @param after the token before it; of the first part its first token
     * @param upTo its last token
     */
    record Range(long after, long upTo) {
        /** Whether it begins with {@code after} and not behind it. */
        boolean isFirst() {
            return after == Long.MIN_VALUE;
        }
    }

    static List<Range> split(int parts) {
        List<Range> ranges = new ArrayList<>(parts);
        long after = Long.MIN_VALUE;
        for (int i = 1; i <= parts; i++) {
            long upTo = SIZE.multiply(BigInteger.valueOf(i))
                    .divide(BigInteger.valueOf(parts))
                    .add(MIN)
                    .subtract(BigInteger.ONE)
                    .longValueExact();
            ranges.add(new Range(after, upTo));
            after = upTo;
        }
        return ranges;
    }
}
