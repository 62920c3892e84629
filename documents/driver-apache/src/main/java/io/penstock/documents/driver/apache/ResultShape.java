package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of a result with their codecs. Immutable. */
final class ResultShape {
    private final ColumnDefinitions definitions;
    private final List<CqlColumn> columns;
    private final ColumnCoder[] coders;

    ResultShape(ColumnDefinitions definitions, CodecRegistry codecs, ProtocolVersion version) {
        this.definitions = definitions;
        List<CqlColumn> described = new ArrayList<>(definitions.size());
        this.coders = new ColumnCoder[definitions.size()];
        for (int i = 0; i < coders.length; i++) {
            described.add(new CqlColumn(
                    definitions.get(i).getName().asInternal(),
                    ApacheTypes.of(definitions.get(i).getType())));
            coders[i] = new ColumnCoder(definitions.get(i), codecs, version);
        }
        this.columns = List.copyOf(described);
    }

    /** Whether a result has these columns, so that this shape decodes it. */
    @SuppressWarnings("ReferenceEquality") // the driver hands out the same object while the result has not changed
    boolean fits(AsyncResultSet answer) {
        return answer.getColumnDefinitions() == definitions;
    }

    List<CqlColumn> columns() {
        return columns;
    }

    CqlPage page(AsyncResultSet answer) {
        if (columns.isEmpty()) {
            return new CqlPage(List.of(), List.of(), Optional.empty(), new ApacheExecution(answer.getExecutionInfo()));
        }
        return new CqlPage(
                columns,
                rows(answer),
                Optional.ofNullable(answer.getExecutionInfo().getPagingState()),
                new ApacheExecution(answer.getExecutionInfo()));
    }

    private List<CqlRow> rows(AsyncResultSet answer) {
        if (answer.remaining() == 1) {
            return List.of(new DecodingRow(answer.currentPage().iterator().next(), coders));
        }
        List<CqlRow> rows = new ArrayList<>(answer.remaining());
        for (Row row : answer.currentPage()) {
            rows.add(new DecodingRow(row, coders));
        }
        return rows;
    }

    private record DecodingRow(Row row, ColumnCoder[] coders) implements CqlRow {
        @Override
        public @Nullable Object get(int index) {
            return coders[index].decode(row.getBytesUnsafe(index));
        }

        @Override
        public boolean isNull(int index) {
            ByteBuffer bytes = row.getBytesUnsafe(index);
            return bytes == null || (!bytes.hasRemaining() && get(index) == null);
        }

        @Override
        public long getLong(int index) {
            return coders[index].decodeLong(row.getBytesUnsafe(index));
        }

        @Override
        public int getInt(int index) {
            return coders[index].decodeInt(row.getBytesUnsafe(index));
        }

        @Override
        public double getDouble(int index) {
            return coders[index].decodeDouble(row.getBytesUnsafe(index));
        }
    }
}
