package io.penstock.documents.internal;

import io.penstock.documents.AsyncRepository;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** The records of one table. Every call makes a request by a pure function and sends it. Thread-safe. */
final class CqlRepository<E> implements AsyncRepository<E> {
    private static final String APPLIED = "[applied]";

    private final EntityPlan<E> plan;
    private final Requests requests;
    private final Suggestions suggestions;

    CqlRepository(EntityPlan<E> plan, Requests requests, Suggestions suggestions) {
        this.plan = plan;
        this.requests = requests;
        this.suggestions = suggestions;
    }

    @Override
    public EntityModel<E> model() {
        return plan.model();
    }

    /** Makes and sends a request; what is wrong with it fails the future, like everything else. */
    private CompletableFuture<CqlPage> send(Supplier<CqlStatement> request) {
        CqlStatement statement;
        try {
            statement = request.get();
        } catch (RuntimeException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        return suggestions.on(plan.target(), requests.execute(statement));
    }

    @Override
    public CompletableFuture<Void> save(E entity, WriteOptions options) {
        return Call.done(send(() -> Mutations.save(plan, entity, options, requests.forWrite(options))));
    }

    @Override
    public CompletableFuture<Long> saveAll(Iterable<? extends E> entities, BulkOptions options) {
        return new BoundedWrites<E>(
                        entities.iterator(), options.concurrencyMax(), entity -> save(entity, options.write()))
                .start();
    }

    @Override
    public CompletableFuture<LwtResult<E>> insertIfNotExists(E entity, WriteOptions options) {
        return Call.map(
                send(() -> Mutations.insertIfNotExists(plan, entity, options, requests.forConditionalWrite(options))),
                this::lwtResult);
    }

    private LwtResult<E> lwtResult(CqlPage page) {
        int applied = page.indexOf(APPLIED);
        if (applied < 0 || page.rows().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INTERNAL,
                    "the answer to a conditional write does not say whether it was applied; it has columns "
                            + page.columns());
        }
        CqlRow row = page.rows().getFirst();
        return Boolean.TRUE.equals(row.get(applied))
                ? new LwtResult.Applied<>()
                : new LwtResult.NotApplied<>(plan.decode(page, row));
    }

    @Override
    public CompletableFuture<Optional<E>> get(Key key, ReadOptions options) {
        return Call.map(send(() -> Selects.byKey(plan, key, requests.forRead(options))), this::firstOf);
    }

    @Override
    public CompletableFuture<Void> delete(E entity, WriteOptions options) {
        return Call.done(send(() -> Mutations.delete(plan, entity, options, requests.forWrite(options))));
    }

    @Override
    public CompletableFuture<Void> delete(Key key, WriteOptions options) {
        return Call.done(send(() -> Mutations.delete(plan, key, options, requests.forWrite(options))));
    }

    @Override
    public CompletableFuture<Page<E>> page(Query<? super E> query) {
        return page(query, Optional.empty());
    }

    @Override
    public CompletableFuture<Page<E>> page(Query<? super E> query, PageToken token) {
        return page(query, Optional.of(token));
    }

    private CompletableFuture<Page<E>> page(Query<? super E> query, Optional<PageToken> token) {
        CqlStatement statement;
        try {
            CqlStatement first = Selects.rows(plan, query, requests.forRead(query.options()));
            statement = token.map(text -> from(first, PageTokens.pagingState(first, text)))
                    .orElse(first);
        } catch (RuntimeException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        return Call.map(
                send(() -> statement),
                page -> new Page<>(rowsOf(page), page.pagingState().map(state -> PageTokens.token(statement, state))));
    }

    @Override
    public CompletableFuture<List<E>> find(Query<? super E> query) {
        return new RowCollector<E>().collect(publisher(query));
    }

    private CompletableFuture<CqlPage> rawPage(Query<? super E> query, Optional<ByteBuffer> from) {
        return send(() -> {
            CqlStatement first = Selects.rows(plan, query, requests.forRead(query.options()));
            return from.map(state -> from(first, state)).orElse(first);
        });
    }

    private static CqlStatement from(CqlStatement statement, ByteBuffer pagingState) {
        return statement.withOptions(statement.options().withPagingState(pagingState));
    }

    @Override
    public CompletableFuture<Optional<E>> first(Query<? super E> query) {
        // By way of the pages: the first may be empty and yet not the last, when much was filtered out.
        return Call.map(find(query.limit(1)), rows -> rows.stream().findFirst());
    }

    @Override
    public CompletableFuture<Long> count(Query<? super E> query) {
        Flow.Publisher<Long> counts = subscriber ->
                new PageSubscription<Long>(subscriber, from -> countPage(query, from), CqlRepository::countsOf).start();
        return Call.map(new RowCollector<Long>().collect(counts), CqlRepository::onlyCount);
    }

    private CompletableFuture<CqlPage> countPage(Query<? super E> query, Optional<ByteBuffer> from) {
        return send(() -> {
            RequestOptions run = requests.forRead(query.options());
            CqlStatement first = Selects.count(plan, query, run);
            return from.map(state -> from(first, state)).orElse(first);
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
    public Flow.Publisher<E> publisher(Query<? super E> query) {
        return subscriber -> new PageSubscription<E>(subscriber, from -> rawPage(query, from), this::rowsOf).start();
    }

    private List<E> rowsOf(CqlPage page) {
        List<E> items = new ArrayList<>(page.rows().size());
        for (CqlRow row : page.rows()) {
            items.add(plan.decode(row));
        }
        return items;
    }

    private Optional<E> firstOf(CqlPage page) {
        return page.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(plan.decode(page.rows().getFirst()));
    }
}
