package io.penstock.bench;

import java.util.Arrays;
import java.util.Random;

/** A ratio of medians with its 95 % interval. */
record Interval(double low, double median, double high) {
    private static final int RESAMPLES = 2_000;

    /**
     * By resampling the rounds. Both sides take the same rounds: they ran side by side, so what disturbed one of them
     * disturbed the other.
     */
    static Interval of(double[] values, double[] yardstick) {
        Random random = new Random(42); // the same rounds give the same interval
        double[] ratios = new double[RESAMPLES];
        double[] sample = new double[values.length];
        double[] sampleOfYardstick = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                int round = random.nextInt(values.length);
                sample[j] = values[round];
                sampleOfYardstick[j] = yardstick[round];
            }
            ratios[i] = quantile(sample, 0.5) / quantile(sampleOfYardstick, 0.5);
        }
        return new Interval(
                quantile(ratios, 0.025), quantile(values, 0.5) / quantile(yardstick, 0.5), quantile(ratios, 0.975));
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
