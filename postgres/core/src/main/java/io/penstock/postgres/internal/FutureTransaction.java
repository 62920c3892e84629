package io.penstock.postgres.internal;

import io.penstock.postgres.AsyncTransaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The handle of a transaction with futures. Thread-safe. */
final class FutureTransaction extends FutureQueries implements AsyncTransaction {
    private final TransactionRunner runner;

    FutureTransaction(TransactionRunner runner) {
        super(runner);
        this.runner = runner;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> savepoint(
            Function<? super AsyncTransaction, ? extends CompletionStage<T>> work) {
        String name = runner.newSavepoint();
        CompletableFuture<T> done = new CompletableFuture<>();
        CompletableFuture<T> worked =
                runner.start(Requests.command("SAVEPOINT " + name)).thenCompose(begun -> work.apply(this));
        Futures.whenEnded(worked, (result, failed) -> {
            Futures.whenEnded(runner.endSavepoint(name, failed == null), (tag, lost) -> {
                if (failed != null) {
                    done.completeExceptionally(failed);
                } else if (lost != null) {
                    done.completeExceptionally(lost);
                } else {
                    done.complete(result);
                }
            });
        });
        return done;
    }
}
