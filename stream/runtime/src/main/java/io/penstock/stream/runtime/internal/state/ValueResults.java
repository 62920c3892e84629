package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.AggregateCall.Order;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.expr.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** What follows from all values of a group and how often each is there. */
final class ValueResults {
    private ValueResults() {}

    /** The result of a call over a {@link Multiset}, boxed; null where there is none. */
    static @Nullable Object of(AggregateCall call, @Nullable Object kept) {
        NavigableMap<Object, Long> counts = Multiset.present(kept);
        if (counts.isEmpty()) {
            return call.function() == Function.COUNT ? 0L : null;
        }
        return switch (call.function()) {
            case COUNT -> (long) counts.size();
            case SUM, AVG -> sum(call, counts);
            case BIT_AND -> bits(call, counts, (a, b) -> a & b);
            case BIT_OR -> bits(call, counts, (a, b) -> a | b);
            case MODE -> mode(counts);
            case PERCENTILE_CONT -> between(counts, fraction(call));
            case PERCENTILE_DISC -> at(counts, (long) Math.ceil(fraction(call) * total(counts)) - 1);
            case STRING_AGG -> joined(call, ordered(call, counts));
            case ARRAY_AGG -> ordered(call, counts);
            default -> throw new IllegalArgumentException(call + " does not follow from the values alone");
        };
    }

    private static Object sum(AggregateCall call, NavigableMap<Object, Long> counts) {
        boolean average = call.function() == Function.AVG;
        int rows = average ? counts.size() : 1;
        if (counts.firstKey() instanceof Double || counts.firstKey() instanceof Float) {
            double sum = 0;
            for (Object value : counts.keySet()) {
                sum += ((Number) value).doubleValue();
            }
            return call.type().equals(DataType.REAL) ? (Object) (float) (sum / rows) : (Object) (sum / rows);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : counts.keySet()) {
            sum = sum.add(
                    value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) value).longValue()));
        }
        return number(call, sum, rows);
    }

    private static Object number(AggregateCall call, BigDecimal sum, int rows) {
        if (call.type() instanceof DataType.Decimal decimal) {
            BigDecimal value =
                    rows == 1 ? sum : sum.divide(BigDecimal.valueOf(rows), decimal.scale(), RoundingMode.HALF_UP);
            BigDecimal fitted = Decimals.fitOrNull(value, decimal);
            if (fitted == null) {
                throw Errors.aggregateOverflow(call.toString(), decimal.sql());
            }
            return fitted;
        }
        if (call.type().storage() == DataType.Storage.DOUBLE) {
            return sum.doubleValue() / rows;
        }
        if (sum.toBigInteger().bitLength() > Long.SIZE - 1) {
            throw Errors.aggregateOverflow(call.toString(), "BIGINT");
        }
        return sum.longValue();
    }

    private static Object bits(
            AggregateCall call, NavigableMap<Object, Long> counts, java.util.function.LongBinaryOperator with) {
        long bits = ((Number) counts.firstKey()).longValue();
        for (Object value : counts.keySet()) {
            bits = with.applyAsLong(bits, ((Number) value).longValue());
        }
        return call.type().equals(DataType.BIGINT) ? (Object) bits : narrow(call.type(), bits);
    }

    private static Object narrow(DataType type, long value) {
        if (type.equals(DataType.TINYINT)) {
            return (byte) value;
        }
        return type.equals(DataType.SMALLINT) ? (Object) (short) value : (Object) (int) value;
    }

    private static Object mode(NavigableMap<Object, Long> counts) {
        Map.Entry<Object, Long> most = counts.firstEntry();
        for (Map.Entry<Object, Long> entry : counts.entrySet()) {
            if (entry.getValue() > most.getValue()) {
                most = entry;
            }
        }
        return most.getKey();
    }

    private static double fraction(AggregateCall call) {
        return call.detail().constant() instanceof Double fraction ? fraction : 0;
    }

    private static long total(NavigableMap<Object, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Object between(NavigableMap<Object, Long> counts, double fraction) {
        double place = fraction * (total(counts) - 1);
        double low = ((Number) at(counts, (long) Math.floor(place))).doubleValue();
        double high = ((Number) at(counts, (long) Math.ceil(place))).doubleValue();
        return low == high ? low : low + (high - low) * (place - Math.floor(place));
    }

    /** The value at a place in the order, from 0. */
    private static Object at(NavigableMap<Object, Long> counts, long place) {
        long before = 0;
        for (Map.Entry<Object, Long> entry : counts.entrySet()) {
            before += entry.getValue();
            if (before > place) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    private static List<@Nullable Object> ordered(AggregateCall call, NavigableMap<Object, Long> counts) {
        List<@Nullable Object> values = new ArrayList<>();
        boolean descending = call.detail().order() == Order.DESCENDING;
        (descending ? counts.descendingMap() : counts).forEach((value, count) -> {
            for (long i = 0; i < (call.detail().distinct() ? 1 : count); i++) {
                values.add(value);
            }
        });
        return values;
    }

    /** Texts with the call's separator between them. */
    static String joined(AggregateCall call, List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        String separator = call.detail().constant() instanceof String text ? text : "";
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : separator).append(values.get(i));
        }
        return out.toString();
    }
}
