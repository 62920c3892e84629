package io.penstock.documents.internal;

import io.penstock.documents.driver.UserTypeValue;
import io.penstock.documents.internal.codec.VectorValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes values take on their way, each with the four bytes of its length; of a vector only elements of
 * no fixed size have one, mostly of a single byte. Pure functions.
 */
final class ValueSizes {
    private static final int LENGTH = Integer.BYTES;

    private ValueSizes() {}

    static long of(Collection<? extends @Nullable Object> values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += LENGTH + of(value);
        }
        return bytes;
    }

    private static long of(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> utf8(text);
            case ByteBuffer buffer -> buffer.remaining();
            case UUID ignored -> 16;
            case BigInteger number -> number.bitLength() / Byte.SIZE + 1;
            case BigDecimal number -> LENGTH + number.unscaledValue().bitLength() / Byte.SIZE + 1;
            case Inet6Address ignored -> 16;
            case Boolean ignored -> 1;
            case Byte ignored -> 1;
            case Short ignored -> 2;
            case Integer ignored -> 4;
            case Float ignored -> 4;
            case VectorValue<?> vector -> ofVector(vector);
            case Collection<?> elements -> LENGTH + of(elements);
            case Map<?, ?> entries -> LENGTH + of(entries.keySet()) + of(entries.values());
            case UserTypeValue fields -> of(fields.values());
            default -> 8;
        };
    }

    private static long ofVector(VectorValue<?> vector) {
        long bytes = 0;
        for (Object element : vector) {
            boolean hasLength = element instanceof String
                    || element instanceof ByteBuffer
                    || element instanceof BigInteger
                    || element instanceof BigDecimal;
            bytes += of(element) + (hasLength ? 1 : 0);
        }
        return bytes;
    }

    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Half of a surrogate pair, which is four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
