package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What all codecs of single values share: identity, and the text form by way of a String. */
abstract class ScalarCodec<T> implements Codec<T> {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final PgType type;
    private final Class<T> javaType;

    ScalarCodec(PgType type, Class<T> javaType) {
        this.type = type;
        this.javaType = javaType;
    }

    final PgType type() {
        return type;
    }

    @Override
    public final int oid() {
        return type.oid();
    }

    @Override
    public final String sqlName() {
        return type.sqlName();
    }

    @Override
    public final Class<T> javaType() {
        return javaType;
    }

    abstract String toText(T value);

    /** May throw any IllegalArgumentException for malformed text. */
    abstract T fromText(String text);

    @Override
    public void encodeText(T value, WireBuffer out) {
        out.putUtf8(toText(value));
    }

    @Override
    public T decodeText(byte[] bytes, int offset, int length) {
        try {
            return fromText(new String(bytes, offset, length, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | java.time.DateTimeException malformed) {
            throw malformed();
        }
    }

    final void checkLength(int length, int expected) {
        if (length != expected) {
            throw ValueErrors.malformed(type.sqlName(), "it has " + length + " bytes instead of " + expected);
        }
    }

    final RuntimeException malformed() {
        return ValueErrors.malformed(type.sqlName(), "its text cannot be read");
    }

    @Override
    public String toString() {
        return type.sqlName() + " as " + javaType.getSimpleName();
    }
}
