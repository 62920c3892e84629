package io.penstock.documents.internal;

import io.penstock.documents.EntityHooks;
import java.util.Map;

/** The application's hooks by class. Immutable. */
final class Hooks {
    static final Hooks NONE = new Hooks(Map.of());

    private static final EntityHooks<Object> NO_HOOKS = new EntityHooks<>() {};

    private final Map<Class<?>, EntityHooks<?>> byClass;

    Hooks(Map<Class<?>, EntityHooks<?>> byClass) {
        this.byClass = Map.copyOf(byClass);
    }

    @SuppressWarnings("unchecked") // the builder takes hooks for their own class only, and these do nothing
    <E> EntityHooks<E> of(Class<E> entity) {
        return (EntityHooks<E>) byClass.getOrDefault(entity, NO_HOOKS);
    }

    /** Whether there are any for this class. */
    boolean has(Class<?> entity) {
        return byClass.containsKey(entity);
    }
}
