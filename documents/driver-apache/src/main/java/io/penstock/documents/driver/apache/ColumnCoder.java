package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of one column's values. Made once per prepared statement and column. Immutable. */
final class ColumnCoder {
    private final String column;
    private final TypeCodec<Object> codec;
    private final ValueShape shape;
    private final ProtocolVersion version;

    ColumnCoder(ColumnDefinition column, CodecRegistry codecs, ProtocolVersion version) {
        this.column = column.getName().asInternal();
        // First the shape: it refuses what the driver's codecs would get wrong.
        this.shape = ValueShape.of(column.getType());
        this.codec = codecs.codecFor(column.getType());
        this.version = version;
    }

    @Nullable
    ByteBuffer encode(Object value) {
        try {
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

    @Nullable
    Object decode(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        Object value = codec.decode(bytes, version);
        return value == null ? null : shape.toPenstock(value);
    }
}
