package io.penstock.postgres.internal;

import io.penstock.PenstockException;
import io.penstock.postgres.Columns;
import io.penstock.postgres.Row;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.type.Codec;
import io.penstock.postgres.wire.type.Codecs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row with its own memory. Immutable. */
final class StoredRow implements Row {
    private final ResultColumns columns;
    private final DataRow row;

    StoredRow(ResultColumns columns, DataRow row) {
        this.columns = columns;
        this.row = row;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean isNull(String column) {
        return row.isNull(columns.position(column));
    }

    @Override
    public <T> Optional<T> find(String column, Class<T> type) {
        return Optional.ofNullable(read(columns.position(column), type));
    }

    @Override
    public <T> T get(String column, Class<T> type) {
        return get(columns.position(column), type);
    }

    @Override
    public <T> T get(int column, Class<T> type) {
        T value = read(column, type);
        if (value == null) {
            throw Errors.unexpectedResult(
                    "column '" + columns.field(column).name() + "' is NULL; ask with find or isNull");
        }
        return value;
    }

    @Override
    public @Nullable Object value(String column) {
        return value(columns.position(column));
    }

    @Override
    public @Nullable Object value(int column) {
        RowField field = columns.field(column);
        return read(column, Codecs.natural(field.typeOid()));
    }

    private <T> @Nullable T read(int column, Class<T> type) {
        RowField field = columns.field(column);
        try {
            return read(column, Codecs.of(field.typeOid(), type));
        } catch (PenstockException unfit) {
            throw Types.at("column '" + field.name() + "'", unfit);
        }
    }

    private <T> @Nullable T read(int column, Codec<T> codec) {
        return codec.read(row, column, columns.field(column).format());
    }

    /** Shows no values, which may be a user's data. */
    @Override
    public String toString() {
        return "Row" + columns;
    }
}
