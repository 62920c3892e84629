package io.penstock.documents.processor;

import io.penstock.documents.internal.model.Annotated;
import io.penstock.documents.internal.model.ClassDeclaration;
import io.penstock.documents.internal.model.TypeDeclaration;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Classes that are being compiled, as the rules want to see them. Confined to one compilation. */
final class Mirrors {
    private final Elements elements;
    private final Types types;

    Mirrors(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** A class. */
    ClassDeclaration of(TypeElement element) {
        return new OfClass(this, element);
    }

    /** The element behind a declaration that was made here. */
    static TypeElement elementOf(ClassDeclaration declared) {
        return ((OfClass) declared).element();
    }

    /** The mirror behind a declaration that was made here. */
    static TypeMirror mirrorOf(TypeDeclaration type) {
        return ((OfType) type).mirror();
    }

    /** Whether a component has a type that the compiler does not know yet. */
    boolean hasUnknownTypes(TypeElement element) {
        for (Element inside : element.getEnclosedElements()) {
            boolean unknown = switch (inside) {
                case RecordComponentElement component -> isUnknown(component.asType());
                case ExecutableElement constructor
                when constructor.getKind() == ElementKind.CONSTRUCTOR ->
                    constructor.getParameters().stream().anyMatch(parameter -> isUnknown(parameter.asType()));
                default -> false;
            };
            if (unknown) {
                return true;
            }
        }
        return element.getPermittedSubclasses().stream().anyMatch(Mirrors::isUnknown);
    }

    private static boolean isUnknown(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR
                || (type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(Mirrors::isUnknown));
    }

    private Optional<ClassDeclaration> named(
            AnnotatedConstruct place, Class<? extends Annotation> annotation, String member) {
        for (AnnotationMirror mirror : place.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            if (!type.getQualifiedName().contentEquals(annotation.getCanonicalName())) {
                continue;
            }
            for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> value :
                    mirror.getElementValues().entrySet()) {
                if (value.getKey().getSimpleName().contentEquals(member)
                        && value.getValue().getValue() instanceof DeclaredType declared) {
                    return Optional.of(of((TypeElement) declared.asElement()));
                }
            }
        }
        return Optional.empty();
    }

    private record OfClass(Mirrors mirrors, TypeElement element) implements ClassDeclaration {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfClass that && that.element.equals(element);
        }

        @Override
        public int hashCode() {
            return element.hashCode();
        }

        @Override
        public Form form() {
            return switch (element.getKind()) {
                case RECORD -> Form.RECORD;
                case ENUM -> Form.ENUM;
                case INTERFACE, ANNOTATION_TYPE -> Form.INTERFACE;
                default -> Form.CLASS;
            };
        }

        @Override
        public String name() {
            return mirrors.elements.getBinaryName(element).toString();
        }

        @Override
        public String simpleName() {
            return element.getSimpleName().toString();
        }

        @Override
        public boolean isAbstract() {
            return element.getModifiers().contains(Modifier.ABSTRACT)
                    || element.getKind().isInterface();
        }

        @Override
        public boolean isSealed() {
            return element.getModifiers().contains(Modifier.SEALED);
        }

        @Override
        public boolean isOpen() {
            return !isSealed()
                    && !element.getModifiers().contains(Modifier.FINAL)
                    && element.getKind() != ElementKind.RECORD;
        }

        @Override
        public List<ClassDeclaration> permitted() {
            List<ClassDeclaration> permitted = new ArrayList<>();
            for (TypeMirror each : element.getPermittedSubclasses()) {
                permitted.add(mirrors.of((TypeElement) ((DeclaredType) each).asElement()));
            }
            return permitted;
        }

        @Override
        public List<ClassDeclaration> above() {
            List<TypeMirror> parents = new ArrayList<>();
            parents.add(element.getSuperclass());
            parents.addAll(element.getInterfaces());
            List<ClassDeclaration> above = new ArrayList<>();
            for (TypeMirror parent : parents) {
                if (parent instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement type
                        && !type.getQualifiedName().contentEquals("java.lang.Object")) {
                    above.add(mirrors.of(type));
                }
            }
            return above;
        }

        @Override
        public List<MemberDeclaration> recordComponents() {
            List<MemberDeclaration> components = new ArrayList<>();
            for (RecordComponentElement component : element.getRecordComponents()) {
                components.add(new OfMember(mirrors, component));
            }
            return components;
        }

        @Override
        public List<ConstructorDeclaration> constructors() {
            List<ConstructorDeclaration> constructors = new ArrayList<>();
            for (ExecutableElement constructor : ElementFilter.constructorsIn(element.getEnclosedElements())) {
                constructors.add(new OfConstructor(mirrors, constructor));
            }
            return constructors;
        }

        @Override
        public Optional<MemberDeclaration> field(String name) {
            for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
                if (field.getSimpleName().contentEquals(name)
                        && !field.getModifiers().contains(Modifier.STATIC)) {
                    return Optional.of(new OfMember(mirrors, field));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<TypeDeclaration> method(String name) {
            for (ExecutableElement method : ElementFilter.methodsIn(mirrors.elements.getAllMembers(element))) {
                boolean own = element.equals(method.getEnclosingElement());
                if (method.getSimpleName().contentEquals(name)
                        && method.getParameters().isEmpty()
                        && !method.getModifiers().contains(Modifier.STATIC)
                        && (own || !method.getModifiers().contains(Modifier.PRIVATE))) {
                    return Optional.of(new OfType(mirrors, method.getReturnType()));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<List<TypeDeclaration>> argumentsOf(Class<?> genericInterface) {
            return mirrors.arguments(element.asType(), genericInterface.getCanonicalName());
        }

        @Override
        public boolean canBeMadeAlone() {
            boolean isTop = element.getNestingKind() == javax.lang.model.element.NestingKind.TOP_LEVEL;
            return (isTop || element.getModifiers().contains(Modifier.STATIC) || form() == Form.RECORD)
                    && ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                            .anyMatch(constructor -> constructor.getParameters().isEmpty());
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(element.getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return mirrors.named(element, annotation, member);
        }
    }

    private Optional<List<TypeDeclaration>> arguments(TypeMirror at, String wanted) {
        if (!(at instanceof DeclaredType declared)) {
            return Optional.empty();
        }
        if (((TypeElement) declared.asElement()).getQualifiedName().contentEquals(wanted)) {
            boolean said = !declared.getTypeArguments().isEmpty()
                    && declared.getTypeArguments().stream().noneMatch(TypeVariable.class::isInstance);
            if (!said) {
                return Optional.empty();
            }
            List<TypeDeclaration> arguments = new ArrayList<>();
            declared.getTypeArguments().forEach(argument -> arguments.add(new OfType(this, argument)));
            return Optional.of(arguments);
        }
        return types.directSupertypes(at).stream()
                .flatMap(parent -> arguments(parent, wanted).stream())
                .findFirst();
    }

    private record OfConstructor(Mirrors mirrors, ExecutableElement element)
            implements ClassDeclaration.ConstructorDeclaration {
        @Override
        public List<ClassDeclaration.MemberDeclaration> parameters() {
            List<ClassDeclaration.MemberDeclaration> parameters = new ArrayList<>();
            element.getParameters().forEach(parameter -> parameters.add(new OfMember(mirrors, parameter)));
            return parameters;
        }

        /** In a source parameters have names; a class file without them is read as if they were called like this. */
        @Override
        public boolean hasNames() {
            return element.getParameters().stream()
                    .noneMatch(parameter -> parameter.getSimpleName().toString().matches("arg\\d+"));
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(element.getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return mirrors.named(element, annotation, member);
        }
    }

    private record OfMember(Mirrors mirrors, Element element) implements ClassDeclaration.MemberDeclaration {
        @Override
        public String name() {
            return element.getSimpleName().toString();
        }

        @Override
        public TypeDeclaration type() {
            return new OfType(mirrors, element.asType());
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(element.getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return mirrors.named(element, annotation, member);
        }
    }

    private record OfType(Mirrors mirrors, TypeMirror mirror) implements TypeDeclaration, Annotated {
        @Override
        public String text() {
            return mirrors.text(mirror);
        }

        @Override
        public String raw() {
            return mirror instanceof DeclaredType declared
                    ? mirrors.of((TypeElement) declared.asElement()).name()
                    : text();
        }

        @Override
        public boolean isPrimitive() {
            return mirror.getKind().isPrimitive();
        }

        @Override
        public List<TypeDeclaration> arguments() {
            List<TypeDeclaration> arguments = new ArrayList<>();
            if (mirror instanceof DeclaredType declared) {
                declared.getTypeArguments().forEach(argument -> arguments.add(new OfType(mirrors, argument)));
            }
            return arguments;
        }

        @Override
        public Optional<ClassDeclaration> declared() {
            return mirror instanceof DeclaredType declared
                    ? Optional.of(mirrors.of((TypeElement) declared.asElement()))
                    : Optional.empty();
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(mirror.getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return mirrors.named(mirror, annotation, member);
        }
    }

    /** A type as reflection spells it. */
    private String text(TypeMirror type) {
        return switch (type) {
            case DeclaredType declared -> {
                String name = of((TypeElement) declared.asElement()).name();
                List<String> arguments =
                        declared.getTypeArguments().stream().map(this::text).toList();
                yield arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
            }
            case ArrayType array -> text(array.getComponentType()) + "[]";
            case TypeVariable variable -> variable.asElement().getSimpleName().toString();
            case WildcardType wildcard -> {
                TypeMirror extended = wildcard.getExtendsBound();
                TypeMirror lower = wildcard.getSuperBound();
                if (extended != null) {
                    yield "? extends " + text(extended);
                }
                yield lower == null ? "?" : "? super " + text(lower);
            }
            default -> type.getKind().name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
