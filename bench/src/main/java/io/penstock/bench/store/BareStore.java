package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
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
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement insertReading;
    private final PreparedStatement partition;
    private final PreparedStatement slice;
    private final PreparedStatement all;

    /** Over a session whose keyspace has the tables. */
    public BareStore(CqlSession session) {
        this.session = session;
        insert = session.prepare("INSERT INTO accounts (id, owner, cents, rate, opened_at) VALUES (?, ?, ?, ?, ?)");
        select = session.prepare("SELECT id, owner, cents, rate, opened_at FROM accounts WHERE id = ?");
        update = session.prepare("UPDATE accounts SET cents = ? WHERE id = ?");
        delete = session.prepare("DELETE FROM accounts WHERE id = ?");
        insertReading =
                session.prepare("INSERT INTO readings (sensor, place, value, unit, taken_at) VALUES (?, ?, ?, ?, ?)");
        String readings = "SELECT sensor, place, value, unit, taken_at FROM readings";
        partition = session.prepare(readings + " WHERE sensor = ?");
        slice = session.prepare(readings + " WHERE sensor = ? AND place >= ? LIMIT ?");
        all = session.prepare(readings);
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
            new Account(
                            row.getLong(0),
                            requireNonNull(row.getString(1)),
                            row.getLong(2),
                            row.getDouble(3),
                            requireNonNull(row.get(4, Instant.class)))
                    .check(id);
        });
    }

    @Override
    public CompletionStage<?> update(long id) {
        return session.executeAsync(update.bind(Account.cents(id), id));
    }

    @Override
    public CompletionStage<?> delete(long id) {
        return session.executeAsync(delete.bind(id));
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor) {
        return session.executeAsync(partition.bind(sensor)).thenCompose(page -> collect(page, new ArrayList<>()));
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor, int from, int limit) {
        return session.executeAsync(slice.bind(sensor, from, limit))
                .thenCompose(page -> collect(page, new ArrayList<>()));
    }

    private static CompletionStage<List<Reading>> collect(AsyncResultSet page, List<Reading> collected) {
        for (Row row : page.currentPage()) {
            collected.add(reading(row));
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, collected))
                : CompletableFuture.completedFuture(collected);
    }

    private static Reading reading(Row row) {
        return new Reading(
                row.getLong(0),
                row.getInt(1),
                row.getDouble(2),
                requireNonNull(row.getString(3)),
                requireNonNull(row.get(4, Instant.class)));
    }

    @Override
    public CompletionStage<?> batch(long sensor, int count) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (Reading reading : Reading.first(sensor, count)) {
            batch.addStatement(insertReading.bind(
                    reading.sensor(), reading.place(), reading.value(), reading.unit(), reading.takenAt()));
        }
        return session.executeAsync(batch.build());
    }

    @Override
    public CompletionStage<Long> scan() {
        return session.executeAsync(all.bind()).thenCompose(page -> rest(page, 0));
    }

    private static CompletionStage<Long> rest(AsyncResultSet page, long before) {
        List<Reading> rows = new ArrayList<>(page.remaining());
        for (Row row : page.currentPage()) {
            rows.add(reading(row));
        }
        long read = before + rows.size();
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> rest(next, read))
                : CompletableFuture.completedFuture(read);
    }
}
