package io.penstock.bench;

/**
 * One way of doing the work that is compared.
 *
 * @param name as it stands in the table
 * @param round does the work once, measured
 * @param latencies what the round adds the duration of single operations to, if it does
 */
record Contender(String name, Round round, Latencies latencies) {
    /** One measured round. */
    @FunctionalInterface
    interface Round {
        Sample run() throws Exception;
    }

    /** Does its work in this process. */
    static Contender of(String name, Sample.Work work) {
        return timed(name, work, new Latencies());
    }

    /** Does its work in this process and times single operations. */
    static Contender timed(String name, Sample.Work work, Latencies latencies) {
        return new Contender(name, () -> Sample.of(work), latencies);
    }
}
