package io.penstock.documents.driver;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a user-defined type: fields by name. Fields of the type that are not named are null.
 *
 * @param names the field names
 * @param values one value a name, of the classes that {@link CqlType} names
 */
public record UserTypeValue(List<String> names, List<@Nullable Object> values) {
    public UserTypeValue {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(names.size() + " field names, but " + values.size() + " values");
        }
        values = Collections.unmodifiableList(values);
    }

    public static UserTypeValue of(List<String> names, List<@Nullable Object> values) {
        return new UserTypeValue(names, values);
    }

    /** The value of a field, null when it is null or not named. */
    public @Nullable Object get(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values.get(index);
    }
}
