package io.penstock.bench.argus;

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
import java.util.function.Function;

/** By the driver's prepared statements, with binding and mapping by hand. */
public final class BareArgus implements ArgusStore {
    private final CqlSession session;
    private final PreparedStatement insertUser;
    private final PreparedStatement selectUser;
    private final PreparedStatement selectRun;
    private final PreparedStatement selectByStatus;
    private final PreparedStatement selectLatest;
    private final PreparedStatement updateStatus;
    private final PreparedStatement insertEvent;
    private final PreparedStatement selectFeed;
    private final PreparedStatement insertComment;

    /** Over a session whose keyspace has the tables. */
    public BareArgus(CqlSession session) {
        this.session = session;
        insertUser = session.prepare("INSERT INTO users (id, login, name, email, roles) VALUES (?, ?, ?, ?, ?)");
        selectUser = session.prepare("SELECT id, login, name, email, roles FROM users WHERE id = ?");
        String runs = "SELECT build, number, name, status, assignee, version, region, instances, tags, started, ended"
                + " FROM runs WHERE build = ?";
        selectRun = session.prepare(runs + " AND number = ?");
        selectByStatus = session.prepare(runs + " AND status = ?");
        selectLatest = session.prepare(runs + " LIMIT ?");
        updateStatus = session.prepare("UPDATE runs SET status = ? WHERE build = ? AND number = ?");
        insertEvent = session.prepare(
                "INSERT INTO events (run, kind, place, severity, message, details) VALUES (?, ?, ?, ?, ?, ?)");
        selectFeed = session.prepare(
                "SELECT receiver, number, title, body, seen FROM notifications WHERE receiver = ? LIMIT ?");
        insertComment = session.prepare(
                "INSERT INTO comments (run, number, author, message, mentions, reactions) VALUES (?, ?, ?, ?, ?, ?)");
    }

    @Override
    public String name() {
        return "bare driver";
    }

    @Override
    public CompletionStage<User> getOrCreate(long user) {
        return session.executeAsync(selectUser.bind(user)).thenCompose(result -> {
            Row row = result.one();
            return row == null ? save(User.numbered(user)) : CompletableFuture.completedFuture(user(row));
        });
    }

    private CompletionStage<User> save(User user) {
        return session.executeAsync(insertUser.bind(user.id(), user.login(), user.name(), user.email(), user.roles()))
                .thenApply(ignored -> user);
    }

    private CompletionStage<User> user(long id) {
        return session.executeAsync(selectUser.bind(id)).thenApply(result -> user(requireNonNull(result.one())));
    }

    private static User user(Row row) {
        return new User(
                row.getLong(0), text(row, 1), text(row, 2), text(row, 3), requireNonNull(row.getList(4, String.class)));
    }

    private static String text(Row row, int column) {
        return requireNonNull(row.getString(column));
    }

    private static Run run(Row row) {
        return new Run(
                row.getLong(0),
                row.getLong(1),
                text(row, 2),
                text(row, 3),
                row.getLong(4),
                text(row, 5),
                text(row, 6),
                row.getInt(7),
                requireNonNull(row.getList(8, String.class)),
                requireNonNull(row.get(9, Instant.class)),
                requireNonNull(row.get(10, Instant.class)));
    }

    /** Of results that are smaller than a page. */
    private static <T> List<T> listed(AsyncResultSet page, Function<Row, T> mapping) {
        List<T> rows = new ArrayList<>(page.remaining());
        for (Row row : page.currentPage()) {
            rows.add(mapping.apply(row));
        }
        return rows;
    }

    @Override
    public CompletionStage<List<Run>> runs(long build, String status) {
        return session.executeAsync(selectByStatus.bind(build, status)).thenApply(page -> listed(page, BareArgus::run));
    }

    @Override
    public CompletionStage<List<Run>> latest(long build, int limit) {
        return session.executeAsync(selectLatest.bind(build, limit)).thenApply(page -> listed(page, BareArgus::run));
    }

    @Override
    public CompletionStage<?> turnRoles(long user) {
        return user(user).thenCompose(found -> save(User.withRolesTurned(found)));
    }

    @Override
    public CompletionStage<?> log(List<Event> events) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (Event event : events) {
            batch.addStatement(insertEvent.bind(
                    event.run(), event.kind(), event.place(), event.severity(), event.message(), event.details()));
        }
        return session.executeAsync(batch.build());
    }

    @Override
    public CompletionStage<List<Notification>> feed(long receiver, int limit) {
        return session.executeAsync(selectFeed.bind(receiver, limit))
                .thenApply(page -> listed(
                        page,
                        row -> new Notification(
                                row.getLong(0), row.getLong(1), text(row, 2), text(row, 3), row.getBoolean(4))));
    }

    private CompletionStage<Run> run(long build, long number) {
        return session.executeAsync(selectRun.bind(build, number))
                .thenApply(result -> run(requireNonNull(result.one())));
    }

    @Override
    public CompletionStage<?> finish(long build, long number) {
        return run(build, number)
                .thenCompose(run ->
                        session.executeAsync(updateStatus.bind(Run.status(run.number()), run.build(), run.number())));
    }

    @Override
    public CompletionStage<?> comment(Comment comment) {
        return session.executeAsync(insertComment.bind(
                comment.run(),
                comment.number(),
                comment.author(),
                comment.message(),
                comment.mentions(),
                comment.reactions()));
    }

    @Override
    public CompletionStage<User> assignee(long build, long number) {
        return run(build, number).thenCompose(run -> user(run.assignee()));
    }
}
