package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import io.penstock.stream.runtime.internal.expr.Bits;
import io.penstock.stream.runtime.internal.expr.Order;
import io.penstock.stream.runtime.internal.expr.TextEncoder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One column of a {@link RowStore}, over all batches; texts lie there as themselves. */
final class StoredColumn {
    private static final int INITIAL = 64;

    private final DataType.Storage storage;
    private final TextEncoder encoder = new TextEncoder();
    private int capacity = INITIAL;
    private long[] longs = {};
    private double[] doubles = {};
    private @Nullable Object[] objects = {};
    private long[] nulls = Bits.empty(INITIAL);

    StoredColumn(DataType type) {
        this.storage = type.storage();
        resize(INITIAL);
    }

    private void resize(int rows) {
        capacity = rows;
        switch (storage) {
            case LONG -> longs = Arrays.copyOf(longs, rows);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, rows);
            case TEXT, OBJECT -> objects = Arrays.copyOf(objects, rows);
        }
        nulls = Arrays.copyOf(nulls, (rows + 63) >> 6);
    }

    void add(Column column, int at, int count) {
        if (at + count > capacity) {
            resize(Math.max(at + count, capacity * 2));
        }
        switch (column) {
            case LongColumn c -> System.arraycopy(c.values(), 0, longs, at, count);
            case DoubleColumn c -> System.arraycopy(c.values(), 0, doubles, at, count);
            case ObjectColumn c -> System.arraycopy(c.values(), 0, objects, at, count);
            case TextColumn c -> {
                for (int i = 0; i < count; i++) {
                    objects[at + i] = c.isNull(i) ? null : c.text(i);
                }
            }
        }
        for (int i = 0; i < count && column.nulls() != null; i++) {
            if (column.isNull(i)) {
                Bits.set(nulls, at + i);
            }
        }
    }

    boolean isNull(int row) {
        return row < 0 || Bits.get(nulls, row);
    }

    int compare(int a, int b) {
        return switch (storage) {
            case LONG -> Long.compare(longs[a], longs[b]);
            case DOUBLE -> Order.doubles(doubles[a], doubles[b]);
            case TEXT, OBJECT -> Order.boxed(Objects.requireNonNull(objects[a]), Objects.requireNonNull(objects[b]));
        };
    }

    Column gather(int[] rows, int count) {
        long[] bits = null;
        for (int i = 0; i < count; i++) {
            if (isNull(rows[i])) {
                bits = bits == null ? Bits.empty(count) : bits;
                Bits.set(bits, i);
            }
        }
        return switch (storage) {
            case LONG -> {
                long[] out = new long[count];
                for (int i = 0; i < count; i++) {
                    out[i] = rows[i] < 0 ? 0 : longs[rows[i]];
                }
                yield new LongColumn(out, bits);
            }
            case DOUBLE -> {
                double[] out = new double[count];
                for (int i = 0; i < count; i++) {
                    out[i] = rows[i] < 0 ? 0 : doubles[rows[i]];
                }
                yield new DoubleColumn(out, bits);
            }
            case TEXT -> texts(rows, count, bits);
            case OBJECT -> {
                @Nullable Object[] out = new @Nullable Object[count];
                for (int i = 0; i < count; i++) {
                    out[i] = rows[i] < 0 ? null : objects[rows[i]];
                }
                yield new ObjectColumn(out, bits);
            }
        };
    }

    private TextColumn texts(int[] rows, int count, long @Nullable [] bits) {
        encoder.begin();
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            if (!isNull(rows[i])) {
                codes[i] = encoder.encode((String) Objects.requireNonNull(objects[rows[i]]));
            }
        }
        return new TextColumn(codes, encoder.dictionary(), bits);
    }
}
