package io.penstock.documents.internal.model;

import java.lang.annotation.Annotation;
import java.util.Optional;

/** What carries annotations. */
public interface Annotated {
    /** The annotation of a type, if it is there. */
    <A extends Annotation> Optional<A> annotation(Class<A> type);

    /** The class that a member of an annotation names: a compiler cannot give it as a {@link Class}. */
    Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member);

    /** Whether an annotation is there. */
    default boolean has(Class<? extends Annotation> type) {
        return annotation(type).isPresent();
    }
}
