package io.penstock.documents.internal;

import io.penstock.documents.AsyncReadRepository;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.ConditionalDelete;
import io.penstock.documents.ConditionalUpdate;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The records of one table. Every call makes a request by a pure function and sends it. Thread-safe. */
final class CqlRepository<E> implements AsyncRepository<E>, ReadsThrough<E> {
    private final EntityPlan<E> plan;
    private final Sender sender;
    private final LwtAnswers<E> answers;
    private final CqlReads<E> reads;

    CqlRepository(EntityPlan<E> plan, Sender sender) {
        this.plan = plan;
        this.sender = sender;
        this.answers = new LwtAnswers<>(plan);
        this.reads = new CqlReads<>(plan, sender);
    }

    @Override
    public AsyncReadRepository<E> reads() {
        return reads;
    }

    private CompletableFuture<Void> write(WriteOptions options, Function<RequestOptions, CqlStatement> request) {
        return sender.sendOnly(() -> request.apply(sender.requests().forWrite(options)));
    }

    private CompletableFuture<LwtResult<E>> conditional(
            WriteOptions options, Function<RequestOptions, CqlStatement> request) {
        return sender.send(() -> request.apply(sender.requests().forConditionalWrite(options)), answers::result);
    }

    @Override
    public CompletableFuture<Void> save(E entity, WriteOptions options) {
        if (!plan.hasHooks()) {
            return write(options, run -> Mutations.save(plan, entity, options, run));
        }
        return Call.start(() -> {
            E written = plan.hooks().beforeSave(entity);
            return Call.done(Call.map(
                    sender.send(() -> Mutations.save(
                            plan, written, options, sender.requests().forWrite(options))),
                    page -> {
                        plan.hooks().afterSave(written);
                        return page;
                    }));
        });
    }

    @Override
    public CompletableFuture<Long> saveAll(Iterable<? extends E> entities, BulkOptions options) {
        return Call.start(() -> saves(entities, options).start());
    }

    @Override
    public CompletableFuture<BulkResult<E>> saveEach(Iterable<? extends E> entities, BulkOptions options) {
        return Call.start(() -> saves(entities, options).startEach(options.failuresMax()));
    }

    private BoundedWrites<E> saves(Iterable<? extends E> entities, BulkOptions options) {
        return new BoundedWrites<>(
                entities.iterator(), options.concurrencyMax(), entity -> save(entity, options.write()));
    }

    @Override
    public CompletableFuture<Void> saveChanges(E before, E after, WriteOptions options) {
        return Call.start(() -> {
            Optional<CqlStatement> request = Mutations.saveChanges(
                    plan, before, after, options, sender.requests().forWrite(options));
            return request.isPresent() ? sender.sendOnly(request::get) : CompletableFuture.<Void>completedFuture(null);
        });
    }

    @Override
    public CompletableFuture<LwtResult<E>> insertIfNotExists(E entity, WriteOptions options) {
        return Call.start(() -> {
            E written = plan.hooks().beforeSave(entity);
            return Call.map(
                    conditional(options, run -> Mutations.insertIfNotExists(plan, written, options, run)), result -> {
                        if (result.isApplied()) {
                            plan.hooks().afterSave(written);
                        }
                        return result;
                    });
        });
    }

    @Override
    public CompletableFuture<E> saveVersioned(E entity, WriteOptions options) {
        return Call.start(() -> {
            E next = Mutations.nextVersion(plan, plan.hooks().beforeSave(entity));
            return Call.map(
                    conditional(options, run -> Mutations.saveVersioned(plan, entity, next, options, run)), result -> {
                        requireApplied(entity, result);
                        plan.hooks().afterSave(next);
                        return next;
                    });
        });
    }

    @Override
    public CompletableFuture<Void> deleteVersioned(E entity, WriteOptions options) {
        return Call.done(Call.map(
                conditional(options, run -> {
                    plan.hooks().beforeDelete(entity);
                    return Mutations.deleteVersioned(plan, entity, options, run);
                }),
                result -> {
                    requireApplied(entity, result);
                    return result;
                }));
    }

    private void requireApplied(E entity, LwtResult<E> result) {
        if (!result.isApplied()) {
            throw new DocumentsException(
                    DocumentsError.STALE_VERSION,
                    "the row of " + plan.model().type().getName() + " has not version "
                            + Mutations.versionOf(plan, entity)
                            + " any more: it was saved by another or deleted; read it again and decide anew");
        }
    }

    @Override
    public CompletableFuture<Void> saveJson(String json, WriteOptions options) {
        return write(options, run -> Mutations.saveJson(plan, json, options, run));
    }

    @Override
    public CompletableFuture<Void> update(Update<? super E> update) {
        if (update.assignments().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return write(update.options(), run -> Updates.update(plan, update, run));
    }

    @Override
    public CompletableFuture<LwtResult<E>> update(ConditionalUpdate<? super E> update) {
        return conditional(update.update().options(), run -> Updates.update(plan, update, run));
    }

    @Override
    public CompletableFuture<Long> updateAll(Iterable<? extends Update<? super E>> updates, BulkOptions options) {
        return Call.start(() -> updates(updates, options).start());
    }

    @Override
    public CompletableFuture<BulkResult<Update<? super E>>> updateEach(
            Iterable<? extends Update<? super E>> updates, BulkOptions options) {
        return Call.start(() -> updates(updates, options).startEach(options.failuresMax()));
    }

    private BoundedWrites<Update<? super E>> updates(
            Iterable<? extends Update<? super E>> updates, BulkOptions options) {
        return new BoundedWrites<>(
                updates.iterator(),
                BoundedWrites.concurrencyOnly(options, "only the limits count here, each update has its own options"),
                this::update);
    }

    @Override
    public CompletableFuture<Void> delete(E entity, WriteOptions options) {
        return write(options, run -> {
            plan.hooks().beforeDelete(entity);
            return Mutations.delete(plan, entity, options, run);
        });
    }

    @Override
    public CompletableFuture<Void> delete(Key key, WriteOptions options) {
        return write(options, run -> Mutations.delete(plan, key, options, run));
    }

    @Override
    public CompletableFuture<Void> delete(Delete<? super E> delete) {
        return write(delete.options(), run -> Updates.delete(plan, delete, run));
    }

    @Override
    public CompletableFuture<LwtResult<E>> delete(ConditionalDelete<? super E> delete) {
        return conditional(delete.delete().options(), run -> Updates.delete(plan, delete, run));
    }

    @Override
    public CompletableFuture<Long> deleteAll(Iterable<? extends E> entities, BulkOptions options) {
        return Call.start(() -> deletes(entities, options).start());
    }

    @Override
    public CompletableFuture<BulkResult<E>> deleteEach(Iterable<? extends E> entities, BulkOptions options) {
        return Call.start(() -> deletes(entities, options).startEach(options.failuresMax()));
    }

    private BoundedWrites<E> deletes(Iterable<? extends E> entities, BulkOptions options) {
        return new BoundedWrites<>(
                entities.iterator(), options.concurrencyMax(), entity -> delete(entity, options.write()));
    }

    @Override
    public CompletableFuture<Long> deleteAllByKey(Iterable<Key> keys, BulkOptions options) {
        return Call.start(() -> new BoundedWrites<Key>(
                        keys.iterator(), options.concurrencyMax(), key -> delete(key, options.write()))
                .start());
    }

    @Override
    public CompletableFuture<Void> truncate() {
        return sender.sendOnly(() -> CqlStatement.of(sender.requests().forTruncate(), "TRUNCATE TABLE " + plan.from()));
    }
}
