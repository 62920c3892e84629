package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By the driver's prepared statements, with binding and mapping by hand. */
public final class BareStore implements DocumentStore {
    private final CqlSession session;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement partition;

    /** Over a session whose keyspace has the tables. */
    public BareStore(CqlSession session) {
        this.session = session;
        insert = session.prepare("INSERT INTO accounts (id, owner, cents, rate, opened_at) VALUES (?, ?, ?, ?, ?)");
        select = session.prepare("SELECT id, owner, cents, rate, opened_at FROM accounts WHERE id = ?");
        partition = session.prepare("SELECT sensor, place, value, unit, taken_at FROM readings WHERE sensor = ?");
    }

    @Override
    public String name() {
        return "bare driver";
    }

    @Override
    public CompletionStage<?> save(long id) {
        Account account = Account.numbered(id);
        return session.executeAsync(
                insert.bind(account.id(), account.owner(), account.cents(), account.rate(), account.openedAt()));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return session.executeAsync(select.bind(id)).thenAccept(result -> {
            Row row = requireNonNull(result.one());
            Account account = new Account(
                    row.getLong(0),
                    requireNonNull(row.getString(1)),
                    row.getLong(2),
                    row.getDouble(3),
                    requireNonNull(row.get(4, Instant.class)));
            DocumentStore.check(id, account.id(), account.owner(), account.cents());
        });
    }

    @Override
    public CompletionStage<Integer> readings(long sensor) {
        return session.executeAsync(partition.bind(sensor)).thenCompose(page -> rest(page, 0));
    }

    private static CompletionStage<Integer> rest(AsyncResultSet page, int before) {
        List<Reading> mapped = new ArrayList<>(page.remaining());
        for (Row row : page.currentPage()) {
            mapped.add(new Reading(
                    row.getLong(0),
                    row.getInt(1),
                    row.getDouble(2),
                    requireNonNull(row.getString(3)),
                    requireNonNull(row.get(4, Instant.class))));
        }
        int rows = before + mapped.size();
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> rest(next, rows))
                : CompletableFuture.completedFuture(rows);
    }
}
