package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.AggregateCall.Order;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.expr.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a group: where each keeps its state in a row of the {@link GroupTable}, and what each gives. Calls
 * share what they have in common: COUNT(x), SUM(x) and AVG(x) keep one count and one sum.
 */
final class Aggregates implements GroupTable.ObjectCodec {
    /** What a call gives for a group. */
    private interface Result {
        void append(GroupTable table, int group, ColumnBuilder out);
    }

    /** Some groups of a table. */
    record Groups(GroupTable table, int[] numbers, int from, int to) {}

    private record Shared(String kind, Admission admission) {}

    private final Schema input;
    private final boolean retractions;
    private final int keyWidth;
    private final Map<Shared, Integer> places = new HashMap<>();
    private final List<Accumulator> accumulators = new ArrayList<>();
    private final List<ObjectAccumulator> objects = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private int words;

    /** @param retractions whether rows can come with weights below 1 */
    Aggregates(List<AggregateCall> calls, Schema input, boolean retractions, int keyWidth) {
        this.input = input;
        this.retractions = retractions;
        this.keyWidth = keyWidth;
        this.words = keyWidth;
        count(Admission.EVERY_ROW);
        for (AggregateCall call : calls) {
            results.add(result(call));
        }
    }

    GroupTable newTable() {
        return new GroupTable(keyWidth, words, objects.size());
    }

    void update(Accumulator.Update rows) {
        for (Accumulator accumulator : accumulators) {
            accumulator.update(rows);
        }
    }

    /** Adds the rows of one group to another of the same table. */
    void merge(GroupTable table, int into, int from) {
        for (Accumulator accumulator : accumulators) {
            accumulator.merge(table, into, from);
        }
    }

    /** Appends what each call gives for some groups, one column a call. */
    void append(Groups groups, ColumnBuilder[] out) {
        for (int i = 0; i < out.length; i++) {
            Result result = results.get(i);
            for (int at = groups.from(); at < groups.to(); at++) {
                result.append(groups.table(), groups.numbers()[at], out[i]);
            }
        }
    }

    private Result result(AggregateCall call) {
        Admission admission = Admission.of(call);
        if (call.detail().distinct() || call.detail().order() != Order.NONE) {
            return values(call, admission);
        }
        int count = count(admission);
        return switch (call.function()) {
            case COUNT -> (table, group, out) -> out.appendLong(table.words()[table.base(group) + count]);
            case SUM, AVG -> sum(call, admission, count);
            case MIN, MAX -> extreme(call, admission, count);
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> moments(call, admission, -1);
            case COVAR_POP, COVAR_SAMP, CORR, REGR_SLOPE, REGR_INTERCEPT ->
                moments(call, admission, call.detail().second().orElseThrow());
            case BIT_AND, BIT_OR -> retractions ? values(call, admission) : bits(call, admission, count);
            case BIT_XOR -> bits(call, admission, count);
            case FIRST, LAST -> stamped(call, admission);
            case MODE, PERCENTILE_CONT, PERCENTILE_DISC -> values(call, admission);
            case STRING_AGG, ARRAY_AGG -> list(call, admission);
        };
    }

    private Result values(AggregateCall call, Admission admission) {
        int place = multiset(admission);
        return (table, group, out) ->
                out.append(ValueResults.of(call, objects.get(place).kept(table, group)));
    }

    private int multiset(Admission admission) {
        DataType type = input.type(admission.argument());
        return places.computeIfAbsent(
                new Shared("values", admission), shared -> addObject(new Multiset(admission, objects.size(), type)));
    }

    private Result moments(AggregateCall call, Admission admission, int second) {
        int place = places.computeIfAbsent(
                new Shared("moments " + second, admission),
                shared -> addObject(new Moments(admission, objects.size(), second)));
        return (table, group, out) ->
                out.append(Moments.result(objects.get(place).kept(table, group), call.function()));
    }

    private Result bits(AggregateCall call, Admission admission, int count) {
        LongFold fold = new LongFold(admission, words++, call.function());
        accumulators.add(fold);
        return (table, group, out) -> {
            if (table.words()[table.base(group) + count] == 0) {
                out.appendNull();
            } else {
                out.appendLong(fold.result(table, group));
            }
        };
    }

    private Result stamped(AggregateCall call, Admission admission) {
        if (retractions) {
            throw Errors.unsupported(call + " cannot be computed over rows that are taken back");
        }
        DataType type = input.type(admission.argument());
        int place = addObject(new Stamped(admission, objects.size(), type, call.function() == Function.LAST));
        return (table, group, out) ->
                out.append(Stamped.value(objects.get(place).kept(table, group)));
    }

    private Result list(AggregateCall call, Admission admission) {
        boolean text = call.function() == Function.STRING_AGG;
        Admission admitted = text ? admission : new Admission(-1, admission.filter());
        int argument = admission.argument();
        int place = places.computeIfAbsent(
                new Shared("list " + argument, admitted),
                shared -> addObject(new ValueList(admitted, objects.size(), input.type(argument), argument)));
        return (table, group, out) -> {
            Object kept = objects.get(place).kept(table, group);
            if (kept == null) {
                out.appendNull();
            } else if (text) {
                out.append(ValueResults.joined(call, ValueList.list(kept)));
            } else {
                out.append(Collections.unmodifiableList(new ArrayList<>(ValueList.list(kept))));
            }
        };
    }

    private int count(Admission admission) {
        boolean everyRow = admission.filter() < 0
                && (admission.argument() < 0
                        || !input.field(admission.argument()).nullable());
        Admission counted = everyRow ? Admission.EVERY_ROW : admission;
        return places.computeIfAbsent(new Shared("count", counted), shared -> {
            accumulators.add(new Counter(counted, words));
            return words++;
        });
    }

    private Result sum(AggregateCall call, Admission admission, int count) {
        DataType argument = input.type(admission.argument());
        return switch (argument.storage()) {
            case LONG -> longSum(call, admission, count);
            case DOUBLE -> doubleSum(call, admission, count);
            case OBJECT -> decimalSum(call, admission, count);
            case TEXT -> throw Errors.unsupported(call + ": " + argument.sql() + " cannot be summed");
        };
    }

    private Result longSum(AggregateCall call, Admission admission, int count) {
        int sum = places.computeIfAbsent(new Shared("sum", admission), shared -> {
            accumulators.add(new LongSum(admission, words, call.toString()));
            return words++;
        });
        DataType type = call.type();
        boolean average = call.function() == Function.AVG;
        return (table, group, out) -> {
            long[] state = table.words();
            long rows = state[table.base(group) + count];
            long total = state[table.base(group) + sum];
            if (rows == 0) {
                out.appendNull();
            } else if (type.storage() == DataType.Storage.OBJECT) {
                out.appendObject(decimal(call, BigDecimal.valueOf(total), average ? rows : 1));
            } else if (type.storage() == DataType.Storage.DOUBLE) {
                out.appendDouble(average ? (double) total / rows : total);
            } else {
                out.appendLong(average ? total / rows : total);
            }
        };
    }

    private Result doubleSum(AggregateCall call, Admission admission, int count) {
        boolean average = call.function() == Function.AVG;
        boolean real = call.type().equals(DataType.REAL);
        int place = places.computeIfAbsent(new Shared("sum", admission), shared -> {
            if (retractions) {
                return addObject(new ExactDoubleSum(admission, objects.size()));
            }
            accumulators.add(new DoubleSum(admission, words));
            return words++;
        });
        return (table, group, out) -> {
            long rows = table.words()[table.base(group) + count];
            if (rows == 0) {
                out.appendNull();
                return;
            }
            double total = retractions
                    ? exact(objects.get(place).kept(table, group))
                    : Double.longBitsToDouble(table.words()[table.base(group) + place]);
            double value = average ? total / rows : total;
            out.appendDouble(real ? (float) value : value);
        };
    }

    private static double exact(@Nullable Object kept) {
        return kept == null ? 0 : ((ExactSum) kept).value();
    }

    private Result decimalSum(AggregateCall call, Admission admission, int count) {
        int place = places.computeIfAbsent(
                new Shared("sum", admission),
                shared -> addObject(new DecimalSum(admission, objects.size(), input.type(admission.argument()))));
        boolean average = call.function() == Function.AVG;
        boolean floating = call.type().storage() == DataType.Storage.DOUBLE;
        return (table, group, out) -> {
            long rows = table.words()[table.base(group) + count];
            if (rows == 0) {
                out.appendNull();
                return;
            }
            Object kept = objects.get(place).kept(table, group);
            BigDecimal total = kept == null ? BigDecimal.ZERO : (BigDecimal) kept;
            if (floating) {
                out.appendDouble(total.doubleValue() / (average ? rows : 1));
            } else {
                out.appendObject(decimal(call, total, average ? rows : 1));
            }
        };
    }

    private static BigDecimal decimal(AggregateCall call, BigDecimal total, long rows) {
        DataType.Decimal type = (DataType.Decimal) call.type();
        BigDecimal value =
                rows == 1 ? total : total.divide(BigDecimal.valueOf(rows), type.scale(), RoundingMode.HALF_UP);
        BigDecimal fitted = Decimals.fitOrNull(value, type);
        if (fitted == null) {
            throw Errors.aggregateOverflow(call.toString(), type.sql());
        }
        return fitted;
    }

    private Result extreme(AggregateCall call, Admission admission, int count) {
        DataType type = input.type(admission.argument());
        boolean greatest = call.function() == Function.MAX;
        if (retractions) {
            int place = multiset(admission);
            return (table, group, out) ->
                    out.append(Multiset.extreme(objects.get(place).kept(table, group), greatest));
        }
        String kind = greatest ? "max" : "min";
        if (type.storage() == DataType.Storage.TEXT || type.storage() == DataType.Storage.OBJECT) {
            int place = places.computeIfAbsent(
                    new Shared(kind, admission),
                    shared -> addObject(new ObjectExtreme(admission, objects.size(), type, greatest)));
            return (table, group, out) -> out.append(objects.get(place).kept(table, group));
        }
        LongExtreme accumulator = new LongExtreme(admission, words++, greatest);
        accumulators.add(accumulator);
        boolean floating = type.storage() == DataType.Storage.DOUBLE;
        return (table, group, out) -> {
            long[] state = table.words();
            if (state[table.base(group) + count] == 0) {
                out.appendNull();
                return;
            }
            long value = accumulator.decode(state[table.base(group) + accumulator.word()]);
            if (floating) {
                out.appendDouble(LongExtreme.ofSortable(value));
            } else {
                out.appendLong(value);
            }
        };
    }

    private int addObject(ObjectAccumulator accumulator) {
        accumulators.add(accumulator);
        objects.add(accumulator);
        return objects.size() - 1;
    }

    @Override
    public void write(int index, Object value, StateWriter out) {
        objects.get(index).write(value, out);
    }

    @Override
    public Object read(int index, StateReader in) {
        return objects.get(index).read(in);
    }
}
