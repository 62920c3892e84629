package io.penstock.connector.cassandra;

import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.schema.TableDescription;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a whole table page by page, one batch a page. Thread-safe, since it has no state of its own. */
final class CassandraLookup implements Lookup {
    private static final int PAGE_ROWS = 1_000;

    private final String who;
    private final AsyncDocumentSession session;
    private final Schema schema;
    private final List<StreamValue> values;
    private final String cql;

    CassandraLookup(
            String who, AsyncDocumentSession session, TableDescription table, Schema schema, List<StreamValue> values) {
        this.who = who;
        this.session = session;
        this.schema = schema;
        this.values = List.copyOf(values);
        this.cql = schema.names().stream().map(CqlNames::quoted).collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM " + CqlNames.quoted(table.keyspace(), table.name());
    }

    @Override
    public CompletionStage<List<Batch>> scan(long rowsMax) {
        RequestOptions first = RequestOptions.defaults().withIdempotent(true).withPageSize(PAGE_ROWS);
        return pages(first, new ArrayList<>(), 0, rowsMax)
                .exceptionallyCompose(failed -> CompletableFuture.failedFuture(
                        Failures.translated(ConnectorError.READ, who + ": the table was not read", failed)));
    }

    private CompletableFuture<List<Batch>> pages(
            RequestOptions options, List<Batch> batches, long rowsSoFar, long rowsMax) {
        return session.execute(CqlStatement.of(options, cql)).thenCompose(page -> {
            long rows = rowsSoFar + page.rows().size();
            if (rows > rowsMax) {
                throw ConnectorException.tooManyRows(who, rowsMax);
            }
            if (!page.rows().isEmpty()) {
                batches.add(batch(page));
            }
            return page.pagingState()
                    .map(state -> pages(options.withPagingState(state), batches, rows, rowsMax))
                    .orElseGet(() -> CompletableFuture.completedFuture(List.copyOf(batches)));
        });
    }

    private Batch batch(CqlPage page) {
        BatchBuilder builder = new BatchBuilder(schema);
        for (CqlRow row : page.rows()) {
            @Nullable Object[] all = new @Nullable Object[values.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = value(row, i);
            }
            builder.addRow(1, all);
        }
        return builder.build();
    }

    private @Nullable Object value(CqlRow row, int position) {
        Object value = row.get(position);
        try {
            return value == null ? null : values.get(position).of(value);
        } catch (IllegalArgumentException unfit) {
            throw ConnectorException.unreadable(who, schema.field(position).name(), unfit);
        }
    }

    @Override
    public void close() {}
}
