package io.penstock.bench;

/**
 * One way of doing the work that is compared.
 *
 * @param name as it stands in the table
 * @param round does the work once and gives the number of operations it did
 * @param latencies what the round adds the duration of single operations to, if it does
 */
record Contender(String name, Round round, Latencies latencies) {
    /** One timed round. */
    @FunctionalInterface
    interface Round {
        long run() throws Exception;
    }

    Contender(String name, Round round) {
        this(name, round, new Latencies());
    }
}
