package io.penstock.documents.internal.model;

import io.penstock.documents.EntityConstructor;
import io.penstock.documents.internal.model.ClassDeclaration.ConstructorDeclaration;
import io.penstock.documents.internal.model.ClassDeclaration.MemberDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a record or class consists of: the components of the record, or the parameters of the class's constructor. */
final class Components {
    private Components() {}

    /** Whether a class is one whose values can be taken apart and made again. */
    static boolean isObject(ClassDeclaration declared) {
        return declared.form() == ClassDeclaration.Form.RECORD
                || (declared.form() == ClassDeclaration.Form.CLASS
                        && declared.constructors().stream()
                                .anyMatch(constructor -> constructor.has(EntityConstructor.class)));
    }

    static List<Component> of(ClassDeclaration declared) {
        List<Component> components = switch (declared.form()) {
            case RECORD -> ofRecord(declared);
            case CLASS -> ofClass(declared);
            case ENUM, INTERFACE ->
                throw ModelMistake.in(
                        declared,
                        "it is neither a record nor a class with an @EntityConstructor; declare it as 'record "
                                + declared.simpleName() + "(…)'");
        };
        if (components.isEmpty()) {
            throw ModelMistake.in(declared, "it has no components, so there is nothing to store");
        }
        return components;
    }

    private static List<Component> ofRecord(ClassDeclaration declared) {
        List<Component> components = new ArrayList<>();
        for (MemberDeclaration member : declared.recordComponents()) {
            components.add(new Component(
                    declared, member.name(), member.type(), List.of(member), new Component.Method(member.name())));
        }
        return components;
    }

    private static List<Component> ofClass(ClassDeclaration declared) {
        List<ConstructorDeclaration> marked = declared.constructors().stream()
                .filter(constructor -> constructor.has(EntityConstructor.class))
                .toList();
        if (marked.isEmpty()) {
            throw ModelMistake.in(
                    declared,
                    "it is neither a record nor a class with an @EntityConstructor; declare it as 'record "
                            + declared.simpleName() + "(…)'");
        }
        if (marked.size() > 1) {
            throw ModelMistake.in(declared, "it has " + marked.size() + " @EntityConstructors; rows are made by one");
        }
        ConstructorDeclaration constructor = marked.getFirst();
        List<String> names = names(declared, constructor);
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            components.add(
                    component(declared, names.get(i), constructor.parameters().get(i)));
        }
        return components;
    }

    private static List<String> names(ClassDeclaration declared, ConstructorDeclaration constructor) {
        List<String> given = List.of(
                constructor.annotation(EntityConstructor.class).orElseThrow().value());
        int parameters = constructor.parameters().size();
        if (!given.isEmpty() && given.size() != parameters) {
            throw ModelMistake.in(
                    declared, "its @EntityConstructor has " + parameters + " parameters, but names " + given.size());
        }
        if (given.isEmpty() && !constructor.hasNames()) {
            throw ModelMistake.in(
                    declared,
                    "the class file does not have the names of its constructor's parameters; compile it with"
                            + " -parameters, or give the names to @EntityConstructor");
        }
        return given.isEmpty()
                ? constructor.parameters().stream().map(MemberDeclaration::name).toList()
                : given;
    }

    private static Component component(ClassDeclaration declared, String name, MemberDeclaration parameter) {
        Optional<MemberDeclaration> field = declared.field(name);
        List<Annotated> annotated = field.isPresent() ? List.of(parameter, field.get()) : List.<Annotated>of(parameter);
        return new Component(declared, name, parameter.type(), annotated, access(declared, name, parameter, field));
    }

    private static Component.Access access(
            ClassDeclaration declared, String name, MemberDeclaration parameter, Optional<MemberDeclaration> field) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String method : List.of(name, "get" + capital, "is" + capital)) {
            if (declared.method(method)
                    .filter(returned -> returned.text().equals(parameter.type().text()))
                    .isPresent()) {
                return new Component.Method(method);
            }
        }
        if (field.filter(found -> found.type().text().equals(parameter.type().text()))
                .isPresent()) {
            return new Component.Field(name);
        }
        throw ModelMistake.in(
                declared,
                name,
                "constructor parameter '" + name + "' cannot be read back; there is no method " + name + "() or get"
                        + capital + "() and no field '" + name + "' of type "
                        + parameter.type().text());
    }
}
