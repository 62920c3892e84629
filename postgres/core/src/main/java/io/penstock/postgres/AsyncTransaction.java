package io.penstock.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Transaction} without waiting, open until the stage that its function returned is complete. */
public interface AsyncTransaction extends AsyncQueries {
    /** See {@link Transaction#savepoint}. */
    <T extends @Nullable Object> CompletableFuture<T> savepoint(
            Function<? super AsyncTransaction, ? extends CompletionStage<T>> work);
}
