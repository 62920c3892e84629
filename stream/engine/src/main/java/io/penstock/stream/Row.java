package io.penstock.stream;

import io.penstock.Nearest;
import io.penstock.stream.data.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One row of a result, with values as Java objects ({@link io.penstock.stream.data.Boxed}). Immutable. */
public final class Row {
    private final Schema schema;
    private final @Nullable Object[] values;

    /**
     * A row of one boxed value a column.
     *
     * @param values kept, not copied: whoever passes them gives them up
     */
    public Row(Schema schema, @Nullable Object... values) {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException(values.length + " values for " + schema.size() + " columns");
        }
        this.schema = schema;
        this.values = values;
    }

    public Schema schema() {
        return schema;
    }

    /** The value of a column by position, from 0; null for NULL. */
    public @Nullable Object get(int position) {
        return values[position];
    }

    /** The value of a column by name; null for NULL. */
    public @Nullable Object get(String column) {
        return values[position(column)];
    }

    /** The value of a column as a type; null for NULL. */
    public <T> @Nullable T get(String column, Class<T> type) {
        Object value = get(column);
        if (value != null && !type.isInstance(value)) {
            throw mismatch(column, type.getSimpleName(), value);
        }
        return type.cast(value);
    }

    public boolean isNull(String column) {
        return get(column) == null;
    }

    /** A whole number, of any integer column; NULL is an error. */
    public long getLong(String column) {
        Object value = get(column);
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw mismatch(column, "a whole number", value);
    }

    /** A number, of any numeric column; NULL is an error. */
    public double getDouble(String column) {
        if (get(column) instanceof Number number) {
            return number.doubleValue();
        }
        throw mismatch(column, "a number", get(column));
    }

    /** A truth value; NULL is an error. */
    public boolean getBoolean(String column) {
        if (get(column) instanceof Boolean flag) {
            return flag;
        }
        throw mismatch(column, "a BOOLEAN", get(column));
    }

    /** A text; null for NULL. */
    public @Nullable String getString(String column) {
        return get(column, String.class);
    }

    /** A moment; null for NULL. */
    public @Nullable Instant getInstant(String column) {
        return get(column, Instant.class);
    }

    /** A decimal; null for NULL. */
    public @Nullable BigDecimal getDecimal(String column) {
        return get(column, BigDecimal.class);
    }

    /** The values by column name, in column order. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(schema.field(i).name(), values[i]);
        }
        return map;
    }

    /** The values in column order, as an array of its own. */
    public @Nullable Object[] toArray() {
        return values.clone();
    }

    private int position(String column) {
        OptionalInt position = schema.position(column);
        if (position.isEmpty()) {
            throw new StreamException(
                    StreamError.SCHEMA_MISMATCH,
                    "there is no column '" + column + "' in the row; its columns are "
                            + String.join(", ", schema.names()) + Nearest.hint(column, schema.names()));
        }
        return position.getAsInt();
    }

    private StreamException mismatch(String column, String wanted, @Nullable Object value) {
        String type = schema.type(position(column)).sql();
        return new StreamException(
                StreamError.SCHEMA_MISMATCH,
                "column '" + column + "' was asked for as " + wanted + " but is "
                        + (value == null ? "NULL in this row" : type));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Row other && schema.equals(other.schema) && Arrays.deepEquals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
