package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import org.jspecify.annotations.Nullable;

/** The same value for every row; the column is kept and grows with the batches. */
final class Constant implements Kernel {
    private final DataType type;
    private final @Nullable Object value;
    private Column column;
    private int size;

    Constant(DataType type, @Nullable Object value) {
        this.type = type;
        this.value = value;
        this.column = make(64);
        this.size = 64;
    }

    @Override
    public Column evaluate(Rows rows) {
        if (rows.count() > size) {
            size = Integer.highestOneBit(rows.count()) * 2;
            column = make(size);
        }
        return column;
    }

    private Column make(int count) {
        ColumnBuilder builder = new ColumnBuilder(type, 1);
        if (value == null && type.storage() == DataType.Storage.TEXT) {
            builder.appendText("");
        } else {
            builder.append(value);
        }
        Column one = builder.build();
        int[] zeros = new int[count];
        Column many = one.select(zeros, count);
        if (value != null) {
            return many;
        }
        long[] nulls = Bits.full(count);
        return switch (many) {
            case LongColumn c -> new LongColumn(c.values(), nulls);
            case DoubleColumn c -> new DoubleColumn(c.values(), nulls);
            case TextColumn c -> new TextColumn(c.codes(), c.dictionary(), nulls);
            case ObjectColumn c -> new ObjectColumn(c.values(), nulls);
        };
    }
}
