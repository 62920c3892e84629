package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.AsyncCounterRepository;
import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.AsyncReadRepository;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.AsyncSchema;
import io.penstock.documents.Batch;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.BatchResult;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.RowWriter;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Work in one keyspace. Thread-safe. */
final class OpenSession implements AsyncDocumentSession {
    private final Requests requests;
    private final Suggestions suggestions;
    private final String keyspace;
    private final CqlSchema schema;
    private final Plans plans;

    OpenSession(Requests requests, String keyspace, Hooks hooks) {
        this.plans = new Plans(keyspace, hooks);
        if (keyspace.isEmpty()) {
            throw new IllegalArgumentException("the keyspace's name is empty");
        }
        this.requests = requests;
        this.keyspace = keyspace;
        this.suggestions = new Suggestions(requests);
        this.schema = new CqlSchema(requests, keyspace);
    }

    String keyspace() {
        return keyspace;
    }

    @Override
    public <E> AsyncRepository<E> repository(Class<E> entity) {
        EntityPlan<E> plan = plans.of(entity, EntityPlan.Kind.RECORDS);
        return new CqlRepository<>(plan, sender(plan.target()));
    }

    @Override
    public <E> AsyncCounterRepository<E> counters(Class<E> entity) {
        EntityPlan<E> plan = plans.of(entity, EntityPlan.Kind.COUNTERS);
        return new CqlCounters<>(plan, sender(plan.target()));
    }

    @Override
    public <E> AsyncReadRepository<E> view(Class<E> entity) {
        EntityPlan<E> plan = plans.of(entity, EntityPlan.Kind.VIEW);
        return new CqlReads<>(plan, sender(plan.target()));
    }

    private Sender sender(Target target) {
        return new Sender(requests, suggestions, target);
    }

    @Override
    public CompletableFuture<BatchResult> batch(BatchOptions options, Consumer<Batch> writes) {
        return Call.start(() -> {
            OpenBatch batch = new OpenBatch(requests, plans, options);
            Optional<CqlBatch> collected = batch.collect(writes);
            return collected.isEmpty()
                    ? CompletableFuture.completedFuture(BatchResult.applied())
                    : Call.map(suggestions.on(batch.target(), requests.execute(collected.get())), batch::result);
        });
    }

    @Override
    public CompletableFuture<Long> executeAll(Iterable<CqlStatement> statements, BulkOptions options) {
        return Call.start(() -> writes(statements, options).start());
    }

    @Override
    public CompletableFuture<BulkResult<CqlStatement>> executeEach(
            Iterable<CqlStatement> statements, BulkOptions options) {
        return Call.start(() -> writes(statements, options).startEach(options.failuresMax()));
    }

    private BoundedWrites<CqlStatement> writes(Iterable<CqlStatement> statements, BulkOptions options) {
        return new BoundedWrites<>(
                statements.iterator(),
                BoundedWrites.concurrencyOnly(
                        options, "only the limits count here, each statement has its own options"),
                statement -> Call.done(execute(statement)));
    }

    @Override
    public <R> CompletableFuture<List<R>> query(CqlStatement statement, Class<R> record) {
        return raw(record).find(statement);
    }

    @Override
    public <R> CompletableFuture<Optional<R>> queryFirst(CqlStatement statement, Class<R> type) {
        return raw(type).first(statement);
    }

    @Override
    public <R> CompletableFuture<Optional<R>> queryOne(CqlStatement statement, Class<R> type) {
        return raw(type).one(statement);
    }

    @Override
    public <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> record) {
        return raw(record).page(statement, Optional.empty());
    }

    @Override
    public <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> record, PageToken token) {
        return raw(record).page(statement, Optional.of(token));
    }

    @Override
    public <R> Flow.Publisher<R> queryPublisher(CqlStatement statement, Class<R> record) {
        return raw(record).publisher(statement);
    }

    private <R> RawRows<R> raw(Class<R> record) {
        return new RawRows<>(requests, record);
    }

    @Override
    public CompletableFuture<Void> prepare(Class<?>... entities) {
        return Call.start(() -> {
            List<CompletableFuture<?>> steps = new ArrayList<>();
            for (Class<?> entity : entities) {
                EntityPlan<?> plan = plans.of(entity);
                plan.statements()
                        .forEach(cql -> steps.add(
                                suggestions.on(plan.target(), requests.driver().prepare(cql))));
            }
            return steps.isEmpty() ? CompletableFuture.completedFuture(null) : Call.all(steps);
        });
    }

    @Override
    public AsyncSchema schema() {
        return schema;
    }

    @Override
    public CompletableFuture<RowWriter> rowWriter(String table, List<String> columns, WriteOptions options) {
        Target target = new Target(keyspace, table);
        return Call.then(
                schema.columns(table),
                found -> found.isPresent()
                        ? CompletableFuture.completedFuture(writer(found.get(), columns, options))
                        : Call.then(suggestions.missingTable(target), CompletableFuture::failedFuture));
    }

    private RowWriter writer(TableDescription table, List<String> names, WriteOptions options) {
        List<TableColumn> columns = new ArrayList<>();
        List<String> known = table.columns().stream().map(TableColumn::name).toList();
        for (String name : names) {
            columns.add(table.column(name)
                    .orElseThrow(() -> new DocumentsException(
                            DocumentsError.UNKNOWN_COLUMN,
                            "table '" + table.name() + "' has no column '" + name + "'" + Nearest.hint(name, known)
                                    + " (it has " + String.join(", ", known) + ")")));
        }
        for (TableColumn key : table.primaryKey()) {
            if (!names.contains(key.name())) {
                throw new DocumentsException(
                        DocumentsError.INVALID_QUERY,
                        "column '" + key.name() + "' is a " + key.role() + " of table '" + table.name()
                                + "', but is not among the columns to write " + names);
            }
        }
        return new CqlRowWriter(requests, table, columns, options);
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        return requests.execute(request.withOptions(requests.completed(request.options())));
    }
}
