package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** Functions of moments in microseconds, dates in days, and times of day. All calendars are UTC. */
final class TimeFunctions {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private TimeFunctions() {}

    /** The start of the unit that a moment is in. */
    static LongUnaryOperator truncate(Expression call, String unit) {
        return switch (singular(unit)) {
            case "microsecond" -> micros -> micros;
            case "millisecond" -> micros -> floor(micros, 1000);
            case "second" -> micros -> floor(micros, SECOND);
            case "minute" -> micros -> floor(micros, MINUTE);
            case "hour" -> micros -> floor(micros, HOUR);
            case "day" -> micros -> floor(micros, DAY);
            // day 0 of the epoch was a Thursday, weeks start on Monday
            case "week" -> micros -> floor(micros - 4 * DAY, 7 * DAY) + 4 * DAY;
            case "month" -> micros -> micros(date(micros).withDayOfMonth(1));
            case "quarter" -> micros -> micros(quarter(date(micros)));
            case "year" -> micros -> micros(date(micros).withDayOfYear(1));
            default -> throw unknownUnit(call, unit);
        };
    }

    private static LocalDate quarter(LocalDate date) {
        return LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
    }

    private static RuntimeException unknownUnit(Expression call, String unit) {
        return Errors.evaluation(
                call,
                "unknown unit '" + unit
                        + "'; expected microsecond, millisecond, second, minute, hour, day, week, month, quarter or year,"
                        + " and in EXTRACT also dow, isodow, doy, isoyear or epoch");
    }

    private static String singular(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") && lower.length() > 3 ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** One field of a moment, date, time or interval. */
    static LongUnaryOperator extract(Expression call, String unit, DataType type) {
        LongUnaryOperator ofMicros = field(call, unit);
        if (type.equals(DataType.DATE)) {
            return days -> ofMicros.applyAsLong(Math.multiplyExact(days, DAY));
        }
        return ofMicros;
    }

    private static LongUnaryOperator field(Expression call, String unit) {
        return switch (singular(unit)) {
            case "microsecond" -> micros -> Math.floorMod(micros, MINUTE);
            case "millisecond" -> micros -> Math.floorMod(micros, MINUTE) / 1000;
            case "second" -> micros -> Math.floorMod(micros, MINUTE) / SECOND;
            case "minute" -> micros -> Math.floorMod(micros, HOUR) / MINUTE;
            case "hour" -> micros -> Math.floorMod(micros, DAY) / HOUR;
            case "day" -> micros -> date(micros).getDayOfMonth();
            case "week" -> micros -> date(micros).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "month" -> micros -> date(micros).getMonthValue();
            case "quarter" -> micros -> date(micros).get(IsoFields.QUARTER_OF_YEAR);
            case "year" -> micros -> date(micros).getYear();
            case "isoyear" -> micros -> date(micros).get(IsoFields.WEEK_BASED_YEAR);
            case "dow" -> micros -> date(micros).getDayOfWeek().getValue() % 7;
            case "isodow" -> micros -> date(micros).getDayOfWeek().getValue();
            case "doy" -> micros -> date(micros).getDayOfYear();
            case "epoch" -> micros -> Math.floorDiv(micros, SECOND);
            default -> throw unknownUnit(call, unit);
        };
    }

    /** The start of the tumbling window of a moment. */
    static long tumbleStart(long micros, long size, long offset) {
        return micros - Math.floorMod(micros - offset, size);
    }

    /** The start of the earliest sliding window that holds a moment. */
    static long hopStart(long micros, long slide, long size, long offset) {
        return micros - size - Math.floorMod(micros - size - offset, slide) + slide;
    }

    private static long floor(long micros, long unit) {
        return micros - Math.floorMod(micros, unit);
    }

    private static LocalDate date(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
    }

    private static long micros(LocalDate date) {
        return Math.multiplyExact(date.toEpochDay(), DAY);
    }
}
