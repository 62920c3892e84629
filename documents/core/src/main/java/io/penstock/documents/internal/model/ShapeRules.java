package io.penstock.documents.internal.model;

import io.penstock.documents.Embedded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a record or class apart into columns, or into fields of a type. Confined to one call. */
final class ShapeRules {
    private final boolean asTable;
    private final Mistakes mistakes;

    /**
     * @param asTable whether the values are columns of a table, so that the annotations of keys speak of it
     * @param mistakes where mistakes of components go
     */
    ShapeRules(boolean asTable, Mistakes mistakes) {
        this.asTable = asTable;
        this.mistakes = mistakes;
    }

    /** The shape of a class inside of others. Ends with the first mistake, after looking at all components. */
    ObjectShape shape(ClassDeclaration declared, List<ClassDeclaration> outer) {
        ObjectShape shape = shape(declared, outer, "", "");
        mistakes.stopHere();
        Map<String, ObjectShape.Value> byColumn = new HashMap<>();
        for (ObjectShape.Value value : shape.values()) {
            ObjectShape.Value other = byColumn.putIfAbsent(value.column(), value);
            if (other != null) {
                throw ModelMistake.in(
                        declared,
                        value.path(),
                        "components '" + other.path() + "' and '" + value.path() + "' are both column '"
                                + value.column() + "'; give one another name with @Column");
            }
        }
        return shape;
    }

    private ObjectShape shape(
            ClassDeclaration declared, List<ClassDeclaration> outer, String path, String columnPrefix) {
        List<ClassDeclaration> inner = new ArrayList<>(outer);
        inner.add(declared);
        List<ObjectShape.Member> members = new ArrayList<>();
        for (Component component : Components.of(declared)) {
            mistakes.attempt(() -> member(component, inner, path, columnPrefix)).ifPresent(members::add);
        }
        return new ObjectShape(declared, members);
    }

    private ObjectShape.Member member(
            Component component, List<ClassDeclaration> outer, String path, String columnPrefix) {
        Optional<Embedded> embedded = component.annotation(Embedded.class);
        if (embedded.isPresent()) {
            return spread(component, outer, path, columnPrefix + prefix(component, embedded.get()));
        }
        String column = columnPrefix + component.columnName();
        if (column.isEmpty()) {
            throw component.mistake("has an empty column name; give it one with @Column");
        }
        if (!asTable && component.isCounter()) {
            throw component.mistake("is a @Counter; counters are columns of a table, not parts of a type");
        }
        Mapping mapping = new TypeRules(component, outer).mapping(asTable && component.isKey());
        return new ObjectShape.Value(component, path + component.name(), column, mapping);
    }

    private static String prefix(Component component, Embedded embedded) {
        return embedded.prefix().equals(Embedded.COMPONENT) ? component.columnName() + "_" : embedded.prefix();
    }

    private ObjectShape.Member spread(
            Component component, List<ClassDeclaration> outer, String path, String columnPrefix) {
        if (component.isKey()) {
            throw component.mistake("is @Embedded and a key; put the key's annotations on the components inside");
        }
        boolean optional = component.isOptional();
        TypeDeclaration type = optional && !component.type().arguments().isEmpty()
                ? component.type().arguments().getFirst()
                : component.type();
        ClassDeclaration declared = type.declared()
                .filter(Components::isObject)
                .orElseThrow(() -> component.mistake("is @Embedded, but has type "
                        + component.type().text() + "; only a record has components to spread"));
        if (outer.contains(declared)) {
            throw component.mistake("is @Embedded in itself; a record cannot hold itself, directly or through others");
        }
        ObjectShape shape = shape(declared, outer, path + component.name() + ".", columnPrefix);
        if (optional
                && shape.values().stream().anyMatch(value -> value.component().isKey())) {
            throw component.mistake("is an Optional, but a part of the key is in it; a key always has a value");
        }
        return new ObjectShape.Spread(component, shape, optional);
    }
}
