package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of one dimension as a list, whose elements may be null. */
final class ArrayCodec<T> implements Codec<List<@Nullable T>> {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER_BYTES = 12;
    private static final int DIMENSION_BYTES = 8;

    private final ScalarCodec<T> element;

    ArrayCodec(ScalarCodec<T> element) {
        this.element = element;
    }

    @Override
    public int oid() {
        return element.type().arrayOid();
    }

    @Override
    public String sqlName() {
        return element.sqlName() + "[]";
    }

    @Override
    public Class<? super List<@Nullable T>> javaType() {
        return List.class;
    }

    @Override
    public Codec<List<@Nullable T>> truncating() {
        return element.truncating() instanceof ScalarCodec<T> cutting ? new ArrayCodec<>(cutting) : this;
    }

    @Override
    public void encode(List<@Nullable T> values, WireBuffer out) {
        out.putInt(values.isEmpty() ? 0 : 1);
        out.putInt(anyNull(values) ? 1 : 0).putInt(element.oid());
        if (values.isEmpty()) {
            return;
        }
        out.putInt(values.size()).putInt(1);
        for (T value : values) {
            if (value == null) {
                out.putInt(-1);
            } else {
                int length = out.beginLength();
                element.encode(value, out);
                out.endLength(length);
            }
        }
    }

    /** Not {@code contains(null)}, which immutable lists refuse to answer. */
    private static boolean anyNull(List<?> values) {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<@Nullable T> decode(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            throw malformed("it has " + length + " bytes");
        }
        int dimensions = (int) INT.get(bytes, offset);
        if (dimensions == 0) {
            return List.of();
        }
        checkDimensions(dimensions);
        int end = offset + length;
        int at = offset + HEADER_BYTES + DIMENSION_BYTES;
        if ((int) INT.get(bytes, offset + 8) != element.oid() || at > end) {
            throw malformed("its elements are of another type");
        }
        int count = (int) INT.get(bytes, offset + HEADER_BYTES);
        // Every element has at least its length: a count alone must not reserve memory.
        if (count < 0 || count > (end - at) / 4) {
            throw malformed("it has " + count + " elements in " + length + " bytes");
        }
        List<@Nullable T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int size = end - at < 4 ? Integer.MAX_VALUE : (int) INT.get(bytes, at);
            at += 4;
            if (size < -1 || size > end - at) {
                throw malformed("element " + (i + 1) + " is longer than the array");
            }
            values.add(size < 0 ? null : element.decode(bytes, at, size));
            at += Math.max(0, size);
        }
        if (at != end) {
            throw malformed("it goes on after its last element");
        }
        return Collections.unmodifiableList(values);
    }

    private void checkDimensions(int dimensions) {
        if (dimensions < 0 || dimensions > 6) {
            throw malformed("it has " + dimensions + " dimensions");
        }
        if (dimensions > 1) {
            throw severalDimensions();
        }
    }

    private RuntimeException severalDimensions() {
        return ValueErrors.unreadable(sqlName(), "List", "it has several dimensions; unnest it in SQL");
    }

    private RuntimeException malformed(String why) {
        return ValueErrors.malformed(sqlName(), why);
    }

    @Override
    public void encodeText(List<@Nullable T> values, WireBuffer out) {
        out.putByte('{');
        String comma = "";
        for (T value : values) {
            out.putUtf8(comma);
            if (value == null) {
                out.putUtf8("NULL");
            } else {
                out.putByte('"');
                out.putUtf8(element.toText(value).replace("\\", "\\\\").replace("\"", "\\\""));
                out.putByte('"');
            }
            comma = ",";
        }
        out.putByte('}');
    }

    @Override
    public List<@Nullable T> decodeText(byte[] bytes, int offset, int length) {
        String text = TextCodec.decodeUtf8(bytes, offset, length, sqlName());
        // A lower bound other than 1 stands in front: [0:2]={…}
        int start = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        if (start >= text.length() || text.charAt(start) != '{' || !text.endsWith("}")) {
            throw malformed("braces expected");
        }
        List<@Nullable T> values = new ArrayList<>();
        int at = start + 1;
        int end = text.length() - 1;
        while (at < end) {
            at = element(text, at, end, values);
            if (at < end && text.charAt(at++) != ',') {
                throw malformed("a comma expected between elements");
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** Reads one element and returns where it ends. */
    private int element(String text, int from, int end, List<@Nullable T> values) {
        boolean quoted = text.charAt(from) == '"';
        StringBuilder out = new StringBuilder();
        int at = quoted ? from + 1 : from;
        while (at < end) {
            char c = text.charAt(at);
            if (quoted ? c == '"' : c == ',') {
                break;
            }
            if (!quoted && c == '{') {
                throw severalDimensions();
            }
            if (c == '\\') {
                at++;
            }
            if (at < end) {
                out.append(text.charAt(at++));
            }
        }
        if (quoted && at >= end) {
            throw malformed("a quote is not closed");
        }
        values.add(!quoted && out.toString().equalsIgnoreCase("NULL") ? null : parsed(out.toString()));
        return quoted ? at + 1 : at;
    }

    private T parsed(String text) {
        try {
            return element.fromText(text);
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            throw malformed("the text of an element cannot be read");
        }
    }

    @Override
    public String toString() {
        return element + " array";
    }
}
