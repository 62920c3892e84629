package io.penstock.stream.plan;

import io.penstock.stream.data.DataType;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a group.
 *
 * @param function what is computed
 * @param argument the position of the argument's column in the input; empty for COUNT(*)
 * @param filter the position of a BOOLEAN column that admits a row when true; empty for all rows
 * @param detail what only some functions have
 * @param name the name of the output column
 * @param type the type of the result
 */
public record AggregateCall(
        Function function, OptionalInt argument, OptionalInt filter, Detail detail, String name, DataType type) {
    /** A call without details. */
    public AggregateCall(Function function, OptionalInt argument, OptionalInt filter, String name, DataType type) {
        this(function, argument, filter, Detail.NONE, name, type);
    }

    /**
     * What only some functions have.
     *
     * @param distinct whether equal values count once, for COUNT, SUM and AVG
     * @param second the position of the second argument, for the functions of two DOUBLE columns
     * @param constant the fraction of a percentile, the separator of STRING_AGG; null for other functions
     * @param order the order of the values for STRING_AGG and ARRAY_AGG; NONE is the order of their coming; where two
     *     sessions are joined, the earlier one first
     */
    public record Detail(
            boolean distinct, OptionalInt second, @Nullable Object constant, Order order) {
        public static final Detail NONE = new Detail(false, OptionalInt.empty(), null, Order.NONE);
    }

    /** An order of values. */
    public enum Order {
        NONE,
        ASCENDING,
        DESCENDING
    }

    /**
     * The aggregates. Rows whose argument is NULL do not count, except for COUNT(*) and ARRAY_AGG. Without rows that
     * count the result is NULL unless something else is said.
     */
    public enum Function {
        /** BIGINT, 0 for no rows. */
        COUNT,
        /** BIGINT for integers (overflow is an error), DOUBLE, or DECIMAL. */
        SUM,
        /** DOUBLE for all but DECIMAL arguments. */
        AVG,
        /** Of any type with an order; FALSE is before TRUE. */
        MIN,
        MAX,
        /** Of DOUBLE, as the next ones. */
        VAR_POP,
        /** NULL for less than two rows. */
        VAR_SAMP,
        STDDEV_POP,
        /** NULL for less than two rows. */
        STDDEV_SAMP,
        /** Of two DOUBLE columns, as the next ones; rows with a NULL in one of them do not count. */
        COVAR_POP,
        /** NULL for less than two rows. */
        COVAR_SAMP,
        /** NULL where one of the two does not vary. */
        CORR,
        /** The slope of the line of least squares for the first argument over the second. */
        REGR_SLOPE,
        REGR_INTERCEPT,
        /** Of integers, as the next ones. */
        BIT_AND,
        BIT_OR,
        BIT_XOR,
        /** The value of the row that came first; only for rows that are never taken back. */
        FIRST,
        /** The value of the row that came last; only for rows that are never taken back. */
        LAST,
        /** The most frequent value, the least of those that are equally frequent. */
        MODE,
        /** Of DOUBLE: between two values in proportion. */
        PERCENTILE_CONT,
        /** The first value in order that has at least the fraction of the values up to it. */
        PERCENTILE_DISC,
        /** VARCHAR values, with a separator between them. */
        STRING_AGG,
        /** All values, NULLs too; NULL for no rows. */
        ARRAY_AGG
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(function + "(" + (detail.distinct() ? "DISTINCT " : ""));
        text.append(argument.isPresent() ? "$" + argument.getAsInt() : "*");
        detail.second().ifPresent(second -> text.append(", $").append(second));
        if (detail.constant() != null) {
            text.append(", ").append(detail.constant());
        }
        text.append(detail.order() == Order.NONE ? ")" : " " + detail.order() + ")");
        return filter.isPresent() ? text + " FILTER $" + filter.getAsInt() : text.toString();
    }
}
