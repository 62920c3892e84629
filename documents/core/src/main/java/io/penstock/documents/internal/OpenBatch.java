package io.penstock.documents.internal;

import io.penstock.documents.Batch;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.BatchResult;
import io.penstock.documents.ConditionalDelete;
import io.penstock.documents.ConditionalUpdate;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Key;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a batch and reads its answer. Confined to one call. */
final class OpenBatch implements Batch {
    private static final RequestOptions REPEATABLE = RequestOptions.defaults().withIdempotent(true);

    private final Requests requests;
    private final Plans plans;
    private final BatchOptions options;
    private final List<CqlStatement> statements = new ArrayList<>();
    private @Nullable Target target;
    private long bytes;
    private boolean conditional;
    private boolean raw;
    private boolean idempotent = true;
    private boolean closed;

    OpenBatch(Requests requests, Plans plans, BatchOptions options) {
        this.requests = requests;
        this.plans = plans;
        this.options = options;
    }

    /** The batch that a function collects; empty when it wrote nothing. */
    Optional<CqlBatch> collect(Consumer<Batch> writes) {
        try {
            writes.accept(this);
        } finally {
            closed = true;
        }
        return statements.isEmpty() ? Optional.empty() : Optional.of(new CqlBatch(options.type(), statements, run()));
    }

    private RequestOptions run() {
        WriteOptions write = WriteOptions.DEFAULT.withRun(options.run());
        if (options.run().serverTimeout().isPresent()) {
            throw illegal("a batch as it is sent has no USING TIMEOUT; leave serverTimeout out");
        }
        RequestOptions run = conditional || raw ? requests.forConditionalWrite(write) : requests.forWrite(write);
        boolean repeatable = options.run()
                .idempotent()
                .orElse(idempotent && !conditional && options.type() != CqlBatch.Type.COUNTER);
        if (options.timestamp().isPresent()) {
            if (conditional) {
                throw illegal("a conditional write cannot have a timestamp: the servers agree on one; leave it out");
            }
            run = run.withExtras(run.extras()
                    .withTimestampMicros(Mutations.micros(options.timestamp().get())));
        }
        return run.withIdempotent(repeatable);
    }

    /** The table that failures are about: the first one. */
    Target target() {
        Target first = target;
        return first == null ? new Target(plans.keyspace(), "") : first;
    }

    BatchResult result(CqlPage page) {
        // A statement in CQL may have brought a condition that nobody knows of here; the answer knows.
        boolean decided = conditional || LwtAnswers.says(page);
        if (!decided || LwtAnswers.isApplied(page)) {
            return BatchResult.applied();
        }
        List<Map<String, @Nullable Object>> seen = new ArrayList<>();
        for (CqlRow row : page.rows()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 1; i < page.columns().size(); i++) {
                values.put(page.columns().get(i).name(), row.get(i));
            }
            seen.add(values);
        }
        return new BatchResult(false, seen);
    }

    @Override
    public <E> Writes<E> table(Class<E> entity) {
        requireOpen();
        if (options.type() == CqlBatch.Type.COUNTER) {
            throw illegal("a counter batch has changes of counters only; use counters(…), or a logged batch");
        }
        EntityPlan<E> plan = plans.of(entity, EntityPlan.Kind.RECORDS);
        return new TableWrites<>(plan);
    }

    @Override
    public <E> Counts<E> counters(Class<E> entity) {
        requireOpen();
        if (options.type() != CqlBatch.Type.COUNTER) {
            throw illegal("changes of counters go into a batch of their own; use BatchOptions.COUNTER");
        }
        EntityPlan<E> plan = plans.of(entity, EntityPlan.Kind.COUNTERS);
        return new CounterWrites<>(plan);
    }

    @Override
    public Batch add(CqlStatement statement) {
        requireOpen();
        if (!statement.options().withIdempotent(false).equals(RequestOptions.defaults())) {
            throw illegal("of a statement's options only idempotent counts in a batch, but '" + statement.cql()
                    + "' has others; give them by BatchOptions");
        }
        raw = true;
        idempotent &= statement.options().idempotent();
        take(statement.withOptions(RequestOptions.defaults()));
        return this;
    }

    private void add(EntityPlan<?> plan, CqlStatement statement) {
        requireOpen();
        target = target == null ? plan.target() : target;
        idempotent &= statement.options().idempotent();
        take(statement);
    }

    private void take(CqlStatement statement) {
        if (statements.size() == options.statementsMax()) {
            throw new DocumentsException(
                    DocumentsError.BATCH_TOO_LARGE,
                    "the batch has more statements than statementsMax = " + options.statementsMax()
                            + "; independent writes run by saveAll, without a batch");
        }
        bytes += ValueSizes.of(statement.values());
        if (bytes > options.bytesMax()) {
            throw new DocumentsException(
                    DocumentsError.BATCH_TOO_LARGE,
                    "the batch has more bytes of values than bytesMax = " + options.bytesMax()
                            + "; independent writes run by saveAll, without a batch");
        }
        statements.add(statement);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the batch was sent already; collect its writes inside of the function");
        }
    }

    private static void requireNoRun(WriteOptions write) {
        if (!write.run().equals(WriteOptions.Run.DEFAULT)) {
            throw illegal("consistency, timeout and the like are the batch's own; give them by BatchOptions");
        }
    }

    private static DocumentsException illegal(String why) {
        return new DocumentsException(DocumentsError.INVALID_QUERY, "batch: " + why);
    }

    /** Writes to one table. */
    private final class TableWrites<E> implements Writes<E> {
        private final EntityPlan<E> plan;

        TableWrites(EntityPlan<E> plan) {
            this.plan = plan;
        }

        @Override
        public Writes<E> save(E entity, WriteOptions write) {
            requireNoRun(write);
            add(plan, Mutations.save(plan, plan.hooks().beforeSave(entity), write, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> saveChanges(E before, E after, WriteOptions write) {
            requireNoRun(write);
            Mutations.saveChanges(plan, before, after, write, REPEATABLE).ifPresent(changes -> add(plan, changes));
            return this;
        }

        @Override
        public Writes<E> insertIfNotExists(E entity, WriteOptions write) {
            requireNoRun(write);
            E written = plan.hooks().beforeSave(entity);
            addConditional(Mutations.insertIfNotExists(plan, written, write, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> saveVersioned(E entity, WriteOptions write) {
            requireNoRun(write);
            E next = Mutations.nextVersion(plan, plan.hooks().beforeSave(entity));
            addConditional(Mutations.saveVersioned(plan, entity, next, write, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> deleteVersioned(E entity, WriteOptions write) {
            requireNoRun(write);
            plan.hooks().beforeDelete(entity);
            addConditional(Mutations.deleteVersioned(plan, entity, write, REPEATABLE));
            return this;
        }

        private void addConditional(CqlStatement statement) {
            conditional = true;
            add(plan, statement);
        }

        @Override
        public Writes<E> update(Update<? super E> update) {
            requireNoRun(update.options());
            if (!update.assignments().isEmpty()) {
                add(plan, Updates.update(plan, update, REPEATABLE));
            }
            return this;
        }

        @Override
        public Writes<E> update(ConditionalUpdate<? super E> update) {
            requireNoRun(update.update().options());
            addConditional(Updates.update(plan, update, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> delete(E entity, WriteOptions write) {
            requireNoRun(write);
            plan.hooks().beforeDelete(entity);
            add(plan, Mutations.delete(plan, entity, write, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> delete(Key key, WriteOptions write) {
            requireNoRun(write);
            add(plan, Mutations.delete(plan, key, write, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> delete(Delete<? super E> delete) {
            requireNoRun(delete.options());
            add(plan, Updates.delete(plan, delete, REPEATABLE));
            return this;
        }

        @Override
        public Writes<E> delete(ConditionalDelete<? super E> delete) {
            requireNoRun(delete.delete().options());
            addConditional(Updates.delete(plan, delete, REPEATABLE));
            return this;
        }
    }

    /** Changes of counters of one table. */
    private final class CounterWrites<E> implements Counts<E> {
        private final EntityPlan<E> plan;

        CounterWrites(EntityPlan<E> plan) {
            this.plan = plan;
        }

        @Override
        public Counts<E> update(Update<? super E> update) {
            requireNoRun(update.options());
            if (!update.assignments().isEmpty()) {
                add(plan, Updates.update(plan, update, REPEATABLE));
            }
            return this;
        }
    }
}
