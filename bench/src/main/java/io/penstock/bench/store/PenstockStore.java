package io.penstock.bench.store;

import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.Batch;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Filter;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.Update;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By repositories. */
public final class PenstockStore implements DocumentStore {
    private final String name;
    private final AsyncDocumentSession session;
    private final AsyncRepository<Account> accounts;
    private final AsyncRepository<Reading> readings;

    /** Over a session whose keyspace has the tables. */
    public PenstockStore(String name, DocumentSession session) {
        this.name = name;
        this.session = session.async();
        accounts = this.session.repository(Account.class);
        readings = this.session.repository(Reading.class);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<?> save(long id) {
        return accounts.save(Account.numbered(id));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return accounts.get(id).thenAccept(found -> found.orElseThrow().check(id));
    }

    @Override
    public CompletionStage<?> update(long id) {
        return accounts.update(Update.byKey(id).set("cents", Account.cents(id)));
    }

    @Override
    public CompletionStage<?> delete(long id) {
        return accounts.deleteByKey(id);
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor) {
        return readings.find(Query.where("sensor", sensor));
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor, int from, int limit) {
        return readings.find(
                Query.where("sensor", sensor).and(Filter.gte("place", from)).limit(limit));
    }

    @Override
    public CompletionStage<?> batch(long sensor, int count) {
        return session.batch(BatchOptions.UNLOGGED, batch -> {
            Batch.Writes<Reading> writes = batch.table(Reading.class);
            Reading.first(sensor, count).forEach(writes::save);
        });
    }

    @Override
    public CompletionStage<Long> scan() {
        return readings.page(Query.all()).thenCompose(page -> rest(page, 0));
    }

    private CompletionStage<Long> rest(Page<Reading> page, long before) {
        long read = before + page.items().size();
        Optional<PageToken> next = page.next();
        return next.isEmpty()
                ? CompletableFuture.completedFuture(read)
                : readings.page(Query.all(), next.get()).thenCompose(more -> rest(more, read));
    }
}
