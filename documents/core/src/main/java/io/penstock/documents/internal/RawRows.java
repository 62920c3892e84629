package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.internal.codec.EntityCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The rows of statements in CQL as records of one class, by the names of the columns. Thread-safe. */
record RawRows<R>(Requests requests, Class<R> record) {
    CompletableFuture<List<R>> find(CqlStatement statement) {
        return new RowCollector<R>(requests.settings().collectedRowsMax()).collect(publisher(statement));
    }

    CompletableFuture<Page<R>> page(CqlStatement statement, Optional<PageToken> token) {
        return Call.start(() -> {
            EntityCodec<R> codec = EntityCodec.ofProjection(record);
            CqlStatement first = statement.withOptions(requests.completed(statement.options()));
            CqlStatement request = token.map(text ->
                            first.withOptions(first.options().withPagingState(PageTokens.pagingState(first, text))))
                    .orElse(first);
            return Call.map(
                    requests.execute(request),
                    page -> new Page<>(
                            decode(codec, page), page.pagingState().map(state -> PageTokens.token(request, state))));
        });
    }

    Flow.Publisher<R> publisher(CqlStatement statement) {
        return subscriber -> {
            EntityCodec<R> codec;
            try {
                codec = EntityCodec.ofProjection(record);
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
                            page -> decode(codec, page))
                    .start();
        };
    }

    private List<R> decode(EntityCodec<R> codec, CqlPage page) {
        List<String> columns = page.columns().stream().map(CqlColumn::name).toList();
        for (int i = 0; i < codec.columns().size(); i++) {
            String wanted = codec.columns().get(i);
            int at = columns.indexOf(wanted);
            if (at < 0) {
                throw new DocumentsException(
                        DocumentsError.UNKNOWN_COLUMN,
                        "component '" + codec.components().get(i) + "' of " + record.getName()
                                + " is read from column '"
                                + wanted + "', which the result does not have" + Nearest.hint(wanted, columns)
                                + " (it has " + String.join(", ", columns) + ")");
            }
            if (!ProjectedSelection.fits(
                    page.columns().get(at).type(), codec.component(i).type())) {
                throw new DocumentsException(
                        DocumentsError.WRONG_TYPE,
                        "component '" + codec.components().get(i) + "' of " + record.getName() + " holds "
                                + codec.component(i).type().cql() + ", but column '" + wanted + "' of the result is "
                                + page.columns().get(at).type().cql());
            }
        }
        EntityCodec.RowDecoder<R> decoder = codec.decoder(columns);
        List<R> records = new ArrayList<>(page.rows().size());
        for (CqlRow row : page.rows()) {
            records.add(decoder.decode(row));
        }
        return records;
    }
}
