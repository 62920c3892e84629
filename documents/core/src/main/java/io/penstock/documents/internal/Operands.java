package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of filters, conditions and assignments as CQL takes them, checked for their types. Pure functions. */
final class Operands {
    private final EntityPlan<?> plan;

    Operands(EntityPlan<?> plan) {
        this.plan = plan;
    }

    EntityModel<?> model() {
        return plan.model();
    }

    EntityColumn column(String component) {
        return column(plan.model(), component);
    }

    static EntityColumn column(EntityModel<?> model, String component) {
        return model.component(component).orElseThrow(() -> {
            List<String> known =
                    model.columns().stream().map(EntityColumn::component).toList();
            return new DocumentsException(
                    DocumentsError.UNKNOWN_COLUMN,
                    "record " + model.type().getName() + " has no component '" + component + "'"
                            + Nearest.hint(component, known) + " (it has " + String.join(", ", known) + ")");
        });
    }

    ValueCodec codec(EntityColumn column) {
        return plan.codec(column);
    }

    /** A value of the column: of an Optional component, the Optional or what is inside. */
    @Nullable
    Object value(EntityColumn column, Object value) {
        return value(plan.codec(column), value);
    }

    private static @Nullable Object value(ValueCodec codec, Object value) {
        return codec.javaClass().isInstance(value)
                ? codec.toCql(value)
                : codec.present().toCql(value);
    }

    /** One list for one marker: the text, and what is prepared, does not depend on how many there are. */
    List<@Nullable Object> values(EntityColumn column, List<?> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(value(column, value)));
        return list;
    }

    /** An element of a list or set, or a value of a map. */
    @Nullable
    Object element(EntityColumn column, Object element) {
        return value(plan.codec(column).part(column.type() instanceof CqlType.MapOf ? 1 : 0), element);
    }

    /** A position in a list, or a key of a map. */
    @Nullable
    Object key(EntityColumn column, Object key) {
        if (column.type() instanceof CqlType.MapOf) {
            return value(plan.codec(column).part(0), key);
        }
        if (!(key instanceof Integer position) || position < 0) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "component '" + column.component() + "' is a list, whose positions are whole numbers from 0; got "
                            + (key instanceof Integer
                                    ? "a negative one"
                                    : key.getClass().getName()));
        }
        return position;
    }

    /** Elements to be added to or taken from a collection: a list, a set, or a map, as the column is one. */
    Object elements(EntityColumn column, Object elements) {
        return switch (column.type()) {
            case CqlType.ListOf ignored
            when elements instanceof Collection<?> several -> part(column, several, new ArrayList<>());
            case CqlType.SetOf ignored
            when elements instanceof Collection<?> several -> part(column, several, new LinkedHashSet<>());
            case CqlType.MapOf ignored
            when elements instanceof Map<?, ?> several -> {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                several.forEach((key, value) -> map.put(key(column, key), element(column, value)));
                yield map;
            }
            default ->
                throw new DocumentsException(
                        DocumentsError.WRONG_TYPE,
                        "component '" + column.component() + "' has type "
                                + column.type().cql() + ", to which elements of a "
                                + elements.getClass().getSimpleName() + " cannot be added");
        };
    }

    /** Keys of a map, which CQL takes out of it as a set. */
    Set<@Nullable Object> keys(EntityColumn column, Collection<?> keys) {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        keys.forEach(key -> set.add(key(column, key)));
        return set;
    }

    private Object part(EntityColumn column, Collection<?> elements, Collection<@Nullable Object> into) {
        elements.forEach(element -> into.add(element(column, element)));
        return into;
    }
}
