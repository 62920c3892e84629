package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import org.jspecify.annotations.Nullable;

/** A column put together from parts that hold some of its rows each. Rows that no part holds are NULL. */
final class Merge {
    private final DataType type;
    private final TextEncoder encoder = new TextEncoder();

    Merge(DataType type) {
        this.type = type;
    }

    /** A column under construction. */
    final class Target {
        private final long[] longs;
        private final double[] doubles;
        private final int[] codes;
        private final @Nullable Object[] objects;
        private final long[] nulls;
        private int missing;

        private Target(int count) {
            longs = new long[type.storage() == DataType.Storage.LONG ? count : 0];
            doubles = new double[type.storage() == DataType.Storage.DOUBLE ? count : 0];
            codes = new int[type.storage() == DataType.Storage.TEXT ? count : 0];
            objects = new @Nullable Object[type.storage() == DataType.Storage.OBJECT ? count : 0];
            nulls = Bits.full(count);
            missing = count;
        }

        /** Puts the first {@code count} values of {@code part} at {@code indexes}. */
        void put(Column part, int[] indexes, int count) {
            for (int i = 0; i < count; i++) {
                if (!part.isNull(i)) {
                    int at = indexes[i];
                    nulls[at >> 6] &= ~(1L << (at & 63));
                    missing--;
                    switch (part) {
                        case LongColumn c -> longs[at] = c.values()[i];
                        case DoubleColumn c -> doubles[at] = c.values()[i];
                        case TextColumn c -> codes[at] = encoder.translate(c.dictionary(), c.codes()[i]);
                        case ObjectColumn c -> objects[at] = c.values()[i];
                    }
                }
            }
        }

        Column build() {
            long @Nullable [] bits = missing == 0 ? null : nulls;
            return switch (type.storage()) {
                case LONG -> new LongColumn(longs, bits);
                case DOUBLE -> new DoubleColumn(doubles, bits);
                case TEXT -> new TextColumn(codes, encoder.dictionary(), bits);
                case OBJECT -> new ObjectColumn(objects, bits);
            };
        }
    }

    Target target(int count) {
        encoder.begin();
        return new Target(count);
    }
}
