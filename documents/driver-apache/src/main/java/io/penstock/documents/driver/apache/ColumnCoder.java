package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.type.codec.PrimitiveDoubleCodec;
import com.datastax.oss.driver.api.core.type.codec.PrimitiveIntCodec;
import com.datastax.oss.driver.api.core.type.codec.PrimitiveLongCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of one column's values. Made once per prepared statement and column. Immutable. */
final class ColumnCoder {
    private final String column;
    private final TypeCodec<Object> codec;
    private final ValueShape shape;
    private final ProtocolVersion version;
    /** Whether the driver's codec turns text into UTF-8, which the JDK does with a third of the objects. */
    private final boolean utf8;

    ColumnCoder(ColumnDefinition column, CodecRegistry codecs, ProtocolVersion version) {
        this.column = column.getName().asInternal();
        // First the shape: it refuses what the driver's codecs would get wrong.
        this.shape = ValueShape.of(column.getType());
        this.codec = codecs.codecFor(column.getType());
        this.version = version;
        this.utf8 = TypeCodecs.TEXT.equals(codec);
    }

    @Nullable
    ByteBuffer encode(Object value) {
        try {
            if (utf8 && value instanceof String text && hasNoSurrogate(text)) {
                return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            }
            return codec.encode(shape.toDriver(value), version);
        } catch (ArithmeticException tooLarge) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "the value for '" + column + "' is beyond what its type "
                            + codec.getCqlType().asCql(true, false) + " holds",
                    tooLarge);
        } catch (ClassCastException | IllegalArgumentException wrong) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "the value for '" + column + "', which has type "
                            + codec.getCqlType().asCql(true, false) + ", cannot be of "
                            + value.getClass().getName(),
                    wrong);
        }
    }

    /** Half a surrogate pair is for the codec to refuse. */
    private static boolean hasNoSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    Object decode(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        if (utf8 && bytes.hasArray()) {
            return new String(
                    bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), StandardCharsets.UTF_8);
        }
        Object value = codec.decode(bytes, version);
        return value == null ? null : shape.toPenstock(value);
    }

    /** Of a column of type bigint or counter, without an object. */
    long decodeLong(@Nullable ByteBuffer bytes) {
        return (TypeCodec<?>) codec instanceof PrimitiveLongCodec longs
                ? longs.decodePrimitive(bytes, version)
                : (Long) Objects.requireNonNull(decode(bytes));
    }

    /** Of a column of type int, without an object. */
    int decodeInt(@Nullable ByteBuffer bytes) {
        return (TypeCodec<?>) codec instanceof PrimitiveIntCodec ints
                ? ints.decodePrimitive(bytes, version)
                : (Integer) Objects.requireNonNull(decode(bytes));
    }

    /** Of a column of type double, without an object. */
    double decodeDouble(@Nullable ByteBuffer bytes) {
        return (TypeCodec<?>) codec instanceof PrimitiveDoubleCodec doubles
                ? doubles.decodePrimitive(bytes, version)
                : (Double) Objects.requireNonNull(decode(bytes));
    }
}
