package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import io.penstock.stream.runtime.internal.expr.Order;
import java.util.Objects;

/** Comparisons of two rows of one column. */
public final class Rowwise {
    private Rowwise() {}

    /** Whether two rows of a column are the same, NULL being the same as NULL and NaN as NaN. */
    public static boolean isEqual(Column column, int a, int b) {
        if (column.isNull(a) || column.isNull(b)) {
            return column.isNull(a) && column.isNull(b);
        }
        return switch (column) {
            case LongColumn c -> c.values()[a] == c.values()[b];
            case DoubleColumn c -> Order.doubles(c.values()[a], c.values()[b]) == 0;
            case TextColumn c -> c.codes()[a] == c.codes()[b];
            case ObjectColumn c ->
                Order.boxed(Objects.requireNonNull(c.values()[a]), Objects.requireNonNull(c.values()[b])) == 0;
        };
    }
}
