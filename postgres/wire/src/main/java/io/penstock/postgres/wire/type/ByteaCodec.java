package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/** Raw bytes: bytea, and json or jsonb without making a String. */
final class ByteaCodec<T> extends ScalarCodec<T> {
    private static final byte JSONB_VERSION = 1;

    private final Function<T, byte[]> unwrap;
    private final Function<byte[], T> wrap;

    ByteaCodec(PgType type, Class<T> javaType, Function<T, byte[]> unwrap, Function<byte[], T> wrap) {
        super(type, javaType);
        this.unwrap = unwrap;
        this.wrap = wrap;
    }

    @Override
    public void encode(T value, WireBuffer out) {
        if (type() == PgType.JSONB) {
            out.putByte(JSONB_VERSION);
        }
        out.putBytes(unwrap.apply(value));
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) {
        int from = offset;
        if (type() == PgType.JSONB) {
            if (length == 0 || bytes[offset] != JSONB_VERSION) {
                throw ValueErrors.malformed("jsonb", "version 1 of the binary form expected");
            }
            from++;
        }
        return wrap.apply(Arrays.copyOfRange(bytes, from, offset + length));
    }

    @Override
    public void encodeText(T value, WireBuffer out) {
        if (type() == PgType.BYTEA) {
            super.encodeText(value, out);
        } else {
            out.putBytes(unwrap.apply(value));
        }
    }

    @Override
    public T decodeText(byte[] bytes, int offset, int length) {
        return type() == PgType.BYTEA
                ? super.decodeText(bytes, offset, length)
                : wrap.apply(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    String toText(T value) {
        return type() == PgType.BYTEA
                ? "\\x" + HexFormat.of().formatHex(unwrap.apply(value))
                : new String(unwrap.apply(value), StandardCharsets.UTF_8);
    }

    @Override
    T fromText(String text) {
        if (type() != PgType.BYTEA) {
            return wrap.apply(text.getBytes(StandardCharsets.UTF_8));
        }
        if (!text.startsWith("\\x")) {
            throw ValueErrors.malformed("bytea", "it is not in hex form; set bytea_output = 'hex'");
        }
        return wrap.apply(HexFormat.of().parseHex(text, 2, text.length()));
    }
}
