package io.penstock.postgres;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction, on a connection of its own, open while the function that was given it runs. Calls may come from any
 * thread; they take turns.
 */
public interface Transaction extends Queries {
    /**
     * Runs a part that can fail alone: when {@code work} throws, what it did is undone, the transaction goes on, and
     * the exception is thrown on.
     */
    <T extends @Nullable Object> T savepoint(Function<? super Transaction, ? extends T> work);
}
