package io.penstock.documents.internal;

import io.penstock.documents.AsyncRows;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.ScanOptions;
import io.penstock.documents.TokenComparison;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/** All ways to run a query, over one selection: each makes its statement by the same compiler. Thread-safe. */
final class CqlRows<E, D> implements AsyncRows<E, D> {
    private final EntityPlan<E> plan;
    private final Supplier<Selection<D>> selection;
    private final Sender sender;

    /** Rows of a selection; one that cannot be made fails each reading. */
    CqlRows(EntityPlan<E> plan, Supplier<Selection<D>> selection, Sender sender) {
        this.plan = plan;
        this.selection = selection;
        this.sender = sender;
    }

    private CqlStatement statement(Selection<D> selected, Query<?> query) {
        return Selects.rows(plan, selected, query, sender.requests().forRead(query.options()));
    }

    /** The query as the server runs it: rows of other classes of a hierarchy are left out here or there. */
    private Subtypes.Split split(Selection<D> selected, Query<? super E> query) {
        return selected.dropsOthers()
                ? Subtypes.split(plan.model(), query)
                : Subtypes.whole(Subtypes.byServer(plan.model(), query));
    }

    @Override
    public CompletableFuture<Page<D>> page(Query<? super E> query) {
        return page(query, Optional.empty());
    }

    @Override
    public CompletableFuture<Page<D>> page(Query<? super E> query, PageToken token) {
        return page(query, Optional.of(token));
    }

    @Override
    public CompletableFuture<Page<D>> page(Query<? super E> query, Optional<PageToken> token) {
        return Call.start(() -> {
            Selection<D> selected = selection.get();
            Subtypes.Split split = split(selected, query);
            split.requireServerLimit(plan.model());
            CqlStatement first = statement(selected, split.sent());
            CqlStatement statement = token.map(text -> from(first, PageTokens.pagingState(first, text)))
                    .orElse(first);
            return sender.send(
                    () -> statement,
                    page -> new Page<>(
                            selected.decode(page),
                            page.pagingState().map(state -> PageTokens.token(statement, state))));
        });
    }

    private static CqlStatement from(CqlStatement statement, ByteBuffer pagingState) {
        return statement.withOptions(statement.options().withPagingState(pagingState));
    }

    @Override
    public CompletableFuture<List<D>> find(Query<? super E> query) {
        return new RowCollector<D>(sender.requests().settings().collectedRowsMax()).collect(publisher(query));
    }

    @Override
    public CompletableFuture<Optional<D>> first(Query<? super E> query) {
        // By way of the pages: the first may be empty and yet not the last, when much was filtered out.
        return Call.map(find(query.limit(1)), rows -> rows.stream().findFirst());
    }

    @Override
    public CompletableFuture<Optional<D>> one(Query<? super E> query) {
        return Call.map(find(query.limit(Math.min(2, query.limit().orElse(2)))), rows -> {
            if (rows.size() > 1) {
                throw new DocumentsException(
                        DocumentsError.TOO_MANY_ROWS,
                        "query on " + plan.model().type().getName()
                                + ": one row was asked for, but there are more; restrict the query, or read its first");
            }
            return rows.stream().findFirst();
        });
    }

    @Override
    public CompletableFuture<D> require(Query<? super E> query) {
        return Call.map(
                one(query),
                row -> row.orElseThrow(() -> new DocumentsException(
                        DocumentsError.NOT_FOUND,
                        "query on " + plan.model().type().getName()
                                + ": a row must be there, but there is none; read by one(…) where it may be missing")));
    }

    @Override
    public Flow.Publisher<D> publisher(Query<? super E> query) {
        return subscriber -> {
            Selection<D> selected;
            Function<Optional<ByteBuffer>, CompletableFuture<CqlPage>> pages;
            Subtypes.Split split;
            try {
                selected = selection.get();
                split = split(selected, query);
                pages = pages(selected, split.sent());
            } catch (RuntimeException wrong) {
                new PageSubscription<D>(subscriber, from -> CompletableFuture.failedFuture(wrong), page -> List.of())
                        .start();
                return;
            }
            new PageSubscription<>(subscriber, pages, selected::decode)
                    .atMost(split.rowsMax())
                    .start();
        };
    }

    /** Fetches the pages of a query, whose statement is made once; each page has a timeout of its own. */
    private Function<Optional<ByteBuffer>, CompletableFuture<CqlPage>> pages(Selection<D> selected, Query<?> query) {
        CqlStatement first = statement(selected, query);
        return state -> sender.send(() -> {
            CqlStatement fresh = first.withOptions(sender.requests().forRead(query.options()));
            return state.map(paging -> from(fresh, paging)).orElse(fresh);
        });
    }

    @Override
    public Flow.Publisher<D> scan(Query<? super E> query, ScanOptions options) {
        return subscriber -> {
            List<Supplier<Flow.Publisher<D>>> parts = new ArrayList<>();
            for (RingRanges.Range range : RingRanges.split(options.ranges())) {
                parts.add(() -> publisher(within(query, range)));
            }
            try {
                checkScan(query);
            } catch (DocumentsException wrong) {
                new PageSubscription<D>(subscriber, from -> CompletableFuture.failedFuture(wrong), page -> List.of())
                        .start();
                return;
            }
            new MergedSubscription<>(
                            subscriber,
                            parts,
                            options.concurrencyMax(),
                            sender.requests().pageSize(query.options()))
                    .start();
        };
    }

    private void checkScan(Query<? super E> query) {
        boolean byToken = query.filters().stream().anyMatch(TokenComparison.class::isInstance);
        if (byToken || query.limit().isPresent() || !query.ordering().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "query on " + plan.model().type().getName()
                            + ": a scan reads all parts of the ring at once, so it has no tokens of its own, no order"
                            + " and no limit; leave them out, or read by publisher(…)");
        }
    }

    private Query<? super E> within(Query<? super E> query, RingRanges.Range range) {
        return narrowed(query, range);
    }

    private static <Q> Query<Q> narrowed(Query<Q> query, RingRanges.Range range) {
        Filter<Object> from =
                new TokenComparison<>(range.isFirst() ? Operator.GTE : Operator.GT, List.of(range.after()), false);
        return query.and(from).and(Filter.token(Operator.LTE, range.upTo()));
    }
}
