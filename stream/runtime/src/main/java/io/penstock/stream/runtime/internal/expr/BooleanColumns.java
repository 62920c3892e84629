package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.LongColumn;

/** BOOLEAN columns hold 1 for true; anything else, where it is not NULL, is false. */
final class BooleanColumns {
    private BooleanColumns() {}

    static boolean isTrue(LongColumn column, int index) {
        return column.values()[index] != 0 && !column.isNull(index);
    }

    static boolean isFalse(LongColumn column, int index) {
        return column.values()[index] == 0 && !column.isNull(index);
    }
}
