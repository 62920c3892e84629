package io.penstock.documents.internal.schema;

import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Types as text that can be compared, and the user-defined types that a type is made of. */
final class TypeShapes {
    private TypeShapes() {}

    /**
     * A type as text, so that equal types have equal texts. The fields of user-defined types stay out: the types are
     * compared by themselves. What lies within another type is frozen, whether it is said or not.
     */
    static String text(CqlType type) {
        return switch (type) {
            case CqlType.ListOf list -> frozen("list<" + inner(list.element()) + ">", list.frozen());
            case CqlType.SetOf set -> frozen("set<" + inner(set.element()) + ">", set.frozen());
            case CqlType.MapOf map -> frozen("map<" + inner(map.key()) + ", " + inner(map.value()) + ">", map.frozen());
            case CqlType.Tuple tuple ->
                frozen(
                        "tuple<"
                                + tuple.elements().stream()
                                        .map(TypeShapes::inner)
                                        .collect(Collectors.joining(", ")) + ">",
                        true);
            case CqlType.Vector vector -> "vector<" + inner(vector.element()) + ", " + vector.dimensions() + ">";
            case CqlType.UserType user -> user.cql();
            case CqlType.Scalar scalar -> scalar.cql();
            case CqlType.Other other -> other.cql();
        };
    }

    private static String inner(CqlType type) {
        return text(type.asFrozen());
    }

    private static String frozen(String text, boolean frozen) {
        return frozen ? "frozen<" + text + ">" : text;
    }

    /** Whether a value is a collection whose elements are kept apart, so that its elements can be changed. */
    static boolean isOpenCollection(CqlType type) {
        return switch (type) {
            case CqlType.ListOf list -> !list.frozen();
            case CqlType.SetOf set -> !set.frozen();
            case CqlType.MapOf map -> !map.frozen();
            default -> false;
        };
    }

    /** Whether values of the type hold values of a user-defined type. */
    static boolean uses(CqlType type, String userType) {
        Map<String, CqlType.UserType> types = new LinkedHashMap<>();
        collect(type, types);
        return types.containsKey(userType);
    }

    /** The user-defined types that a type is made of, each after those that it is made of. */
    static void collect(CqlType type, Map<String, CqlType.UserType> into) {
        switch (type) {
            case CqlType.ListOf list -> collect(list.element(), into);
            case CqlType.SetOf set -> collect(set.element(), into);
            case CqlType.MapOf map -> {
                collect(map.key(), into);
                collect(map.value(), into);
            }
            case CqlType.Tuple tuple -> tuple.elements().forEach(element -> collect(element, into));
            case CqlType.Vector vector -> collect(vector.element(), into);
            case CqlType.UserType user -> {
                user.fields().forEach(field -> collect(field.type(), into));
                CqlType.UserType known = into.get(user.name());
                into.put(user.name(), known == null ? plain(user) : merged(known, user));
            }
            case CqlType.Scalar ignored -> {}
            case CqlType.Other ignored -> {}
        }
    }

    private static CqlType.UserType plain(CqlType.UserType type) {
        return new CqlType.UserType(type.name(), type.fields(), false);
    }

    /** Two classes may stand for one type; it then has the fields of both. */
    private static CqlType.UserType merged(CqlType.UserType first, CqlType.UserType second) {
        Map<String, CqlColumn> fields = new LinkedHashMap<>();
        first.fields().forEach(field -> fields.put(field.name(), field));
        for (CqlColumn field : second.fields()) {
            CqlColumn known = fields.putIfAbsent(field.name(), field);
            if (known != null && !text(known.type()).equals(text(field.type()))) {
                throw new IllegalArgumentException("two classes are the type '" + first.name() + "', and its field '"
                        + field.name() + "' is " + known.type().cql() + " in one and "
                        + field.type().cql() + " in the other");
            }
        }
        return new CqlType.UserType(first.name(), List.copyOf(fields.values()), false);
    }
}
