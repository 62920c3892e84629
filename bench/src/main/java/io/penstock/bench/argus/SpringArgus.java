package io.penstock.bench.argus;

import static java.util.Objects.requireNonNull;
import static org.springframework.data.cassandra.core.query.Criteria.where;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import io.penstock.bench.store.SpringStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.data.cassandra.core.AsyncCassandraTemplate;
import org.springframework.data.cassandra.core.CassandraTemplate;
import org.springframework.data.cassandra.core.query.Query;
import org.springframework.data.cassandra.core.query.Update;

/** By Spring Data Cassandra's templates, like {@link SpringStore}. */
public final class SpringArgus implements ArgusStore {
    private final AsyncCassandraTemplate template;
    private final CassandraTemplate blocking;

    /** Over a session whose keyspace has the tables. */
    public SpringArgus(CqlSession session) {
        template = new AsyncCassandraTemplate(session);
        blocking = new CassandraTemplate(session);
    }

    @Override
    public String name() {
        return SpringStore.NAME;
    }

    @Override
    public CompletionStage<User> getOrCreate(long user) {
        return template.selectOneById(user, User.class)
                .thenCompose(found -> found == null
                        ? template.insert(User.numbered(user))
                        : CompletableFuture.completedFuture(found));
    }

    @Override
    public CompletionStage<List<Run>> runs(long build, String status) {
        return template.select(
                Query.query(where("build").is(build), where("status").is(status)), Run.class);
    }

    @Override
    public CompletionStage<List<Run>> latest(long build, int limit) {
        return template.select(Query.query(where("build").is(build)).limit(limit), Run.class);
    }

    @Override
    public CompletionStage<?> turnRoles(long user) {
        return template.selectOneById(user, User.class)
                .thenCompose(found -> template.update(User.withRolesTurned(requireNonNull(found))));
    }

    @Override
    public CompletionStage<?> log(List<Event> events) {
        return CompletableFuture.supplyAsync(
                () -> blocking.batchOps(DefaultBatchType.UNLOGGED)
                        .insert(events)
                        .execute(),
                SpringStore.VIRTUAL);
    }

    @Override
    public CompletionStage<List<Notification>> feed(long receiver, int limit) {
        return template.select(Query.query(where("receiver").is(receiver)).limit(limit), Notification.class);
    }

    private CompletableFuture<Run> run(long build, long number) {
        return template.selectOne(key(build, number), Run.class);
    }

    private static Query key(long build, long number) {
        return Query.query(where("build").is(build), where("number").is(number));
    }

    @Override
    public CompletionStage<?> finish(long build, long number) {
        return run(build, number)
                .thenCompose(run -> template.update(
                        key(run.build(), run.number()), Update.update("status", Run.status(run.number())), Run.class));
    }

    @Override
    public CompletionStage<?> comment(Comment comment) {
        return template.insert(comment);
    }

    @Override
    public CompletionStage<User> assignee(long build, long number) {
        return run(build, number).thenCompose(run -> template.selectOneById(run.assignee(), User.class));
    }
}
