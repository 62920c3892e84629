package io.penstock.documents;

import java.util.List;

/**
 * Several clustering columns compared together: {@code (a, b) > (?, ?)} means the rows after that place, in the order
 * of the values.
 *
 * @param components the components' names in Java, clustering columns that follow each other
 * @param operator EQ, IN or a range
 * @param rows one list of values a component; for {@link Operator#IN} any number
 */
public record TupleComparison<E>(List<String> components, Operator operator, List<? extends List<?>> rows)
        implements Filter<E> {
    public TupleComparison {
        components = List.copyOf(components);
        String all = String.join(", ", components);
        List<List<?>> copies =
                rows.stream().<List<?>>map(row -> Values.present(all, row)).toList();
        rows = Values.checked(all, operator, copies);
        for (List<?> row : copies) {
            if (row.size() != components.size()) {
                throw new IllegalArgumentException(
                        "expected " + components.size() + " values for " + components + ", got " + row.size());
            }
        }
    }

    /** The components and the operator: values stay out of logs. */
    @Override
    public String toString() {
        return "(" + String.join(", ", components) + ") " + operator.cql() + " ?";
    }
}
