package io.penstock.stream.runtime.internal.expr;

import io.penstock.PenstockException;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Conversions. A fraction that goes to an integer is rounded as PostgreSQL rounds it: a DECIMAL half away from zero, a
 * DOUBLE or REAL half to even. A number that is too large, or a text that says no value of the type, is an error.
 */
final class Casts {
    private static final Set<DataType> INTEGERS =
            Set.of(DataType.TINYINT, DataType.SMALLINT, DataType.INTEGER, DataType.BIGINT);
    private static final double TWO_TO_63 = 0x1p63;

    private Casts() {}

    static Kernel of(Expression.Cast cast, Kernel input) {
        DataType from = cast.input().type();
        DataType to = cast.type();
        if (from.equals(to)) {
            return input;
        }
        if (INTEGERS.contains(from) && INTEGERS.contains(to)) {
            boolean widens = LongArithmetic.least(to) <= LongArithmetic.least(from);
            return widens
                    ? input
                    : rows -> LongArithmetic.inRange((LongColumn) input.evaluate(rows), cast, rows.count());
        }
        if (to.storage() == DataType.Storage.DOUBLE && isNumber(from)) {
            boolean real = to.equals(DataType.REAL);
            return rows -> toDouble(input, rows, real);
        }
        if (from.storage() == DataType.Storage.DOUBLE && INTEGERS.contains(to)) {
            return rows -> toLong(cast, input, rows);
        }
        if (from.equals(DataType.VARCHAR)
                && to.storage() == DataType.Storage.LONG
                && (INTEGERS.contains(to) || to.equals(DataType.BOOLEAN))) {
            return new MemoKernel(input, text -> parsed(cast, text), to);
        }
        if (!isSupported(from, to)) {
            throw Errors.unsupported(cast + ": " + from.sql() + " cannot become " + to.sql());
        }
        return new BoxedKernel(List.of(input), List.of(from), a -> convert(cast, a[0]), to);
    }

    private static boolean isNumber(DataType type) {
        return INTEGERS.contains(type) || type.storage() == DataType.Storage.DOUBLE || type instanceof DataType.Decimal;
    }

    private static boolean isSupported(DataType from, DataType to) {
        if (to.equals(DataType.VARCHAR) || from.equals(DataType.VARCHAR)) {
            return true;
        }
        if (isNumber(from) || from.equals(DataType.BOOLEAN)) {
            return isNumber(to) || (to.equals(DataType.BOOLEAN) && INTEGERS.contains(from));
        }
        if (from.equals(DataType.TIMESTAMP)) {
            return to.equals(DataType.DATE) || to.equals(DataType.TIME);
        }
        return from.equals(DataType.DATE) && to.equals(DataType.TIMESTAMP);
    }

    private static DoubleColumn toDouble(Kernel input, Rows rows, boolean real) {
        var column = input.evaluate(rows);
        double[] values = Comparisons.doubles(column, rows.count());
        if (!real) {
            return new DoubleColumn(values, column.nulls());
        }
        double[] out = new double[rows.count()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return new DoubleColumn(out, column.nulls());
    }

    private static LongColumn toLong(Expression.Cast cast, Kernel input, Rows rows) {
        DoubleColumn column = (DoubleColumn) input.evaluate(rows);
        long[] out = new long[rows.count()];
        for (int i = 0; i < out.length; i++) {
            double value = Math.rint(column.values()[i]);
            if (!(value >= -TWO_TO_63 && value < TWO_TO_63) && !column.isNull(i)) {
                throw Errors.overflow(cast);
            }
            out[i] = (long) value;
        }
        return LongArithmetic.inRange(new LongColumn(out, column.nulls()), cast, rows.count());
    }

    private static Object convert(Expression.Cast cast, Object value) {
        DataType to = cast.type();
        if (value instanceof String text) {
            return parsed(cast, text);
        }
        if (to.equals(DataType.VARCHAR)) {
            return format(value);
        }
        if (to instanceof DataType.Decimal decimal) {
            return Decimals.fit(exact(cast, value), decimal, cast);
        }
        return switch (value) {
            case Instant moment
            when to.equals(DataType.DATE) -> moment.atOffset(ZoneOffset.UTC).toLocalDate();
            case Instant moment -> moment.atOffset(ZoneOffset.UTC).toLocalTime();
            case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
            case Boolean flag when to.storage() == DataType.Storage.DOUBLE -> flag ? 1.0 : 0.0;
            case Boolean flag -> flag ? 1L : 0L;
            case BigDecimal number -> whole(cast, number);
            default -> ((Number) value).longValue() != 0;
        };
    }

    private static BigDecimal exact(Expression.Cast cast, Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            case Double number when !Double.isFinite(number) -> throw Errors.overflow(cast);
            case Float number when !Float.isFinite(number) -> throw Errors.overflow(cast);
            case Float number -> new BigDecimal(number.toString());
            case Double number -> BigDecimal.valueOf(number);
            default -> BigDecimal.valueOf(((Number) value).longValue());
        };
    }

    private static long whole(Expression.Cast cast, BigDecimal number) {
        try {
            long value = number.setScale(0, RoundingMode.HALF_UP).longValueExact();
            if (value >= LongArithmetic.least(cast.type()) && value <= LongArithmetic.greatest(cast.type())) {
                return value;
            }
        } catch (ArithmeticException tooLarge) {
            throw Errors.overflow(cast);
        }
        throw Errors.overflow(cast);
    }

    private static String format(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Instant moment -> TimeText.format(moment);
            case LocalTime time -> TimeText.format(time);
            case Duration duration -> duration.toString();
            case byte[] bytes -> java.util.HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    private static Object parsed(Expression.Cast cast, String text) {
        String trimmed = text.strip();
        try {
            return parse(cast, text, trimmed);
        } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
            throw notA(cast);
        }
    }

    private static Object parse(Expression.Cast cast, String text, String trimmed) {
        return switch (cast.type()) {
            case DataType.Decimal decimal -> Decimals.fit(new BigDecimal(trimmed), decimal, cast);
            case DataType.Simple simple ->
                switch (simple) {
                    case BOOLEAN -> TimeText.parseBoolean(trimmed);
                    case TINYINT, SMALLINT, INTEGER, BIGINT -> whole(cast, integer(trimmed));
                    case REAL -> Float.parseFloat(trimmed);
                    case DOUBLE -> Double.parseDouble(trimmed);
                    case VARCHAR -> text;
                    case VARBINARY -> text.getBytes(StandardCharsets.UTF_8);
                    case DATE -> LocalDate.parse(trimmed);
                    case TIME -> LocalTime.parse(trimmed);
                    case TIMESTAMP -> Boxed.instant(Boxed.micros(TimeText.parseInstant(trimmed)));
                    case INTERVAL -> Duration.parse(trimmed);
                };
            case DataType.Array a -> throw notA(cast);
            case DataType.MapOf m -> throw notA(cast);
            case DataType.Row r -> throw notA(cast);
        };
    }

    private static BigDecimal integer(String text) {
        if (text.length() <= 18) {
            return BigDecimal.valueOf(Long.parseLong(text));
        }
        return new BigDecimal(new java.math.BigInteger(text));
    }

    private static PenstockException notA(Expression.Cast cast) {
        return Errors.evaluation(
                cast,
                "a text is no " + cast.type().sql() + "; filter such rows out before or guard the cast with CASE");
    }
}
