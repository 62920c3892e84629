package io.penstock.connector.postgres;

import io.penstock.stream.data.DataType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of columns as the server spells them, and the stream types for them. */
final class ColumnTypes {
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
    private static final Pattern MODIFIER = Pattern.compile("\\((\\d+)\\)");
    private static final int SCALE_DEFAULT = 9;
    /** What a column keeps that does not say. */
    private static final int FRACTION_DIGITS = 6;
    /** The digits of a nanosecond. */
    static final int NANO_DIGITS = 9;

    private ColumnTypes() {}

    /** The type without its length: {@code character varying(20)} is {@code character varying}. */
    static String base(String type) {
        return NUMERIC.matcher(type).matches()
                ? "numeric"
                : MODIFIER.matcher(type).replaceFirst("");
    }

    /** The digits of a second's fraction that a column keeps: {@code timestamp(3) with time zone} keeps 3. */
    static int fractionDigits(String type) {
        Matcher modifier = MODIFIER.matcher(type);
        return modifier.find() ? Integer.parseInt(modifier.group(1)) : FRACTION_DIGITS;
    }

    /** The stream type that a column is described by, if there is one. */
    static Optional<DataType> streamType(String type) {
        return Optional.ofNullable(
                switch (base(type)) {
                    case "boolean" -> DataType.BOOLEAN;
                    case "smallint" -> DataType.SMALLINT;
                    case "integer" -> DataType.INTEGER;
                    case "bigint" -> DataType.BIGINT;
                    case "real" -> DataType.REAL;
                    case "double precision" -> DataType.DOUBLE;
                    case "numeric" ->
                        decimal(type)
                                .orElseGet(() -> new DataType.Decimal(DataType.Decimal.PRECISION_MAX, SCALE_DEFAULT));
                    case "text", "character varying", "character", "name", "uuid", "json", "jsonb", "inet" ->
                        DataType.VARCHAR;
                    case "bytea" -> DataType.VARBINARY;
                    case "date" -> DataType.DATE;
                    case "time without time zone" -> DataType.TIME;
                    case "timestamp without time zone", "timestamp with time zone" -> DataType.TIMESTAMP;
                    default -> null;
                });
    }

    /** The digits of a {@code numeric} that names them within what a DECIMAL holds. */
    static Optional<DataType.Decimal> decimal(String type) {
        Matcher matcher = NUMERIC.matcher(type);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        int scale = Integer.parseInt(matcher.group(2));
        return precision <= DataType.Decimal.PRECISION_MAX && scale >= 0 && scale <= precision
                ? Optional.of(new DataType.Decimal(precision, scale))
                : Optional.empty();
    }

    /** Whether every value of the one decimal type is one of the other. */
    static boolean holds(DataType.Decimal wide, DataType.Decimal narrow) {
        return narrow.scale() <= wide.scale() && narrow.precision() - narrow.scale() <= wide.precision() - wide.scale();
    }

    /** The column type that a table made for a sink has, if there is one. */
    static Optional<String> forNewColumn(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return Optional.of("numeric(" + decimal.precision() + "," + decimal.scale() + ")");
        }
        if (!(type instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (simple) {
                    case BOOLEAN -> "boolean";
                    case TINYINT, SMALLINT -> "smallint";
                    case INTEGER -> "integer";
                    case BIGINT -> "bigint";
                    case REAL -> "real";
                    case DOUBLE -> "double precision";
                    case VARCHAR -> "text";
                    case VARBINARY -> "bytea";
                    case DATE -> "date";
                    case TIME -> "time without time zone";
                    case TIMESTAMP -> "timestamp with time zone";
                    case INTERVAL -> null;
                });
    }
}
