package io.penstock.documents.internal.model;

import java.util.Optional;

/** A broken rule: where, and what to do about it. */
public final class ModelMistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ClassDeclaration declared;
    private final transient Optional<String> component;
    private final boolean ofWhole;

    private ModelMistake(ClassDeclaration declared, Optional<String> component, String message, boolean ofWhole) {
        super(message, null, false, false);
        this.declared = declared;
        this.component = component;
        this.ofWhole = ofWhole;
    }

    /** A mistake of a class as a whole. */
    static ModelMistake in(ClassDeclaration declared, String why) {
        return new ModelMistake(declared, Optional.empty(), asTable(declared, why), false);
    }

    /** A mistake of a class that one component shows. */
    static ModelMistake in(ClassDeclaration declared, String component, String why) {
        return new ModelMistake(declared, Optional.of(component), asTable(declared, why), false);
    }

    /** A mistake of a class that one component shows, and that is none where the class is a part of a larger table. */
    static ModelMistake ofWhole(ClassDeclaration declared, String component, String why) {
        return new ModelMistake(declared, Optional.of(component), asTable(declared, why), true);
    }

    /** A mistake of one component by itself. */
    static ModelMistake at(ClassDeclaration declared, String component, String why) {
        return new ModelMistake(
                declared,
                Optional.of(component),
                "component '" + component + "' of " + declared.name() + " " + why,
                false);
    }

    private static String asTable(ClassDeclaration declared, String why) {
        String form = declared.form() == ClassDeclaration.Form.RECORD ? "record class " : "class ";
        return form + declared.name() + " cannot be a table: " + why;
    }

    /** Whether it is a mistake only of a class that is a whole table, and not embedded in one. */
    public boolean isOfWhole() {
        return ofWhole;
    }

    /** The class with the mistake. */
    public ClassDeclaration declared() {
        return declared;
    }

    /** The component that shows it. */
    public Optional<String> component() {
        return component;
    }

    /** What is wrong, in a sentence that names class, component and rule. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
