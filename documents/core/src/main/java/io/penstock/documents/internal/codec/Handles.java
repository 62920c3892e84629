package io.penstock.documents.internal.codec;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.internal.model.Component;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Method handles of constructors and components, found once per class. Pure functions. */
final class Handles {
    private Handles() {}

    /** The constructor: {@code (P1, P2, …) -> T}. */
    static MethodHandle constructor(Class<?> type, List<Class<?>> parameters) {
        try {
            return lookupIn(type).findConstructor(type, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException unreachable) {
            throw unreachable(type, "its constructor", unreachable);
        }
    }

    /** A constructor that takes its arguments in an array: {@code (Object[]) -> Object}. */
    static MethodHandle ofArray(MethodHandle constructor) {
        return constructor
                .asSpreader(Object[].class, constructor.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /** Reads a component: {@code (Object) -> Object}. */
    static MethodHandle getter(Component component) {
        Class<?> type = Reflected.classOf(component.owner());
        Class<?> value = Reflected.rawClassOf(component.type());
        try {
            MethodHandles.Lookup lookup = lookupIn(type);
            MethodHandle getter = switch (component.access()) {
                case Component.Method method -> lookup.findVirtual(type, method.name(), MethodType.methodType(value));
                case Component.Field field -> lookup.findGetter(type, field.name(), value);
            };
            return getter.asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException unreachable) {
            throw unreachable(type, "component '" + component.name() + "'", unreachable);
        }
    }

    /** An object of a class with a constructor without parameters. */
    static Object instance(Where where, Class<?> type) {
        try {
            return lookupIn(type)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .invoke();
        } catch (ReflectiveOperationException unreachable) {
            throw unreachable(type, "its constructor without parameters", unreachable);
        } catch (Throwable failed) {
            throw where.invalid("is stored by " + type.getName() + ", whose constructor failed", failed);
        }
    }

    private static MethodHandles.Lookup lookupIn(Class<?> type) {
        Handles.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException closed) {
            return MethodHandles.publicLookup().in(type);
        }
    }

    private static DocumentsException unreachable(Class<?> type, String what, ReflectiveOperationException cause) {
        return new DocumentsException(
                DocumentsError.INVALID_ENTITY,
                (type.isRecord() ? "record class " : "class ") + type.getName() + " cannot be used: " + what
                        + " cannot be reached; make it public in an exported package, or open package "
                        + type.getPackageName() + " to module io.penstock.documents",
                cause);
    }
}
