package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Dictionary;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.TextColumn;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function of one text, computed once for each text of a dictionary. The result is kept as a text or as a long. */
final class MemoKernel implements Kernel {
    private final Kernel argument;
    private final Function<String, Object> function;
    private final boolean text;
    private @Nullable Dictionary source;
    private Dictionary target = new Dictionary();
    private boolean[] known = new boolean[64];
    private long[] results = new long[64];

    MemoKernel(Kernel argument, Function<String, Object> function, DataType result) {
        this.argument = argument;
        this.function = function;
        this.text = result.storage() == DataType.Storage.TEXT;
    }

    @Override
    public Column evaluate(Rows rows) {
        TextColumn column = (TextColumn) argument.evaluate(rows);
        if (source != column.dictionary() || target.isFull()) {
            source = column.dictionary();
            Arrays.fill(known, false);
            target = target.isFull() ? new Dictionary() : target;
        }
        int count = rows.count();
        int[] codes = new int[text ? count : 0];
        long[] longs = new long[text ? 0 : count];
        for (int i = 0; i < count; i++) {
            if (!column.isNull(i)) {
                long result = result(column, column.codes()[i]);
                if (text) {
                    codes[i] = (int) result;
                } else {
                    longs[i] = result;
                }
            }
        }
        return text ? new TextColumn(codes, target, column.nulls()) : new LongColumn(longs, column.nulls());
    }

    private long result(TextColumn column, int code) {
        if (code >= known.length) {
            int size = Math.max(code + 1, known.length * 2);
            known = Arrays.copyOf(known, size);
            results = Arrays.copyOf(results, size);
        }
        if (!known[code]) {
            Object value = function.apply(column.dictionary().text(code));
            results[code] = text ? target.encode((String) value) : asLong(value);
            known[code] = true;
        }
        return results[code];
    }

    private static long asLong(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
    }
}
