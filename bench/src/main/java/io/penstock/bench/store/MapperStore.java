package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.MappedAsyncPagingIterable;
import com.datastax.oss.driver.api.mapper.annotations.ClusteringColumn;
import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Dao;
import com.datastax.oss.driver.api.mapper.annotations.DaoFactory;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.Insert;
import com.datastax.oss.driver.api.mapper.annotations.Mapper;
import com.datastax.oss.driver.api.mapper.annotations.PartitionKey;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.annotations.Select;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By the driver's own mapper, whose code is written at compile time. */
public final class MapperStore implements DocumentStore {
    private final Accounts accounts;
    private final Readings readings;

    /** The account as the driver maps it: a class, since its annotations cannot stand on a record's components. */
    @Entity
    @CqlName("accounts")
    @PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
    public static final class MappedAccount {
        @PartitionKey
        private final long id;

        private final String owner;
        private final long cents;
        private final double rate;
        private final Instant openedAt;

        public MappedAccount(long id, String owner, long cents, double rate, Instant openedAt) {
            this.id = id;
            this.owner = owner;
            this.cents = cents;
            this.rate = rate;
            this.openedAt = openedAt;
        }

        public long id() {
            return id;
        }

        public String owner() {
            return owner;
        }

        public long cents() {
            return cents;
        }

        public double rate() {
            return rate;
        }

        public Instant openedAt() {
            return openedAt;
        }
    }

    /** The reading as the driver maps it. */
    @Entity
    @CqlName("readings")
    @PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
    public static final class MappedReading {
        @PartitionKey
        private final long sensor;

        @ClusteringColumn
        private final int place;

        private final double value;
        private final String unit;
        private final Instant takenAt;

        public MappedReading(long sensor, int place, double value, String unit, Instant takenAt) {
            this.sensor = sensor;
            this.place = place;
            this.value = value;
            this.unit = unit;
            this.takenAt = takenAt;
        }

        public long sensor() {
            return sensor;
        }

        public int place() {
            return place;
        }

        public double value() {
            return value;
        }

        public String unit() {
            return unit;
        }

        public Instant takenAt() {
            return takenAt;
        }
    }

    /** The accounts' statements. */
    @Dao
    public interface Accounts {
        @Insert
        CompletionStage<Void> save(MappedAccount account);

        @Select
        CompletionStage<MappedAccount> get(long id);
    }

    /** The readings' statements. */
    @Dao
    public interface Readings {
        @Select
        CompletionStage<MappedAsyncPagingIterable<MappedReading>> of(long sensor);
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
        Account account = Account.numbered(id);
        return accounts.save(
                new MappedAccount(account.id(), account.owner(), account.cents(), account.rate(), account.openedAt()));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return accounts.get(id).thenAccept(found -> {
            MappedAccount account = requireNonNull(found);
            DocumentStore.check(id, account.id(), account.owner(), account.cents());
        });
    }

    @Override
    public CompletionStage<Integer> readings(long sensor) {
        return readings.of(sensor).thenCompose(page -> rest(page, 0));
    }

    private static CompletionStage<Integer> rest(MappedAsyncPagingIterable<MappedReading> page, int before) {
        int rows = before;
        for (MappedReading ignored : page.currentPage()) {
            rows++;
        }
        int sum = rows;
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> rest(next, sum))
                : CompletableFuture.completedFuture(sum);
    }
}
