package io.penstock.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long single operations took, in nanoseconds. Confined to the thread that measures. */
final class Latencies {
    private final List<long[]> all = new ArrayList<>();

    void add(long[] nanos) {
        all.add(nanos);
    }

    void forget() {
        all.clear();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The duration that this share of the operations did not exceed. */
    double quantile(double share) {
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
