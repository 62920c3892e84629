package io.penstock.bench.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One of the operations that are compared.
 *
 * @param <S> what does it
 * @param word as it is written on the command line
 * @param title what it does, for people
 * @param rows how many rows it reads or writes; figures are per row when there are more than one
 * @param loads how often it is done, and how many times at once
 * @param work starts it, given its number
 */
public record Operation<S extends Store>(String word, String title, int rows, List<Load> loads, Work<S> work) {
    /** Starts the operation of a number. */
    @FunctionalInterface
    public interface Work<S> {
        CompletionStage<?> start(S store, long number);
    }

    /** Fails when another number of rows was read. */
    public static CompletionStage<?> expected(int rows, CompletionStage<? extends List<?>> reading) {
        return reading.thenAccept(read -> {
            if (read.size() != rows) {
                throw new IllegalStateException("read " + read.size() + " of " + rows + " rows");
            }
        });
    }
}
