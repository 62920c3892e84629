package io.penstock.documents.internal.model;

import java.util.List;
import java.util.Optional;

/** A type as it stands at a component, with the annotations at this very place. */
public interface TypeDeclaration extends Annotated {
    /** The type as {@link java.lang.reflect.Type#getTypeName()} spells it. */
    String text();

    /** Its class without type arguments, as {@link #text} spells classes and arrays. */
    String raw();

    /** Whether it is a primitive. */
    boolean isPrimitive();

    /** Its type arguments. */
    List<TypeDeclaration> arguments();

    /** Its class, unless it is a primitive, an array or a variable. */
    Optional<ClassDeclaration> declared();
}
