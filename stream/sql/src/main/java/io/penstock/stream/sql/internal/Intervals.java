package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.SqlError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/** Interval constants as exact lengths of time. */
final class Intervals {
    private static final Map<TimeUnit, Long> MICROS = Map.of(
            TimeUnit.MICROSECOND, 1L,
            TimeUnit.MILLISECOND, 1_000L,
            TimeUnit.SECOND, 1_000_000L,
            TimeUnit.MINUTE, 60_000_000L,
            TimeUnit.HOUR, 3_600_000_000L,
            TimeUnit.DAY, 86_400_000_000L,
            TimeUnit.WEEK, 604_800_000_000L);

    private Intervals() {}

    /** {@code INTERVAL '10' SECOND}. */
    static Duration of(SqlIntervalLiteral literal, Problems problems) {
        SqlIntervalLiteral.IntervalValue value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        SqlIntervalQualifier qualifier = value.getIntervalQualifier();
        String text = value.getIntervalLiteral().strip();
        if (qualifier.getEndUnit() != null && qualifier.getEndUnit() != qualifier.getStartUnit()) {
            return parts(literal, value, problems);
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return length(value.getSign() < 0 ? number.negate() : number, qualifier, literal, problems);
        } catch (NumberFormatException notANumber) {
            throw problems.at(
                    literal,
                    SqlError.SYNTAX,
                    "'" + text + "' is no number of " + unit(qualifier) + "S; write INTERVAL '10' " + unit(qualifier));
        }
    }

    /** {@code INTERVAL 10 SECOND}. */
    static Duration of(SqlCall call, Problems problems) {
        SqlNode number = call.operand(0);
        if (!(number instanceof SqlNumericLiteral literal)
                || !(call.operand(1) instanceof SqlIntervalQualifier qualifier)) {
            throw problems.at(call, SqlError.UNSUPPORTED, "an interval is a constant; write INTERVAL '10' SECOND");
        }
        return length(new BigDecimal(literal.toValue()), qualifier, call, problems);
    }

    private static Duration length(BigDecimal number, SqlIntervalQualifier qualifier, SqlNode at, Problems problems) {
        Long micros = MICROS.get(qualifier.getStartUnit());
        if (micros == null) {
            throw noLength(at, qualifier, problems);
        }
        try {
            return Duration.of(number.multiply(BigDecimal.valueOf(micros)).longValueExact(), ChronoUnit.MICROS);
        } catch (ArithmeticException tooLongOrTooFine) {
            throw problems.at(
                    at, SqlError.INVALID, "the interval is longer than 292,000 years or finer than a microsecond");
        }
    }

    /** {@code INTERVAL '1 02:03' DAY TO MINUTE}. */
    private static Duration parts(
            SqlIntervalLiteral literal, SqlIntervalLiteral.IntervalValue value, Problems problems) {
        SqlIntervalQualifier qualifier = value.getIntervalQualifier();
        if (!MICROS.containsKey(qualifier.getStartUnit())) {
            throw noLength(literal, qualifier, problems);
        }
        String[] names = {"DAY", "HOUR", "MINUTE", "SECOND"};
        int unit = java.util.List.of(names).indexOf(qualifier.getStartUnit().name());
        String[] numbers = value.getIntervalLiteral().strip().split("[ :]+", -1);
        Duration sum = Duration.ZERO;
        try {
            for (int i = 0; i < numbers.length; i++) {
                long micros = MICROS.getOrDefault(TimeUnit.valueOf(names[unit + i]), 0L);
                sum = sum.plus(
                        new BigDecimal(numbers[i])
                                .multiply(BigDecimal.valueOf(micros))
                                .longValueExact(),
                        ChronoUnit.MICROS);
            }
        } catch (ArithmeticException | NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            throw problems.at(
                    literal,
                    SqlError.SYNTAX,
                    "'" + value.getIntervalLiteral() + "' is no interval of " + qualifier
                            + "; write INTERVAL '90' MINUTE");
        }
        return value.getSign() < 0 ? sum.negated() : sum;
    }

    private static RuntimeException noLength(SqlNode at, SqlIntervalQualifier qualifier, Problems problems) {
        return problems.at(
                at,
                SqlError.WINDOW_SIZE,
                "a " + unit(qualifier).toLowerCase(Locale.ROOT)
                        + " has no fixed length; give the interval in days, hours, minutes or seconds");
    }

    private static String unit(SqlIntervalQualifier qualifier) {
        return qualifier.getStartUnit().name();
    }

    /** Whether a literal node is NULL. */
    static boolean isNull(SqlNode node) {
        return node instanceof SqlLiteral literal && literal.getValue() == null;
    }
}
