package io.penstock.stream.plan;

import io.penstock.stream.data.DataType;
import java.util.OptionalInt;

/**
 * One aggregate of a group.
 *
 * @param function what is computed
 * @param argument the position of the argument's column in the input; empty for COUNT(*)
 * @param filter the position of a BOOLEAN column that admits a row when true; empty for all rows
 * @param name the name of the output column
 * @param type the type of the result
 */
public record AggregateCall(Function function, OptionalInt argument, OptionalInt filter, String name, DataType type) {
    /** The aggregates. Rows whose argument is NULL do not count, except for COUNT(*). */
    public enum Function {
        /** BIGINT, 0 for no rows. */
        COUNT,
        /** BIGINT for integers (overflow is an error), DOUBLE, or DECIMAL; NULL for no rows. */
        SUM,
        /** DOUBLE for all but DECIMAL arguments; NULL for no rows. */
        AVG,
        MIN,
        MAX
    }

    @Override
    public String toString() {
        String text = function + "(" + (argument.isPresent() ? "$" + argument.getAsInt() : "*") + ")";
        return filter.isPresent() ? text + " FILTER $" + filter.getAsInt() : text;
    }
}
