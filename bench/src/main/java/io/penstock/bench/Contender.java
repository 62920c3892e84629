package io.penstock.bench;

/**
 * One way of doing the work that is compared.
 *
 * @param name as it stands in the table
 * @param round does the work once and gives the number of operations it did
 */
record Contender(String name, Round round) {
    /** One timed round. */
    @FunctionalInterface
    interface Round {
        long run() throws Exception;
    }
}
