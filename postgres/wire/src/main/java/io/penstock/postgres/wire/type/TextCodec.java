package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.WireError;
import io.penstock.postgres.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** All types whose binary form is their text: text, varchar, character, name, json, and enums by their label. */
final class TextCodec extends ScalarCodec<String> {
    private final Format format;

    TextCodec(PgType type) {
        this(type, Format.BINARY);
    }

    private TextCodec(PgType type, Format format) {
        super(type, String.class);
        this.format = format;
    }

    /** For types that are not known here, whose binary form may be anything: their text. */
    static TextCodec ofUnknownType() {
        return new TextCodec(PgType.TEXT, Format.TEXT);
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public void encode(String value, WireBuffer out) {
        out.putUtf8(toText(value));
    }

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        return decodeUtf8(bytes, offset, length, sqlName());
    }

    @Override
    public String decodeText(byte[] bytes, int offset, int length) {
        return decodeUtf8(bytes, offset, length, sqlName());
    }

    /** The text, and never a replacement character that was not there. */
    static String decodeUtf8(byte[] bytes, int offset, int length, String sqlName) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            } catch (CharacterCodingException malformed) {
                throw ValueErrors.malformed(sqlName, "it is not UTF-8");
            }
        }
        return text;
    }

    @Override
    String toText(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new WireException(
                    WireError.INVALID_TEXT, "a text holds U+0000, which PostgreSQL cannot store; remove it");
        }
        return value;
    }

    @Override
    String fromText(String text) {
        return text;
    }
}
