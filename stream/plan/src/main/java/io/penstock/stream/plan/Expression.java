package io.penstock.stream.plan;

import io.penstock.stream.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar expression over the columns of one input row. Every node knows its type; NULL follows SQL's rules. */
public sealed interface Expression {
    DataType type();

    /**
     * A column of the input.
     *
     * @param position from 0
     */
    record ColumnRef(int position, String name, DataType type) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A constant, boxed as {@link io.penstock.stream.data.Boxed} says; null is NULL. */
    record Literal(@Nullable Object value, DataType type) implements Expression {
        @Override
        public String toString() {
            return value instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(value);
        }
    }

    /** A built-in function or operator; the arguments already have the types that it wants. */
    record Call(ScalarFunction function, List<Expression> arguments, DataType type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return function.format(arguments);
        }
    }

    /** A conversion between types, explicit or implied; a value that does not fit is an error at run time. */
    record Cast(Expression input, DataType type) implements Expression {
        @Override
        public String toString() {
            return "CAST(" + input + " AS " + type.sql() + ")";
        }
    }

    /**
     * The first branch whose condition is true, else the other one.
     *
     * @param otherwise a NULL literal when there is no ELSE
     */
    record Case(List<Branch> branches, Expression otherwise, DataType type) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }

        /** One WHEN … THEN …. */
        public record Branch(Expression condition, Expression result) {}

        @Override
        public String toString() {
            StringBuilder out = new StringBuilder("CASE");
            for (Branch branch : branches) {
                out.append(" WHEN ").append(branch.condition()).append(" THEN ").append(branch.result());
            }
            return out.append(" ELSE ").append(otherwise).append(" END").toString();
        }
    }
}
