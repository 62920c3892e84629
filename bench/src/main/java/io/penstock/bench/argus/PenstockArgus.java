package io.penstock.bench.argus;

import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.Batch;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Query;
import io.penstock.documents.Update;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** By repositories. */
public final class PenstockArgus implements ArgusStore {
    private final String name;
    private final AsyncDocumentSession session;
    private final AsyncRepository<User> users;
    private final AsyncRepository<Run> runs;
    private final AsyncRepository<Notification> notifications;
    private final AsyncRepository<Comment> comments;

    /** Over a session whose keyspace has the tables. */
    public PenstockArgus(String name, DocumentSession session) {
        this.name = name;
        this.session = session.async();
        users = this.session.repository(User.class);
        runs = this.session.repository(Run.class);
        notifications = this.session.repository(Notification.class);
        comments = this.session.repository(Comment.class);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<User> getOrCreate(long user) {
        return users.get(user)
                .thenCompose(found -> found.map(CompletableFuture::completedFuture)
                        .orElseGet(() -> {
                            User created = User.numbered(user);
                            return users.save(created).thenApply(ignored -> created);
                        }));
    }

    @Override
    public CompletionStage<List<Run>> runs(long build, String status) {
        return runs.find(Query.where("build", build).and("status", status));
    }

    @Override
    public CompletionStage<List<Run>> latest(long build, int limit) {
        return runs.find(Query.where("build", build).limit(limit));
    }

    @Override
    public CompletionStage<?> turnRoles(long user) {
        return users.require(user).thenCompose(found -> users.save(User.withRolesTurned(found)));
    }

    @Override
    public CompletionStage<?> log(List<Event> events) {
        return session.batch(BatchOptions.UNLOGGED, batch -> {
            Batch.Writes<Event> writes = batch.table(Event.class);
            events.forEach(writes::save);
        });
    }

    @Override
    public CompletionStage<List<Notification>> feed(long receiver, int limit) {
        return notifications.find(Query.where("receiver", receiver).limit(limit));
    }

    @Override
    public CompletionStage<?> finish(long build, long number) {
        return runs.require(build, number)
                .thenCompose(run ->
                        runs.update(Update.byKey(run.build(), run.number()).set("status", Run.status(run.number()))));
    }

    @Override
    public CompletionStage<?> comment(Comment comment) {
        return comments.save(comment);
    }

    @Override
    public CompletionStage<User> assignee(long build, long number) {
        return runs.require(build, number).thenCompose(run -> users.require(run.assignee()));
    }
}
