package io.penstock.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contenders side by side: all of them once a round, in alternating order, so that whatever else the machine does hits
 * them alike. The first contender is the yardstick of the ratios. Figures are medians over the rounds.
 *
 * @param title what is compared
 * @param unit what one operation is
 * @param contenders the ways of doing it, the yardstick first
 */
record Comparison(String title, String unit, List<Contender> contenders) {
    /**
     * Medians of one contender.
     *
     * @param wallNanos per operation, by the clock
     * @param processorNanos per operation, by the processor time of this process
     * @param spread the width of the middle half of the wall figures, as a share of the median
     */
    record Result(String name, double wallNanos, double processorNanos, double spread) {}

    List<Result> run(int warmups, int rounds) throws Exception {
        for (int i = 0; i < warmups; i++) {
            for (Contender contender : contenders) {
                contender.round().run();
            }
        }
        double[][] wall = new double[contenders.size()][rounds];
        double[][] processor = new double[contenders.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                int which = round % 2 == 0 ? i : contenders.size() - 1 - i;
                long cpu = ProcessorUse.nanos();
                long start = System.nanoTime();
                long operations = contenders.get(which).round().run();
                wall[which][round] = (double) (System.nanoTime() - start) / operations;
                processor[which][round] = (double) (ProcessorUse.nanos() - cpu) / operations;
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            double median = quantile(wall[i], 0.5);
            double spread = (quantile(wall[i], 0.75) - quantile(wall[i], 0.25)) / median;
            results.add(new Result(contenders.get(i).name(), median, quantile(processor[i], 0.5), spread));
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
