package io.penstock.documents.driver;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its bind values. Immutable.
 *
 * @param cql the text, with {@code ?} for values
 * @param values one value a marker, of the classes that {@link CqlType} names; {@code null} erases, {@link Unset}
 *     leaves
 * @param options how it is run
 */
public record CqlStatement(String cql, List<@Nullable Object> values, RequestOptions options) implements CqlRequest {

    /** A statement with default options. */
    public static CqlStatement of(String cql, @Nullable Object... values) {
        return of(RequestOptions.defaults(), cql, values);
    }

    /** A statement; {@code values} must not be changed afterwards. */
    public static CqlStatement of(RequestOptions options, String cql, @Nullable Object... values) {
        return new CqlStatement(
                cql, Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(values)), options);
    }

    @Override
    public CqlStatement withOptions(RequestOptions newOptions) {
        return new CqlStatement(cql, values, newOptions);
    }

    /** The text and the number of values: values stay out of logs. */
    @Override
    public String toString() {
        return "CqlStatement[" + cql + ", " + values.size() + " values]";
    }
}
