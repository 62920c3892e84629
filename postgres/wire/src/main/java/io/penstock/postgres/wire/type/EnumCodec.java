package io.penstock.postgres.wire.type;

import io.penstock.Nearest;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.WireBuffer;
import java.util.Arrays;
import java.util.List;

/** A Java enum in a text column, or an enum type of PostgreSQL, by the constants' names. */
final class EnumCodec<E extends Enum<E>> extends ScalarCodec<E> {
    private final Class<E> enumType;

    private final Format format;

    EnumCodec(PgType type, Class<E> enumType, Format format) {
        super(type, enumType);
        this.enumType = enumType;
        this.format = format;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public void encode(E value, WireBuffer out) {
        out.putUtf8(value.name());
    }

    @Override
    public E decode(byte[] bytes, int offset, int length) {
        return fromText(TextCodec.decodeUtf8(bytes, offset, length, sqlName()));
    }

    @Override
    String toText(E value) {
        return value.name();
    }

    @Override
    E fromText(String text) {
        try {
            return Enum.valueOf(enumType, text);
        } catch (IllegalArgumentException unknown) {
            List<String> names =
                    Arrays.stream(enumType.getEnumConstants()).map(Enum::name).toList();
            throw ValueErrors.unreadable(
                    sqlName(), enumType.getSimpleName(), "it is none of " + names + Nearest.hint(text, names));
        }
    }
}
