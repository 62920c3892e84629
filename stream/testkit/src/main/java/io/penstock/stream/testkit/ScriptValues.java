package io.penstock.stream.testkit;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as scripts write them. */
final class ScriptValues {
    private static final double TOLERANCE = 1e-9;
    private static final int MILLI_NANOS = 1_000_000;

    private ScriptValues() {}

    /**
     * One value of a row as it stands in a script.
     *
     * @param quoted whether it stood in single quotes, which are left out of {@code text}
     */
    record Cell(String text, boolean quoted) {
        boolean isNull() {
            return !quoted && text.equals("NULL");
        }
    }

    /** The values of a line, separated by bars; a bar in single quotes does not separate. */
    static List<Cell> cells(String line) {
        List<Cell> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            }
            if (c == '|' && !quoted) {
                cells.add(cell(cell.toString()));
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell(cell.toString()));
        return cells;
    }

    private static Cell cell(String text) {
        String trimmed = text.strip();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("'") && trimmed.endsWith("'");
        return quoted ? new Cell(trimmed.substring(1, trimmed.length() - 1), true) : new Cell(trimmed, false);
    }

    /** The value of a cell for a column, boxed. */
    static @Nullable Object parse(DataType type, Cell cell) {
        if (cell.isNull()) {
            return null;
        }
        String text = cell.text();
        return switch (type) {
            case DataType.Simple simple -> simple(simple, text);
            case DataType.Decimal decimal -> new BigDecimal(text);
            case DataType.Array array -> elements(array, text);
            case DataType.MapOf map -> throw new IllegalArgumentException("maps cannot be pushed by scripts");
            case DataType.Row row -> throw new IllegalArgumentException("structs cannot be pushed by scripts");
        };
    }

    private static Object simple(DataType.Simple type, String text) {
        return switch (type) {
            case BOOLEAN -> truth(text);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Long.valueOf(text);
            case REAL -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case VARCHAR -> text;
            case VARBINARY -> HexFormat.of().parseHex(text.startsWith("\\x") ? text.substring(2) : text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> instant(text);
            case INTERVAL -> Duration.parse(text);
        };
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("true or false, got " + text);
        }
        return text.equals("true");
    }

    /** How a value for a column is written. */
    static String form(DataType type) {
        return "a " + type.sql() + " such as "
                + switch (type) {
                    case DataType.Simple simple -> example(simple);
                    case DataType.Decimal decimal -> "12.5";
                    case DataType.Array array -> "[a, b]";
                    case DataType.MapOf map -> "NULL; scripts cannot push maps";
                    case DataType.Row row -> "NULL; scripts cannot push structs";
                };
    }

    private static String example(DataType.Simple type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case TINYINT, SMALLINT, INTEGER, BIGINT -> "42";
            case REAL, DOUBLE -> "10.5";
            case VARCHAR -> "text or 'text'";
            case VARBINARY -> "\\x0aff";
            case DATE -> "2026-11-20";
            case TIME -> "09:30:00";
            case TIMESTAMP -> "@1000 (milliseconds since 1970) or 2026-11-20 09:30:00";
            case INTERVAL -> "PT5S";
        };
    }

    private static List<@Nullable Object> elements(DataType.Array type, String text) {
        String inner = text.strip();
        if (!inner.startsWith("[") || !inner.endsWith("]")) {
            throw new IllegalArgumentException("an array is written [a, b], got " + text);
        }
        List<@Nullable Object> out = new ArrayList<>();
        String list = inner.substring(1, inner.length() - 1).strip();
        for (String element : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            out.add(parse(type.element(), cell(element)));
        }
        return out;
    }

    private static Instant instant(String text) {
        if (text.startsWith("@")) {
            return Instant.ofEpochMilli(Long.parseLong(text.substring(1)));
        }
        String iso = text.replace(' ', 'T');
        return Instant.parse(iso.endsWith("Z") ? iso : iso + "Z");
    }

    /** The value as answers print it. */
    static String print(DataType type, @Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        return switch (value) {
            case String text -> text(text);
            case Instant moment -> moment(moment);
            case BigDecimal number -> number.toPlainString();
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case List<?> list when type instanceof DataType.Row row -> struct(row, list);
            case List<?> list when type instanceof DataType.Array array -> array(array, list);
            case Map<?, ?> map -> json(map);
            default -> value.toString();
        };
    }

    private static String text(String text) {
        boolean plain = !text.isEmpty()
                && !text.equals("NULL")
                && !text.contains("|")
                && !text.startsWith("'")
                && !text.startsWith("#")
                && text.equals(text.strip());
        return plain ? text : "'" + text + "'";
    }

    private static String moment(Instant moment) {
        return moment.getNano() % MILLI_NANOS == 0
                ? "@" + Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1000), moment.getNano() / MILLI_NANOS)
                : moment.toString();
    }

    private static String array(DataType.Array type, List<?> list) {
        return list.stream()
                .map(element -> print(type.element(), element))
                .toList()
                .toString();
    }

    private static String struct(DataType.Row type, List<?> list) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < list.size(); i++) {
            Field field = type.fields().get(i);
            out.append(i == 0 ? "" : ", ").append('"').append(field.name()).append("\": ");
            out.append(jsonValue(list.get(i)));
        }
        return out.append('}').toString();
    }

    private static String json(Map<?, ?> map) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add("\"" + key + "\": " + jsonValue(value)));
        return "{" + String.join(", ", entries) + "}";
    }

    private static String jsonValue(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean || value == null
                ? String.valueOf(value)
                : "\"" + value + "\"";
    }

    /** Whether a value is the one that a cell asks for. */
    static boolean matches(DataType type, Cell expected, @Nullable Object value) {
        if (value == null || expected.isNull()) {
            return value == null && expected.isNull();
        }
        try {
            return switch (value) {
                case Double number -> near(Double.parseDouble(expected.text()), number);
                case Float number -> near(Double.parseDouble(expected.text()), number);
                case BigDecimal number -> number.compareTo(new BigDecimal(expected.text())) == 0;
                case Instant moment -> moment.equals(instant(expected.text()));
                case String text -> text.equals(expected.text());
                default -> cell(print(type, value)).text().equals(expected.text());
            };
        } catch (RuntimeException otherForm) {
            return false;
        }
    }

    static boolean near(double expected, double value) {
        return Double.compare(expected, value) == 0
                || Math.abs(expected - value) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(value));
    }
}
