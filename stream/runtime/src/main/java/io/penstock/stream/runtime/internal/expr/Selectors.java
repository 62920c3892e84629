package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.Dictionary;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.TextColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as selections. A comparison of a column with a constant is one loop over the column's array, without
 * branches: each row number is written, and the count grows only when the row passes.
 */
final class Selectors {
    private Selectors() {}

    /** One condition after another, each over what the ones before left. */
    static Selector all(List<Selector> conditions) {
        return (rows, in, count, out) -> {
            int left = conditions.getFirst().select(rows, in, count, out);
            for (int i = 1; i < conditions.size() && left > 0; i++) {
                left = conditions.get(i).select(rows, out, left, out);
            }
            return left;
        };
    }

    /** Any BOOLEAN expression. */
    static Selector of(Kernel condition) {
        return (rows, in, count, out) -> {
            Rows seen = in == null ? rows : rows.narrow(Arrays.copyOf(in, count), count);
            LongColumn result = (LongColumn) condition.evaluate(seen);
            long[] values = result.values();
            int passed = 0;
            if (result.nulls() == null) {
                for (int i = 0; i < count; i++) {
                    out[passed] = in == null ? i : in[i];
                    passed += values[i] != 0 ? 1 : 0;
                }
                return passed;
            }
            for (int i = 0; i < count; i++) {
                out[passed] = in == null ? i : in[i];
                passed += BooleanColumns.isTrue(result, i) ? 1 : 0;
            }
            return passed;
        };
    }

    /** A long column against a constant. */
    static Selector longs(int position, Comparison comparison, long constant) {
        return (rows, in, count, out) -> {
            LongColumn column = (LongColumn) rows.raw(position);
            int passed = in == null
                    ? scan(column.values(), comparison, constant, count, out)
                    : pick(column.values(), comparison, constant, new Picked(in, count, out));
            return column.nulls() == null ? passed : withoutNulls(column, out, passed);
        };
    }

    private record Picked(int[] in, int count, int[] out) {}

    private static int scan(long[] values, Comparison comparison, long constant, int count, int[] out) {
        int passed = 0;
        switch (comparison) {
            case EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] == constant ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] != constant ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] < constant ? 1 : 0;
                }
            }
            case LESS_OR_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] <= constant ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] > constant ? 1 : 0;
                }
            }
            case GREATER_OR_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[passed] = i;
                    passed += values[i] >= constant ? 1 : 0;
                }
            }
        }
        return passed;
    }

    private static int pick(long[] values, Comparison comparison, long constant, Picked rows) {
        int[] in = rows.in();
        int[] out = rows.out();
        int passed = 0;
        // the comparison is the same for the whole loop, which the compiler lifts out of it
        for (int i = 0; i < rows.count(); i++) {
            int row = in[i];
            long value = values[row];
            boolean pass = switch (comparison) {
                case EQUAL -> value == constant;
                case NOT_EQUAL -> value != constant;
                case LESS -> value < constant;
                case LESS_OR_EQUAL -> value <= constant;
                case GREATER -> value > constant;
                case GREATER_OR_EQUAL -> value >= constant;
            };
            out[passed] = row;
            passed += pass ? 1 : 0;
        }
        return passed;
    }

    /** A double column against a constant that is not NaN; NaN in the column is above it. */
    static Selector doubles(int position, Comparison comparison, double constant) {
        return (rows, in, count, out) -> {
            DoubleColumn column = (DoubleColumn) rows.raw(position);
            double[] values = column.values();
            int passed = 0;
            for (int i = 0; i < count; i++) {
                int row = in == null ? i : in[i];
                double value = values[row];
                boolean pass = switch (comparison) {
                    case EQUAL -> value == constant;
                    case NOT_EQUAL -> value != constant;
                    case LESS -> value < constant;
                    case LESS_OR_EQUAL -> value <= constant;
                    case GREATER -> !(value <= constant);
                    case GREATER_OR_EQUAL -> !(value < constant);
                };
                out[passed] = row;
                passed += pass ? 1 : 0;
            }
            return column.nulls() == null ? passed : withoutNulls(column, out, passed);
        };
    }

    /** A text column by a test that is made once for each text of its dictionary. */
    static Selector texts(int position, Predicate<String> test) {
        return new TextSelector(position, test);
    }

    private static int withoutNulls(Column column, int[] out, int count) {
        int passed = 0;
        for (int i = 0; i < count; i++) {
            int row = out[i];
            out[passed] = row;
            passed += column.isNull(row) ? 0 : 1;
        }
        return passed;
    }

    private static final class TextSelector implements Selector {
        private static final byte PASS = 1;
        private static final byte FAIL = 2;

        private final int position;
        private final Predicate<String> test;
        private @Nullable Dictionary dictionary;
        private byte[] verdicts = new byte[64];

        TextSelector(int position, Predicate<String> test) {
            this.position = position;
            this.test = test;
        }

        @Override
        public int select(Rows rows, int @Nullable [] in, int count, int[] out) {
            TextColumn column = (TextColumn) rows.raw(position);
            if (dictionary != column.dictionary()) {
                dictionary = column.dictionary();
                Arrays.fill(verdicts, (byte) 0);
            }
            int passed = 0;
            for (int i = 0; i < count; i++) {
                int row = in == null ? i : in[i];
                if (column.isNull(row)) {
                    continue;
                }
                int code = column.codes()[row];
                byte verdict = code < verdicts.length ? verdicts[code] : 0;
                if (verdict == 0) {
                    verdict = judge(column.dictionary(), code);
                }
                out[passed] = row;
                passed += verdict == PASS ? 1 : 0;
            }
            return passed;
        }

        private byte judge(Dictionary texts, int code) {
            if (code >= verdicts.length) {
                verdicts = Arrays.copyOf(verdicts, Math.max(code + 1, verdicts.length * 2));
            }
            byte verdict = test.test(texts.text(code)) ? PASS : FAIL;
            verdicts[code] = verdict;
            return verdict;
        }
    }
}
