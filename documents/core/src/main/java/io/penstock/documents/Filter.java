package io.penstock.documents;

import java.util.Collection;
import java.util.List;

/**
 * A condition on one component. Immutable; whether CQL can run it is checked when the query is.
 *
 * @param component the component's name in Java
 * @param operator how it is compared
 * @param values one value of the component's type, for {@link Operator#IN} any number
 */
public record Filter(String component, Operator operator, List<Object> values) {
    /** How a component is compared. */
    public enum Operator {
        EQ("="),
        IN("IN"),
        GT(">"),
        GTE(">="),
        LT("<"),
        LTE("<=");

        private final String cql;

        Operator(String cql) {
            this.cql = cql;
        }

        /** The operator in CQL. */
        public String cql() {
            return cql;
        }

        /** Whether it selects a range and not single values. */
        public boolean isRange() {
            return this != EQ && this != IN;
        }
    }

    public Filter {
        values = List.copyOf(values);
        if (operator != Operator.IN && values.size() != 1) {
            throw new IllegalArgumentException(operator + " compares with one value, got " + values.size());
        }
    }

    public static Filter eq(String component, Object value) {
        return new Filter(component, Operator.EQ, List.of(value));
    }

    public static Filter in(String component, Collection<?> values) {
        return new Filter(component, Operator.IN, List.copyOf(values));
    }

    public static Filter gt(String component, Object value) {
        return new Filter(component, Operator.GT, List.of(value));
    }

    public static Filter gte(String component, Object value) {
        return new Filter(component, Operator.GTE, List.of(value));
    }

    public static Filter lt(String component, Object value) {
        return new Filter(component, Operator.LT, List.of(value));
    }

    public static Filter lte(String component, Object value) {
        return new Filter(component, Operator.LTE, List.of(value));
    }
}
