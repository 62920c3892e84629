package io.penstock.postgres.internal;

import io.penstock.Limit;
import io.penstock.postgres.Row;
import io.penstock.postgres.Rows;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.RowField;
import io.penstock.record.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls make of rows. Each is confined to one run. */
final class RowTargets {
    private RowTargets() {}

    /** Keeps rows as they came, decoded when asked for. */
    static final class AsRows implements RowTarget<Rows> {
        private final Limit limit;
        private final List<Row> rows = new ArrayList<>();
        private ResultColumns columns = ResultColumns.NONE;

        AsRows(Limit limit) {
            this.limit = limit;
        }

        @Override
        public void begin(List<RowField> fields) {
            columns = new ResultColumns(fields);
        }

        @Override
        public void row(DataRow row) {
            if (rows.size() >= limit.max()) {
                throw Errors.tooManyRows(limit);
            }
            rows.add(new StoredRow(columns, row.copy()));
        }

        @Override
        public Rows end(long affected) {
            return new StoredRows(columns, List.copyOf(rows), affected);
        }
    }

    private record StoredRows(ResultColumns columns, List<Row> list, long affected) implements Rows {}

    /** Makes a record of each row at once. */
    static final class AsRecords<R> implements RowTarget<List<R>> {
        private final RecordShape<R> shape;
        private final Limit limit;
        private final List<R> records = new ArrayList<>();
        private @Nullable RecordReader<R> reader;

        AsRecords(RecordShape<R> shape, Limit limit) {
            this.shape = shape;
            this.limit = limit;
        }

        @Override
        public void begin(List<RowField> columns) {
            reader = new RecordReader<>(shape, columns);
        }

        @Override
        public void row(DataRow row) {
            if (records.size() >= limit.max()) {
                throw Errors.tooManyRows(limit);
            }
            if (reader != null) {
                records.add(reader.read(row));
            }
        }

        @Override
        public List<R> end(long affected) {
            return List.copyOf(records);
        }
    }

    /** At most one row, as a record. */
    static final class AsOptional<R> implements RowTarget<Optional<R>> {
        private final AsRecords<R> all;

        AsOptional(RecordShape<R> shape) {
            this.all = new AsRecords<>(shape, new Limit("rowsMax", Integer.MAX_VALUE, "rows"));
        }

        @Override
        public void begin(List<RowField> columns) {
            all.begin(columns);
        }

        @Override
        public void row(DataRow row) {
            if (!all.records.isEmpty()) {
                throw Errors.unexpectedResult(
                        "at most one row was expected, the result has more; add LIMIT 1, or call query");
            }
            all.row(row);
        }

        @Override
        public Optional<R> end(long affected) {
            return all.records.stream().findFirst();
        }
    }

    /** Only the count. */
    static final class AsCount implements RowTarget<Long> {
        @Override
        public void begin(List<RowField> columns) {
            // rows, if any, are not asked for
        }

        @Override
        public void row(DataRow row) {
            // not asked for
        }

        @Override
        public Long end(long affected) {
            return affected;
        }
    }
}
