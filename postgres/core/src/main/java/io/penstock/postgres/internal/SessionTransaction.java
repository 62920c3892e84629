package io.penstock.postgres.internal;

import io.penstock.postgres.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The waiting handle of a transaction. Thread-safe. */
final class SessionTransaction extends BlockingQueries implements Transaction {
    private final TransactionRunner runner;

    SessionTransaction(TransactionRunner runner) {
        super(runner);
        this.runner = runner;
    }

    @Override
    public <T extends @Nullable Object> T savepoint(Function<? super Transaction, ? extends T> work) {
        String name = runner.newSavepoint();
        runner.call(Requests.command("SAVEPOINT " + name));
        T result;
        try {
            result = work.apply(this);
        } catch (Throwable failed) {
            try {
                runner.endSavepointHere(name, false);
            } catch (RuntimeException lost) {
                failed.addSuppressed(lost);
            }
            throw failed;
        }
        runner.endSavepointHere(name, true);
        return result;
    }
}
