package io.penstock.documents.internal;

import io.penstock.documents.AsyncCounterRepository;
import io.penstock.documents.AsyncReadRepository;
import io.penstock.documents.Key;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import java.util.concurrent.CompletableFuture;

/** The counters of one table. Thread-safe. */
record CqlCounters<E>(EntityPlan<E> plan, Sender sender, AsyncReadRepository<E> reads)
        implements AsyncCounterRepository<E>, ReadsThrough<E> {
    CqlCounters(EntityPlan<E> plan, Sender sender) {
        this(plan, sender, new CqlReads<>(plan, sender));
    }

    @Override
    public CompletableFuture<Void> update(Update<? super E> update) {
        if (update.assignments().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return Call.done(
                sender.send(() -> Updates.update(plan, update, sender.requests().forWrite(update.options()))));
    }

    @Override
    public CompletableFuture<Void> delete(Key key, WriteOptions options) {
        return Call.done(sender.send(
                () -> Mutations.delete(plan, key, options, sender.requests().forWrite(options))));
    }

    @Override
    public CompletableFuture<Void> truncate() {
        return Call.done(
                sender.send(() -> CqlStatement.of(sender.requests().forTruncate(), "TRUNCATE TABLE " + plan.from())));
    }
}
