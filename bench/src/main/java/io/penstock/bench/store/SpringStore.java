package io.penstock.bench.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.data.cassandra.core.AsyncCassandraTemplate;
import org.springframework.data.cassandra.core.CassandraTemplate;
import org.springframework.data.cassandra.core.query.Criteria;
import org.springframework.data.cassandra.core.query.Query;
import org.springframework.data.cassandra.core.query.Update;

/**
 * By Spring Data Cassandra's asynchronous template, prepared statements on as they are by default. It has no
 * asynchronous batch: that is its blocking one, each on a virtual thread.
 */
public final class SpringStore implements DocumentStore {
    /** As it stands in the tables. */
    public static final String NAME = "Spring Data Cassandra";
    /** Where its blocking calls run. */
    public static final Executor VIRTUAL = Thread::startVirtualThread;

    private final AsyncCassandraTemplate template;
    private final CassandraTemplate blocking;

    /** Over a session whose keyspace has the tables. */
    public SpringStore(CqlSession session) {
        template = new AsyncCassandraTemplate(session);
        blocking = new CassandraTemplate(session);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<?> save(long id) {
        return template.insert(Account.numbered(id));
    }

    @Override
    public CompletionStage<?> get(long id) {
        return template.selectOneById(id, Account.class)
                .thenAccept(found -> requireNonNull(found).check(id));
    }

    @Override
    public CompletionStage<?> update(long id) {
        return template.update(
                Query.query(Criteria.where("id").is(id)), Update.update("cents", Account.cents(id)), Account.class);
    }

    @Override
    public CompletionStage<?> delete(long id) {
        return template.deleteById(id, Account.class);
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor) {
        return template.select(Query.query(Criteria.where("sensor").is(sensor)), Reading.class);
    }

    @Override
    public CompletionStage<List<Reading>> readings(long sensor, int from, int limit) {
        return template.select(
                Query.query(
                                Criteria.where("sensor").is(sensor),
                                Criteria.where("place").gte(from))
                        .limit(limit),
                Reading.class);
    }

    @Override
    public CompletionStage<?> batch(long sensor, int count) {
        return CompletableFuture.supplyAsync(
                () -> blocking.batchOps(DefaultBatchType.UNLOGGED)
                        .insert(Reading.first(sensor, count))
                        .execute(),
                VIRTUAL);
    }

    @Override
    public CompletionStage<Long> scan() {
        LongAdder rows = new LongAdder();
        return template.select(Query.empty(), (Reading reading) -> rows.increment(), Reading.class)
                .thenApply(ignored -> rows.sum());
    }
}
