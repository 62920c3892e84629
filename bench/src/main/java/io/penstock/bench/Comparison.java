package io.penstock.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders side by side: all of them once a round, each round in another order, so that whatever else the machine
 * does hits them alike. Many short rounds say more than a few long ones: a disturbance spoils some of them, which the
 * median does not see. The first contender is the yardstick of the ratios. Figures are medians over the rounds.
 *
 * @param title what is compared
 * @param unit what one operation is
 * @param contenders the ways of doing it, the yardstick first
 * @param roundsMax more rounds than these are too many, because one takes long
 */
record Comparison(String title, String unit, List<Contender> contenders, int roundsMax) {
    Comparison(String title, String unit, List<Contender> contenders) {
        this(title, unit, contenders, Integer.MAX_VALUE);
    }

    /**
     * Medians of one contender.
     *
     * @param wallNanos per operation, by the clock
     * @param processorNanos per operation, by the processor time of this process
     * @param bytes allocated per operation
     * @param spread the width of the middle half of the wall figures, as a share of the median
     * @param ratio of the processor time to the yardstick's
     * @param latencies of single operations, if they were taken
     */
    record Result(
            String name,
            double wallNanos,
            double processorNanos,
            double bytes,
            double spread,
            Interval ratio,
            Latencies latencies) {}

    private static Result result(Contender contender, List<Sample> samples, List<Sample> yardstick) {
        double[] wall = each(samples, Sample::wallNanos);
        double[] processor = each(samples, Sample::processorNanos);
        double median = Interval.quantile(wall, 0.5);
        return new Result(
                contender.name(),
                median,
                Interval.quantile(processor, 0.5),
                Interval.quantile(each(samples, Sample::bytes), 0.5),
                (Interval.quantile(wall, 0.75) - Interval.quantile(wall, 0.25)) / median,
                Interval.of(processor, each(yardstick, Sample::processorNanos)),
                contender.latencies());
    }

    private static double[] each(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }

    /** Rounds that do not count, until the code is compiled. */
    void warmUp(Effort effort) throws Exception {
        int warmups = effort.atMost(roundsMax).warmups();
        for (int round = 0; round < warmups; round++) {
            for (Contender contender : inOrderOf(round)) {
                contender.round().run();
            }
        }
    }

    List<Result> run(Effort effort) throws Exception {
        warmUp(new Effort(Math.min(1, effort.warmups()), 0)); // what was measured before this has left its traces
        contenders.forEach(contender -> contender.latencies().forget());
        int rounds = effort.atMost(roundsMax).rounds();
        List<List<Sample>> samples = new ArrayList<>();
        contenders.forEach(contender -> samples.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : inOrderOf(round)) {
                samples.get(contenders.indexOf(contender)).add(contender.round().run());
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            results.add(result(contenders.get(i), samples.get(i), samples.getFirst()));
        }
        return results;
    }

    /** Everybody is first in turn, and comes after each neighbour as often as before it. */
    private List<Contender> inOrderOf(int round) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, -(round / 2));
        return round % 2 == 0 ? order : order.reversed();
    }
}
