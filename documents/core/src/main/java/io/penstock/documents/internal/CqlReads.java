package io.penstock.documents.internal;

import io.penstock.documents.AsyncReadRepository;
import io.penstock.documents.AsyncRows;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Key;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.ScanOptions;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reading of one table. Thread-safe. */
final class CqlReads<E> implements AsyncReadRepository<E> {
    private final EntityPlan<E> plan;
    private final Sender sender;
    private final EntitySelection<E> entities;
    private final CqlRows<E, E> rows;
    private final Function<CqlPage, Optional<E>> first = this::firstOf;

    CqlReads(EntityPlan<E> plan, Sender sender) {
        this.plan = plan;
        this.sender = sender;
        this.entities = new EntitySelection<>(plan);
        this.rows = new CqlRows<>(plan, () -> entities, sender);
    }

    @Override
    public EntityModel<E> model() {
        return plan.model();
    }

    @Override
    public CompletableFuture<Optional<E>> get(Key key, ReadOptions options) {
        return sender.send(
                () -> Selects.byKey(plan, key, options, sender.requests().forRead(options)), first);
    }

    private Optional<E> firstOf(CqlPage page) {
        return page.rows().isEmpty() || !plan.isOfEntity(page.rows().getFirst())
                ? Optional.empty()
                : Optional.of(plan.decode(page.rows().getFirst()));
    }

    @Override
    public CompletableFuture<E> require(Key key, ReadOptions options) {
        return Call.map(
                get(key, options),
                found -> found.orElseThrow(() -> new DocumentsException(
                        DocumentsError.NOT_FOUND,
                        "table '" + plan.model().table() + "' has no row with this key "
                                + plan.model().primaryKey().stream()
                                        .map(EntityColumn::component)
                                        .toList())));
    }

    @Override
    public CompletableFuture<List<E>> getAll(Iterable<Key> keys, BulkOptions bulk, ReadOptions options) {
        return Call.start(() -> {
            int concurrencyMax =
                    BoundedWrites.concurrencyOnly(bulk, "only the number at once counts here, nothing is written");
            TreeMap<Integer, E> found = new TreeMap<>();
            List<Key> wanted = new ArrayList<>();
            keys.forEach(wanted::add);
            CompletableFuture<Long> read = new BoundedWrites<Integer>(
                            IntStream.range(0, wanted.size()).iterator(),
                            concurrencyMax,
                            place -> Call.done(Call.map(get(wanted.get(place), options), row -> {
                                synchronized (found) {
                                    row.ifPresent(entity -> found.put(place, entity));
                                }
                                return row;
                            })))
                    .start();
            return Call.map(read, ignored -> {
                synchronized (found) {
                    return List.copyOf(found.values());
                }
            });
        });
    }

    @Override
    public CompletableFuture<Boolean> exists(Key key, ReadOptions options) {
        return sender.send(
                () -> Selects.existence(plan, key, options, sender.requests().forRead(options)),
                page -> !page.rows().isEmpty());
    }

    @Override
    public CompletableFuture<Boolean> exists(Query<? super E> query) {
        return Call.map(rows.first(query), Optional::isPresent);
    }

    @Override
    public CompletableFuture<Optional<E>> refresh(E entity, ReadOptions options) {
        return sender.send(
                () -> Selects.byKey(
                        plan.selectByKey(),
                        Mutations.keyValues(plan, entity),
                        options,
                        sender.requests().forRead(options)),
                this::firstOf);
    }

    @Override
    public CompletableFuture<Long> count(Query<? super E> query) {
        Flow.Publisher<Long> counts = subscriber ->
                new PageSubscription<Long>(subscriber, from -> countPage(query, from), CqlReads::countsOf).start();
        return Call.map(new RowCollector<Long>(2).collect(counts), CqlReads::onlyCount);
    }

    private CompletableFuture<CqlPage> countPage(Query<? super E> query, Optional<ByteBuffer> from) {
        return sender.send(() -> {
            CqlStatement first = Selects.count(
                    plan,
                    Subtypes.byServer(plan.model(), query),
                    sender.requests().forRead(query.options()));
            return from.map(state -> first.withOptions(first.options().withPagingState(state)))
                    .orElse(first);
        });
    }

    private static List<Long> countsOf(CqlPage page) {
        return page.rows().stream()
                .map(row -> (Long) Objects.requireNonNull(row.get(0)))
                .toList();
    }

    private static Long onlyCount(List<Long> counts) {
        if (counts.size() != 1) {
            throw new DocumentsException(
                    DocumentsError.INTERNAL, "the answer to a count has " + counts.size() + " rows instead of one");
        }
        return counts.getFirst();
    }

    @Override
    public <D> AsyncRows<E, D> select(Projection<? super E, D> projection) {
        return new CqlRows<>(plan, () -> new ProjectedSelection<>(plan, projection), sender);
    }

    @Override
    public AsyncRows<E, String> json() {
        return new CqlRows<>(plan, () -> new JsonSelection(entities), sender);
    }

    @Override
    public CompletableFuture<Page<E>> page(Query<? super E> query) {
        return rows.page(query);
    }

    @Override
    public CompletableFuture<Page<E>> page(Query<? super E> query, PageToken token) {
        return rows.page(query, token);
    }

    @Override
    public CompletableFuture<List<E>> find(Query<? super E> query) {
        return rows.find(query);
    }

    @Override
    public CompletableFuture<Optional<E>> first(Query<? super E> query) {
        return rows.first(query);
    }

    @Override
    public CompletableFuture<Optional<E>> one(Query<? super E> query) {
        return rows.one(query);
    }

    @Override
    public CompletableFuture<E> require(Query<? super E> query) {
        return rows.require(query);
    }

    @Override
    public Flow.Publisher<E> publisher(Query<? super E> query) {
        return rows.publisher(query);
    }

    @Override
    public Flow.Publisher<E> scan(Query<? super E> query, ScanOptions options) {
        return rows.scan(query, options);
    }
}
