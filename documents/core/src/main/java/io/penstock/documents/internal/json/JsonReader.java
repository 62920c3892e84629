package io.penstock.documents.internal.json;

import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.UserTypeValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads CQL values from JSON. Numbers may stand in strings, as CQL allows; members of an object that a type does not
 * have are an error, those that are missing are null. Confined to one call.
 */
public final class JsonReader {
    private static final int DEPTH_MAX = 100;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value of a type in JSON text, null for {@code null}.
     *
     * @throws IllegalArgumentException when it is no JSON or no value of the type; the message says where
     */
    public static @Nullable Object read(CqlType type, String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(type);
        reader.skipSpace();
        if (reader.at != text.length()) {
            throw reader.wrong("something follows the value");
        }
        return value;
    }

    private @Nullable Object value(CqlType type) {
        skipSpace();
        if (text.startsWith("null", at)) {
            at += 4;
            return null;
        }
        if (++depth > DEPTH_MAX) {
            throw wrong("it is nested deeper than " + DEPTH_MAX);
        }
        Object value = switch (type) {
            case CqlType.Scalar scalar -> scalar(scalar);
            case CqlType.ListOf list -> elements(list.element());
            case CqlType.SetOf set -> Collections.unmodifiableSet(new LinkedHashSet<>(elements(set.element())));
            case CqlType.Vector vector -> elements(vector.element());
            case CqlType.MapOf map -> entries(map);
            case CqlType.UserType user -> fields(user);
            case CqlType.Tuple tuple -> parts(tuple);
            case CqlType.Other other -> throw wrong("values of type " + other.cql() + " have no JSON");
        };
        depth--;
        return value;
    }

    private List<Object> elements(CqlType element) {
        List<Object> out = new ArrayList<>();
        expect('[');
        while (!ends(']', out.isEmpty())) {
            Object value = value(element);
            if (value == null) {
                throw wrong("collections hold no nulls");
            }
            out.add(value);
        }
        return out;
    }

    private List<@Nullable Object> parts(CqlType.Tuple type) {
        @Nullable Object[] out = new @Nullable Object[type.elements().size()];
        int next = 0;
        expect('[');
        while (!ends(']', next == 0)) {
            if (next == out.length) {
                throw wrong("a tuple has " + out.length + " parts");
            }
            out[next] = value(type.elements().get(next));
            next++;
        }
        return Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(out));
    }

    private Map<Object, Object> entries(CqlType.MapOf type) {
        Map<Object, Object> out = new LinkedHashMap<>();
        expect('{');
        while (!ends('}', out.isEmpty())) {
            String name = name();
            Object value = value(type.value());
            if (value == null) {
                throw wrong("collections hold no nulls");
            }
            out.put(key(type.key(), name), value);
        }
        return out;
    }

    private Object key(CqlType type, String name) {
        Object key = type instanceof CqlType.Scalar scalar ? Scalars.read(scalar, name) : read(type, name);
        if (key == null) {
            throw wrong("collections hold no nulls");
        }
        return key;
    }

    private UserTypeValue fields(CqlType.UserType type) {
        List<String> names = type.fields().stream().map(CqlColumn::name).toList();
        @Nullable Object[] values = new @Nullable Object[names.size()];
        boolean first = true;
        expect('{');
        while (!ends('}', first)) {
            first = false;
            int field = names.indexOf(name());
            if (field < 0) {
                throw wrong("type " + type.name() + " has no such field");
            }
            values[field] = value(type.fields().get(field).type());
        }
        return UserTypeValue.of(names, Arrays.asList(values));
    }

    private String name() {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        return name;
    }

    private Object scalar(CqlType.Scalar type) {
        if (at < text.length() && text.charAt(at) == '"') {
            return read(type, at, string());
        }
        int start = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        boolean isBare = word.equals("true") || word.equals("false") || isNumber(word);
        if (!isBare || Scalars.isText(type)) {
            at = start;
            throw wrong("a value of type " + type.cql() + " was expected");
        }
        return read(type, start, word);
    }

    private Object read(CqlType.Scalar type, int start, String word) {
        try {
            return Scalars.read(type, word);
        } catch (RuntimeException wrong) {
            at = start;
            throw wrong("a value of type " + type.cql() + " was expected");
        }
    }

    private static boolean isNumber(String word) {
        try {
            return !word.isEmpty() && new BigDecimal(word).signum() >= -1;
        } catch (NumberFormatException no) {
            return false;
        }
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw wrong("a string was expected");
        }
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                at--;
                throw wrong("a control character stands in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return out.toString();
    }

    private char escaped() {
        if (at >= text.length()) {
            throw wrong("the text ends in an escape");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int end = at + 4;
                if (end > text.length()) {
                    throw wrong("the text ends in an escape");
                }
                try {
                    char made = (char) Integer.parseInt(text.substring(at, end), 16);
                    at = end;
                    yield made;
                } catch (NumberFormatException notHex) {
                    throw wrong("an escape has no four hexadecimal digits");
                }
            }
            default -> {
                at--;
                throw wrong("there is no such escape");
            }
        };
    }

    /** Whether an array or object ends here; if not, the comma before the next part is taken. */
    private boolean ends(char end, boolean isFirst) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        if (!isFirst) {
            expect(',');
        }
        return false;
    }

    private void expect(char c) {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("'" + c + "' was expected");
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The text itself stays out of the message: it may be a secret. */
    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("at character " + (at + 1) + " " + why);
    }
}
