package io.penstock.bench.store;

import io.penstock.documents.AsyncRepository;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By repositories. */
public record PenstockStore(AsyncRepository<Account> accounts, AsyncRepository<Reading> table)
        implements DocumentStore {
    /** Over a session whose keyspace has the tables. */
    public static PenstockStore of(DocumentSession session) {
        return new PenstockStore(
                session.repository(Account.class).async(),
                session.repository(Reading.class).async());
    }

    @Override
    public String name() {
        return "Penstock documents";
    }

    @Override
    public CompletionStage<?> save(long id) {
        return accounts.save(Account.numbered(id));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return accounts.get(id).thenAccept(found -> {
            Account account = found.orElseThrow();
            DocumentStore.check(id, account.id(), account.owner(), account.cents());
        });
    }

    @Override
    public CompletionStage<Integer> readings(long sensor) {
        Query<Object> query = Query.where("sensor", sensor);
        return table.page(query).thenCompose(page -> rest(query, page, 0));
    }

    private CompletableFuture<Integer> rest(Query<Object> query, Page<Reading> page, int before) {
        int rows = before + page.items().size();
        Optional<PageToken> next = page.next();
        return next.isEmpty()
                ? CompletableFuture.completedFuture(rows)
                : table.page(query, next.get()).thenCompose(more -> rest(query, more, rows));
    }
}
