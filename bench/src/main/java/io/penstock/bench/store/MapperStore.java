package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.MappedAsyncPagingIterable;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.mapper.annotations.Dao;
import com.datastax.oss.driver.api.mapper.annotations.DaoFactory;
import com.datastax.oss.driver.api.mapper.annotations.Delete;
import com.datastax.oss.driver.api.mapper.annotations.Insert;
import com.datastax.oss.driver.api.mapper.annotations.Mapper;
import com.datastax.oss.driver.api.mapper.annotations.Query;
import com.datastax.oss.driver.api.mapper.annotations.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By the driver's own mapper, whose code is written at compile time. */
public final class MapperStore implements DocumentStore {
    private final CqlSession session;
    private final Accounts accounts;
    private final Readings readings;

    /** The accounts' statements. */
    @Dao
    public interface Accounts {
        @Insert
        CompletionStage<Void> save(Account account);

        @Select
        CompletionStage<Account> get(long id);

        @Query("UPDATE accounts SET cents = :cents WHERE id = :id")
        CompletionStage<Void> update(long cents, long id);

        @Delete(entityClass = Account.class)
        CompletionStage<Void> delete(long id);
    }

    /** The readings' statements. */
    @Dao
    public interface Readings {
        @Insert
        BoundStatement bound(Reading reading);

        @Select
        CompletionStage<MappedAsyncPagingIterable<Reading>> of(long sensor);

        @Select(customWhereClause = "sensor = :sensor AND place >= :least", limit = ":rows")
        CompletionStage<MappedAsyncPagingIterable<Reading>> from(long sensor, int least, int rows);

        @Select
        CompletionStage<MappedAsyncPagingIterable<Reading>> all();
    }

    /** What the driver's mapper is made of. */
    @Mapper
    public interface Mapping {
        @DaoFactory
        Accounts accounts();

        @DaoFactory
        Readings readings();
    }

    /** Over a session whose keyspace has the tables. */
    public MapperStore(CqlSession session) {
        this.session = session;
        Mapping mapping = new MapperStore_MappingBuilder(session).build();
        accounts = mapping.accounts();
        readings = mapping.readings();
    }

    @Override
    public String name() {
        return "the driver's mapper";
    }

    @Override
    public CompletionStage<?> save(long id) {
        return accounts.save(Account.numbered(id));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return accounts.get(id).thenAccept(found -> requireNonNull(found).check(id));
    }

    @Override
    public CompletionStage<?> update(long id) {
        return accounts.update(Account.cents(id), id);
    }

    @Override
    public CompletionStage<?> delete(long id) {
        return accounts.delete(id);
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor) {
        return readings.of(sensor).thenCompose(page -> collect(page, new ArrayList<>()));
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor, int from, int limit) {
        return readings.from(sensor, from, limit).thenCompose(page -> collect(page, new ArrayList<>()));
    }

    private static CompletionStage<List<Reading>> collect(
            MappedAsyncPagingIterable<Reading> page, List<Reading> collected) {
        page.currentPage().forEach(collected::add);
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, collected))
                : CompletableFuture.completedFuture(collected);
    }

    @Override
    public CompletionStage<?> batch(long sensor, int count) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        Reading.first(sensor, count).forEach(reading -> batch.addStatement(readings.bound(reading)));
        return session.executeAsync(batch.build());
    }

    @Override
    public CompletionStage<Long> scan() {
        return readings.all().thenCompose(page -> rest(page, 0));
    }

    private static CompletionStage<Long> rest(MappedAsyncPagingIterable<Reading> page, long before) {
        List<Reading> rows = new ArrayList<>(page.remaining());
        page.currentPage().forEach(rows::add);
        long read = before + rows.size();
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> rest(next, read))
                : CompletableFuture.completedFuture(read);
    }
}
