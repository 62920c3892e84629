package io.penstock.bench.argus;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.MappedAsyncPagingIterable;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.mapper.annotations.Dao;
import com.datastax.oss.driver.api.mapper.annotations.DaoFactory;
import com.datastax.oss.driver.api.mapper.annotations.Insert;
import com.datastax.oss.driver.api.mapper.annotations.Mapper;
import com.datastax.oss.driver.api.mapper.annotations.Query;
import com.datastax.oss.driver.api.mapper.annotations.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** By the driver's own mapper. */
public final class MapperArgus implements ArgusStore {
    private final CqlSession session;
    private final Users users;
    private final Runs runs;
    private final Others others;

    /** The users' statements. */
    @Dao
    public interface Users {
        @Insert
        CompletionStage<Void> save(User user);

        @Select
        CompletionStage<@Nullable User> get(long id);
    }

    /** The runs' statements. */
    @Dao
    public interface Runs {
        @Select
        CompletionStage<Run> get(long build, long number);

        @Select(customWhereClause = "build = :build AND status = :status")
        CompletionStage<MappedAsyncPagingIterable<Run>> withStatus(long build, String status);

        @Select(customWhereClause = "build = :build", limit = ":rows")
        CompletionStage<MappedAsyncPagingIterable<Run>> latest(long build, int rows);

        @Query("UPDATE runs SET status = :status WHERE build = :build AND number = :number")
        CompletionStage<Void> update(String status, long build, long number);
    }

    /** What is only written, or only listed. */
    @Dao
    public interface Others {
        @Insert
        BoundStatement bound(Event event);

        @Select(customWhereClause = "receiver = :receiver", limit = ":rows")
        CompletionStage<MappedAsyncPagingIterable<Notification>> feed(long receiver, int rows);

        @Insert
        CompletionStage<Void> save(Comment comment);
    }

    /** What the driver's mapper is made of. */
    @Mapper
    public interface Mapping {
        @DaoFactory
        Users users();

        @DaoFactory
        Runs runs();

        @DaoFactory
        Others others();
    }

    /** Over a session whose keyspace has the tables. */
    public MapperArgus(CqlSession session) {
        this.session = session;
        Mapping mapping = new MapperArgus_MappingBuilder(session).build();
        users = mapping.users();
        runs = mapping.runs();
        others = mapping.others();
    }

    @Override
    public String name() {
        return "the driver's mapper";
    }

    @Override
    public CompletionStage<User> getOrCreate(long user) {
        return users.get(user).thenCompose(found -> {
            if (found != null) {
                return CompletableFuture.completedFuture(found);
            }
            User created = User.numbered(user);
            return users.save(created).thenApply(ignored -> created);
        });
    }

    @Override
    public CompletionStage<List<Run>> runs(long build, String status) {
        return runs.withStatus(build, status).thenApply(MapperArgus::listed);
    }

    @Override
    public CompletionStage<List<Run>> latest(long build, int limit) {
        return runs.latest(build, limit).thenApply(MapperArgus::listed);
    }

    /** Of results that are smaller than a page. */
    private static <T> List<T> listed(MappedAsyncPagingIterable<T> page) {
        List<T> rows = new ArrayList<>(page.remaining());
        page.currentPage().forEach(rows::add);
        return rows;
    }

    @Override
    public CompletionStage<?> turnRoles(long user) {
        return users.get(user).thenCompose(found -> users.save(User.withRolesTurned(requireNonNull(found))));
    }

    @Override
    public CompletionStage<?> log(List<Event> events) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        events.forEach(event -> batch.addStatement(others.bound(event)));
        return session.executeAsync(batch.build());
    }

    @Override
    public CompletionStage<List<Notification>> feed(long receiver, int limit) {
        return others.feed(receiver, limit).thenApply(MapperArgus::listed);
    }

    @Override
    public CompletionStage<?> finish(long build, long number) {
        return runs.get(build, number)
                .thenCompose(run -> runs.update(Run.status(run.number()), run.build(), run.number()));
    }

    @Override
    public CompletionStage<?> comment(Comment comment) {
        return others.save(comment);
    }

    @Override
    public CompletionStage<User> assignee(long build, long number) {
        return runs.get(build, number)
                .thenCompose(run -> users.get(run.assignee()).thenApply(user -> requireNonNull(user)));
    }
}
