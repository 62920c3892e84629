package io.penstock.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Contenders side by side: all of them once a round, in alternating order, so that whatever else the machine does hits
 * them alike. The first contender is the yardstick of the ratios. Figures are medians over the rounds.
 *
 * @param title what is compared
 * @param unit what one operation is
 * @param contenders the ways of doing it, the yardstick first
 */
record Comparison(String title, String unit, List<Contender> contenders) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RESAMPLES = 2_000;

    /**
     * Medians of one contender.
     *
     * @param wallNanos per operation, by the clock
     * @param processorNanos per operation, by the processor time of this process
     * @param bytes allocated per operation
     * @param spread the width of the middle half of the wall figures, as a share of the median
     * @param ratio of the processor time to the yardstick's
     */
    record Result(String name, double wallNanos, double processorNanos, double bytes, double spread, Interval ratio) {}

    /** A ratio of medians with its 95 % interval, by resampling the rounds of both sides. */
    record Interval(double low, double median, double high) {
        static Interval of(double[] values, double[] yardstick) {
            Random random = new Random(42); // the same rounds give the same interval
            double[] ratios = new double[RESAMPLES];
            for (int i = 0; i < RESAMPLES; i++) {
                ratios[i] = quantile(resampled(values, random), 0.5) / quantile(resampled(yardstick, random), 0.5);
            }
            return new Interval(
                    quantile(ratios, 0.025), quantile(values, 0.5) / quantile(yardstick, 0.5), quantile(ratios, 0.975));
        }

        private static double[] resampled(double[] values, Random random) {
            double[] sample = new double[values.length];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = values[random.nextInt(values.length)];
            }
            return sample;
        }
    }

    List<Result> run(int warmups, int rounds) throws Exception {
        for (int i = 0; i < warmups; i++) {
            for (Contender contender : contenders) {
                contender.round().run();
            }
        }
        double[][] wall = new double[contenders.size()][rounds];
        double[][] processor = new double[contenders.size()][rounds];
        double[][] bytes = new double[contenders.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                int which = round % 2 == 0 ? i : contenders.size() - 1 - i;
                long allocated = THREADS.getTotalThreadAllocatedBytes();
                long cpu = ProcessorUse.nanos();
                long start = System.nanoTime();
                long operations = contenders.get(which).round().run();
                wall[which][round] = (double) (System.nanoTime() - start) / operations;
                processor[which][round] = (double) (ProcessorUse.nanos() - cpu) / operations;
                bytes[which][round] = (double) (THREADS.getTotalThreadAllocatedBytes() - allocated) / operations;
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            double median = quantile(wall[i], 0.5);
            results.add(new Result(
                    contenders.get(i).name(),
                    median,
                    quantile(processor[i], 0.5),
                    quantile(bytes[i], 0.5),
                    (quantile(wall[i], 0.75) - quantile(wall[i], 0.25)) / median,
                    Interval.of(processor[i], processor[0])));
        }
        return results;
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
