package io.penstock.documents;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of comparisons. */
final class Values {
    private Values() {}

    /** One value that must be there, of a component. */
    static <T> List<T> one(String component, @Nullable T value) {
        if (value == null) {
            throw isNull(component, "");
        }
        return List.of(value);
    }

    /** A copy; any number for IN, else exactly one. */
    static <T> List<T> checked(String component, Operator operator, Collection<? extends @Nullable T> values) {
        if (operator != Operator.IN && values.size() != 1) {
            throw new IllegalArgumentException(operator + " compares with one value, got " + values.size());
        }
        return present(component, values);
    }

    /** A copy of values that must all be there. */
    static <T> List<T> present(String component, Collection<? extends @Nullable T> values) {
        int position = 0;
        for (T value : values) {
            if (value == null) {
                throw isNull(component, values.size() == 1 ? "" : " at position " + position);
            }
            position++;
        }
        return List.copyOf(values);
    }

    private static DocumentsException isNull(String component, String where) {
        return new DocumentsException(
                DocumentsError.NULL_VALUE,
                "component '" + component + "' is compared with null" + where
                        + ", which no value equals; leave the filter out, or make it a condition by isNull");
    }
}
