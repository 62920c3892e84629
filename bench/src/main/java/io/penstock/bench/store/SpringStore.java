package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.cassandra.core.AsyncCassandraTemplate;
import org.springframework.data.cassandra.core.cql.Ordering;
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.Column;
import org.springframework.data.cassandra.core.mapping.PrimaryKey;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;
import org.springframework.data.cassandra.core.mapping.Table;
import org.springframework.data.cassandra.core.query.Criteria;
import org.springframework.data.cassandra.core.query.Query;

/** By Spring Data Cassandra's asynchronous template, prepared statements on as they are by default. */
public final class SpringStore implements DocumentStore {
    private final AsyncCassandraTemplate template;

    /** The account as Spring Data maps it. */
    @Table("accounts")
    public record SpringAccount(
            @PrimaryKey long id,
            String owner,
            long cents,
            double rate,
            @Column("opened_at") Instant openedAt) {}

    /** The reading as Spring Data maps it. */
    @Table("readings")
    public record SpringReading(
            @PrimaryKeyColumn(type = PrimaryKeyType.PARTITIONED)
            long sensor,

            @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.CLUSTERED, ordering = Ordering.ASCENDING)
            int place,

            double value,
            String unit,
            @Column("taken_at") Instant takenAt) {}

    /** Over a session whose keyspace has the tables. */
    public SpringStore(CqlSession session) {
        template = new AsyncCassandraTemplate(session);
    }

    @Override
    public String name() {
        return "Spring Data Cassandra";
    }

    @Override
    public CompletionStage<?> save(long id) {
        Account account = Account.numbered(id);
        return template.insert(
                new SpringAccount(account.id(), account.owner(), account.cents(), account.rate(), account.openedAt()));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return template.selectOneById(id, SpringAccount.class).thenAccept(found -> {
            SpringAccount account = requireNonNull(found);
            DocumentStore.check(id, account.id(), account.owner(), account.cents());
        });
    }

    @Override
    public CompletionStage<Integer> readings(long sensor) {
        AtomicInteger rows = new AtomicInteger();
        return template.select(
                        Query.query(Criteria.where("sensor").is(sensor)),
                        reading -> rows.incrementAndGet(),
                        SpringReading.class)
                .thenApply(ignored -> rows.get());
    }
}
