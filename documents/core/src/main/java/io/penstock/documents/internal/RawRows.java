package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The rows of statements in CQL as objects of one class. Thread-safe. */
record RawRows<R>(Requests requests, Class<R> type) {
    CompletableFuture<List<R>> find(CqlStatement statement) {
        return new RowCollector<R>(requests.settings().collectedRowsMax()).collect(publisher(statement));
    }

    CompletableFuture<Optional<R>> first(CqlStatement statement) {
        return Call.map(atMost(statement, 1), rows -> rows.stream().findFirst());
    }

    CompletableFuture<Optional<R>> one(CqlStatement statement) {
        return Call.map(atMost(statement, 2), rows -> {
            if (rows.size() > 1) {
                throw new DocumentsException(
                        DocumentsError.TOO_MANY_ROWS,
                        "one row was asked for, but '" + statement.cql()
                                + "' has more; restrict it, or read its first");
            }
            return rows.stream().findFirst();
        });
    }

    /** Of a statement the text is the caller's, so the number of rows is the page's. */
    private CompletableFuture<List<R>> atMost(CqlStatement statement, int rows) {
        RequestOptions options = statement.options();
        CqlStatement small =
                options.pageSize().isPresent() || options.extras().profile().isPresent()
                        ? statement
                        : statement.withOptions(options.withPageSize(rows));
        return new RowCollector<R>(rows).collect(publisher(small, rows));
    }

    CompletableFuture<Page<R>> page(CqlStatement statement, Optional<PageToken> token) {
        return Call.start(() -> {
            RowReader<R> reader = RowReader.of(type);
            CqlStatement first = statement.withOptions(requests.completed(statement.options()));
            CqlStatement request = token.map(text ->
                            first.withOptions(first.options().withPagingState(PageTokens.pagingState(first, text))))
                    .orElse(first);
            return Call.map(
                    requests.execute(request),
                    page -> new Page<>(
                            reader.read(page), page.pagingState().map(state -> PageTokens.token(request, state))));
        });
    }

    Flow.Publisher<R> publisher(CqlStatement statement) {
        return publisher(statement, Long.MAX_VALUE);
    }

    private Flow.Publisher<R> publisher(CqlStatement statement, long rowsMax) {
        return subscriber -> {
            RowReader<R> reader;
            try {
                reader = RowReader.of(type);
            } catch (RuntimeException wrong) {
                new PageSubscription<R>(subscriber, from -> CompletableFuture.failedFuture(wrong), page -> List.of())
                        .start();
                return;
            }
            new PageSubscription<>(
                            subscriber,
                            from -> Call.start(() -> {
                                CqlStatement fresh = statement.withOptions(requests.completed(statement.options()));
                                return requests.execute(from.map(state -> fresh.withOptions(
                                                fresh.options().withPagingState(state)))
                                        .orElse(fresh));
                            }),
                            reader::read)
                    .atMost(rowsMax)
                    .start();
        };
    }
}
