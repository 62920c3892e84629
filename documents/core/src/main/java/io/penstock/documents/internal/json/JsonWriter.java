package io.penstock.documents.internal.json;

import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.UserTypeValue;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes CQL values as JSON. Confined to one call. */
public final class JsonWriter {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn");

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /** The JSON of a value of a type; null is {@code null}. */
    public static String write(CqlType type, @Nullable Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(type, value);
        return writer.out.toString();
    }

    /** One object with the values of columns by name. */
    public static String write(List<CqlColumn> columns, List<? extends @Nullable Object> values) {
        JsonWriter writer = new JsonWriter();
        writer.fields(columns, values);
        return writer.out.toString();
    }

    private void fields(List<CqlColumn> columns, List<? extends @Nullable Object> values) {
        out.append('{');
        for (int i = 0; i < columns.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            string(columns.get(i).name());
            out.append(": ");
            value(columns.get(i).type(), values.get(i));
        }
        out.append('}');
    }

    private void value(CqlType type, @Nullable Object value) {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (type) {
            case CqlType.Scalar scalar -> scalar(scalar, value);
            case CqlType.ListOf list -> elements(list.element(), (Iterable<?>) value);
            case CqlType.SetOf set -> elements(set.element(), (Iterable<?>) value);
            case CqlType.Vector vector -> elements(vector.element(), (Iterable<?>) value);
            case CqlType.MapOf map -> entries(map, (Map<?, ?>) value);
            case CqlType.UserType user -> {
                UserTypeValue given = (UserTypeValue) value;
                fields(
                        user.fields(),
                        user.fields().stream()
                                .<@Nullable Object>map(field -> given.get(field.name()))
                                .toList());
            }
            case CqlType.Tuple tuple -> {
                List<?> given = (List<?>) value;
                out.append('[');
                for (int i = 0; i < given.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    value(tuple.elements().get(i), given.get(i));
                }
                out.append(']');
            }
            case CqlType.Other other ->
                throw new IllegalArgumentException("values of type " + other.cql() + " have no JSON");
        }
    }

    private void elements(CqlType element, Iterable<?> values) {
        out.append('[');
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            value(element, value);
            separator = ", ";
        }
        out.append(']');
    }

    private void entries(CqlType.MapOf type, Map<?, ?> values) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            out.append(separator);
            // Names of members are strings: keys of other types are their JSON in a string.
            String key = write(type.key(), entry.getKey());
            if (key.startsWith("\"")) {
                out.append(key);
            } else {
                string(key);
            }
            out.append(": ");
            value(type.value(), entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private void scalar(CqlType.Scalar type, Object value) {
        switch (type) {
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, COUNTER, VARINT -> out.append(value);
            case FLOAT, DOUBLE -> {
                double number = ((Number) value).doubleValue();
                if (Double.isFinite(number)) {
                    out.append(value);
                } else {
                    string(value.toString());
                }
            }
            // Decimals in strings, which CQL takes too: as numbers they would be read as doubles, also by the server.
            case DECIMAL, TEXT, ASCII, UUID, TIMEUUID, DATE, DURATION -> string(value.toString());
            case TIME -> string(TIME.format((java.time.LocalTime) value));
            case TIMESTAMP -> string(MOMENT.format((Instant) value));
            case INET -> string(((InetAddress) value).getHostAddress());
            case BLOB -> {
                ByteBuffer buffer = ((ByteBuffer) value).duplicate();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                string("0x" + HexFormat.of().formatHex(bytes));
            }
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
