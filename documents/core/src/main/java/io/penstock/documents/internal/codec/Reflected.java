package io.penstock.documents.internal.codec;

import io.penstock.documents.internal.model.ClassDeclaration;
import io.penstock.documents.internal.model.TypeDeclaration;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classes that run, as the rules want to see them. */
public final class Reflected {
    private Reflected() {}

    /** A class. */
    public static ClassDeclaration of(Class<?> type) {
        return new OfClass(type);
    }

    /** The class behind a declaration that was made here. */
    public static Class<?> classOf(ClassDeclaration declared) {
        return ((OfClass) declared).type();
    }

    /** The class of a type without its arguments. */
    static Class<?> rawClassOf(TypeDeclaration type) {
        return erased(((OfType) type).type());
    }

    /** The class of a type without its arguments, never a primitive. */
    static Class<?> boxedClassOf(TypeDeclaration type) {
        Class<?> raw = rawClassOf(type);
        return raw.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(raw).wrap().returnType()
                : raw;
    }

    private static Class<?> erased(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case GenericArrayType array ->
                erased(array.getGenericComponentType()).arrayType();
            default -> Object.class;
        };
    }

    private static Optional<ClassDeclaration> named(
            AnnotatedElement place, Class<? extends Annotation> type, String member) {
        Annotation found = place.getAnnotation(type);
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(of((Class<?>) type.getMethod(member).invoke(found)));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("annotation " + type.getName() + " has no " + member, impossible);
        }
    }

    private record OfClass(Class<?> type) implements ClassDeclaration {
        @Override
        public Form form() {
            if (type.isRecord()) {
                return Form.RECORD;
            }
            if (type.isEnum()) {
                return Form.ENUM;
            }
            return type.isInterface() ? Form.INTERFACE : Form.CLASS;
        }

        @Override
        public String name() {
            return type.getName();
        }

        @Override
        public String simpleName() {
            return type.getSimpleName();
        }

        @Override
        public boolean isAbstract() {
            return Modifier.isAbstract(type.getModifiers());
        }

        @Override
        public boolean isSealed() {
            return type.isSealed();
        }

        @Override
        public boolean isOpen() {
            return !type.isSealed() && !Modifier.isFinal(type.getModifiers());
        }

        @Override
        public List<ClassDeclaration> permitted() {
            return type.isSealed()
                    ? Arrays.stream(type.getPermittedSubclasses())
                            .map(Reflected::of)
                            .toList()
                    : List.of();
        }

        @Override
        public List<ClassDeclaration> above() {
            List<ClassDeclaration> above = new ArrayList<>();
            Class<?> parent = type.getSuperclass();
            if (parent != null && parent != Object.class) {
                above.add(of(parent));
            }
            for (Class<?> each : type.getInterfaces()) {
                above.add(of(each));
            }
            return above;
        }

        @Override
        public List<MemberDeclaration> recordComponents() {
            return Arrays.stream(type.getRecordComponents())
                    .<MemberDeclaration>map(
                            component -> new OfMember(component.getName(), component.getAnnotatedType(), component))
                    .toList();
        }

        @Override
        public List<ConstructorDeclaration> constructors() {
            return Arrays.stream(type.getDeclaredConstructors())
                    .<ConstructorDeclaration>map(OfConstructor::new)
                    .toList();
        }

        @Override
        public Optional<MemberDeclaration> field(String name) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field -> field.getName().equals(name) && !Modifier.isStatic(field.getModifiers()))
                    .<MemberDeclaration>map(field -> new OfMember(name, field.getAnnotatedType(), field))
                    .findFirst();
        }

        @Override
        public Optional<TypeDeclaration> method(String name) {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                for (Method method : at.getDeclaredMethods()) {
                    boolean reachable = at == type || !Modifier.isPrivate(method.getModifiers());
                    if (method.getName().equals(name)
                            && method.getParameterCount() == 0
                            && !Modifier.isStatic(method.getModifiers())
                            && !method.isBridge()
                            && reachable) {
                        return Optional.of(new OfType(method.getGenericReturnType(), null));
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<List<TypeDeclaration>> argumentsOf(Class<?> genericInterface) {
            return arguments(type, Map.of(), genericInterface)
                    .map(found -> found.stream()
                            .<TypeDeclaration>map(argument -> new OfType(argument, null))
                            .toList());
        }

        @Override
        public boolean canBeMadeAlone() {
            boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
            return !inner
                    && !type.isLocalClass()
                    && Arrays.stream(type.getDeclaredConstructors())
                            .anyMatch(constructor -> constructor.getParameterCount() == 0);
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> annotation) {
            return Optional.ofNullable(type.getDeclaredAnnotation(annotation));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return named(type, annotation, member);
        }
    }

    private static Optional<List<Type>> arguments(Type at, Map<TypeVariable<?>, Type> known, Class<?> wanted) {
        Class<?> raw = erased(at);
        Map<TypeVariable<?>, Type> inside = new HashMap<>();
        List<Type> given = new ArrayList<>();
        if (at instanceof ParameterizedType generic) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                Type argument = generic.getActualTypeArguments()[i];
                Type resolved = known.getOrDefault(argument, argument);
                given.add(resolved);
                inside.put(raw.getTypeParameters()[i], resolved);
            }
        }
        if (raw == wanted) {
            boolean said = !given.isEmpty() && given.stream().noneMatch(TypeVariable.class::isInstance);
            return said ? Optional.of(given) : Optional.empty();
        }
        List<Type> above = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        return above.stream()
                .flatMap(parent -> arguments(parent, inside, wanted).stream())
                .findFirst();
    }

    private record OfConstructor(Constructor<?> constructor) implements ClassDeclaration.ConstructorDeclaration {
        @Override
        public List<ClassDeclaration.MemberDeclaration> parameters() {
            return Arrays.stream(constructor.getParameters())
                    .<ClassDeclaration.MemberDeclaration>map(
                            parameter -> new OfMember(parameter.getName(), parameter.getAnnotatedType(), parameter))
                    .toList();
        }

        @Override
        public boolean hasNames() {
            return Arrays.stream(constructor.getParameters()).allMatch(Parameter::isNamePresent);
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(((Executable) constructor).getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return named(constructor, annotation, member);
        }
    }

    private record OfMember(String name, AnnotatedType annotatedType, AnnotatedElement element)
            implements ClassDeclaration.MemberDeclaration {
        @Override
        public TypeDeclaration type() {
            return new OfType(annotatedType.getType(), annotatedType);
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(element.getAnnotation(type));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return named(element, annotation, member);
        }
    }

    private record OfType(Type type, @Nullable AnnotatedType annotated) implements TypeDeclaration {
        @Override
        public String text() {
            return type.getTypeName();
        }

        @Override
        public String raw() {
            return type instanceof ParameterizedType generic
                    ? generic.getRawType().getTypeName()
                    : type.getTypeName();
        }

        @Override
        public boolean isPrimitive() {
            return type instanceof Class<?> plain && plain.isPrimitive();
        }

        @Override
        public List<TypeDeclaration> arguments() {
            if (annotated instanceof AnnotatedParameterizedType generic) {
                return Arrays.stream(generic.getAnnotatedActualTypeArguments())
                        .<TypeDeclaration>map(argument -> new OfType(argument.getType(), argument))
                        .toList();
            }
            return type instanceof ParameterizedType generic
                    ? Arrays.stream(generic.getActualTypeArguments())
                            .<TypeDeclaration>map(argument -> new OfType(argument, null))
                            .toList()
                    : List.of();
        }

        @Override
        public Optional<ClassDeclaration> declared() {
            return switch (type) {
                case Class<?> plain when !plain.isPrimitive() && !plain.isArray() -> Optional.of(of(plain));
                case ParameterizedType generic -> Optional.of(of((Class<?>) generic.getRawType()));
                default -> Optional.empty();
            };
        }

        @Override
        public <A extends Annotation> Optional<A> annotation(Class<A> wanted) {
            return annotated == null ? Optional.empty() : Optional.ofNullable(annotated.getAnnotation(wanted));
        }

        @Override
        public Optional<ClassDeclaration> classIn(Class<? extends Annotation> annotation, String member) {
            return annotated == null ? Optional.empty() : named(annotated, annotation, member);
        }
    }
}
