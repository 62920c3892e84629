package io.penstock.postgres.wire.type;

import io.penstock.PenstockException;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.ValueEncoder;
import io.penstock.postgres.wire.WireBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Values of one Java type in one PostgreSQL type, both ways, in binary and in text format. NULL is not its business.
 *
 * <p>A value that the other side cannot hold as it is fails with {@link io.penstock.BaseError#VALUE_OUT_OF_RANGE}: too
 * large always, too fine unless the codec is {@link #truncating()}. Bytes that are no value of the type fail with
 * {@link io.penstock.postgres.wire.WireError#MALFORMED_VALUE}. Messages never show the value. Immutable.
 *
 * @param <T> the Java type
 */
public interface Codec<T> extends ValueEncoder<T> {
    /** The object id of the PostgreSQL type. */
    int oid();

    /** The name of the PostgreSQL type in SQL. */
    String sqlName();

    /** The Java type; {@code List} for arrays. */
    Class<? super T> javaType();

    /** Writes the binary form, without its length. */
    @Override
    void encode(T value, WireBuffer out);

    /** Reads the binary form. */
    T decode(byte[] bytes, int offset, int length);

    /** Writes the text form in UTF-8, without its length. */
    void encodeText(T value, WireBuffer out);

    /** Reads the text form. */
    T decodeText(byte[] bytes, int offset, int length);

    /** The same for components with {@link io.penstock.record.Truncate}: too fine a value loses the rest. */
    default Codec<T> truncating() {
        return this;
    }

    /** Reads either form. */
    default T decode(Format format, Bytes bytes) {
        return format == Format.BINARY
                ? decode(bytes.array(), bytes.offset(), bytes.length())
                : decodeText(bytes.array(), bytes.offset(), bytes.length());
    }

    /**
     * Reads a column; null for NULL.
     *
     * @throws PenstockException when the column holds no value of the Java type
     */
    default @Nullable T read(DataRow row, int column, Format format) {
        int length = row.length(column);
        if (length < 0) {
            return null;
        }
        return format == Format.BINARY
                ? decode(row.array(), row.offset(column), length)
                : decodeText(row.array(), row.offset(column), length);
    }
}
