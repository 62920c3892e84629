package io.penstock.documents.internal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A record or class with what becomes of each of its components.
 *
 * @param declared the record or class
 * @param members one a component, in the order of the constructor
 */
public record ObjectShape(ClassDeclaration declared, List<Member> members) {
    public ObjectShape {
        members = List.copyOf(members);
    }

    /** What becomes of a component. */
    public sealed interface Member {
        Component component();
    }

    /**
     * One column or field.
     *
     * @param component the component
     * @param path the names of the components around it and its own, with dots
     * @param column the name in CQL
     * @param mapping the type and how values become those of it
     */
    public record Value(Component component, String path, String column, Mapping mapping) implements Member {}

    /**
     * The columns of an embedded record.
     *
     * @param component the component
     * @param shape the embedded record
     * @param optional whether the component is an Optional
     */
    public record Spread(Component component, ObjectShape shape, boolean optional) implements Member {}

    /** The columns or fields in order, those of embedded records in their place. */
    public List<Value> values() {
        List<Value> values = new ArrayList<>();
        collect(values);
        return values;
    }

    private void collect(List<Value> into) {
        for (Member member : members) {
            switch (member) {
                case Value value -> into.add(value);
                case Spread spread -> spread.shape().collect(into);
            }
        }
    }
}
