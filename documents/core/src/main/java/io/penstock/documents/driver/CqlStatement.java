package io.penstock.documents.driver;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its bind values. Immutable.
 *
 * @param cql the text, with {@code ?} or {@code :name} for values
 * @param values one value a marker, of the classes that {@link CqlType} names; {@code null} erases, {@link Unset}
 *     leaves
 * @param names the marker of each value; empty when values are given in the order of the markers. A {@code ?} goes by
 *     the name of its column
 * @param options how it is run
 */
public record CqlStatement(String cql, List<@Nullable Object> values, List<String> names, RequestOptions options)
        implements CqlRequest {
    public CqlStatement {
        if (!names.isEmpty() && names.size() != values.size()) {
            throw new IllegalArgumentException(names.size() + " names, but " + values.size() + " values");
        }
    }

    /** A statement whose values are given in the order of its markers. */
    public CqlStatement(String cql, List<@Nullable Object> values, RequestOptions options) {
        this(cql, values, List.of(), options);
    }

    /** A statement with default options whose values are given by the names of its markers. */
    public static CqlStatement named(String cql, Map<String, ? extends @Nullable Object> values) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> all = new ArrayList<>();
        values.forEach((name, value) -> {
            names.add(name);
            all.add(value);
        });
        return new CqlStatement(
                cql,
                Collections.<@Nullable Object>unmodifiableList(all),
                List.copyOf(names),
                RequestOptions.defaults());
    }

    /** A statement with default options. */
    public static CqlStatement of(String cql, @Nullable Object... values) {
        return of(RequestOptions.defaults(), cql, values);
    }

    /** A statement; {@code values} must not be changed afterwards. */
    public static CqlStatement of(RequestOptions options, String cql, @Nullable Object... values) {
        return new CqlStatement(cql, new Values(values), options);
    }

    /** The values as they were given: every request has such a list, so it is one object and not a view of another. */
    private static final class Values extends AbstractList<@Nullable Object> implements RandomAccess {
        private final @Nullable Object[] values;

        Values(@Nullable Object[] values) {
            this.values = values;
        }

        @Override
        public @Nullable Object get(int index) {
            return values[index];
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    @Override
    public CqlStatement withOptions(RequestOptions newOptions) {
        return new CqlStatement(cql, values, names, newOptions);
    }

    /** The text and the number of values: values stay out of logs. */
    @Override
    public String toString() {
        return "CqlStatement[" + cql + ", " + values.size() + " values]";
    }
}
