package io.penstock.documents;

import java.util.List;

/** The values of comparisons. */
final class Values {
    private Values() {}

    /** A copy; any number for IN, else exactly one. */
    static <T> List<T> checked(Operator operator, List<T> values) {
        if (operator != Operator.IN && values.size() != 1) {
            throw new IllegalArgumentException(operator + " compares with one value, got " + values.size());
        }
        return List.copyOf(values);
    }
}
