package io.penstock.documents.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The plans of a session's entities, each made once: as many as the application has classes. Thread-safe. */
final class Plans {
    private final String keyspace;
    private final Hooks hooks;
    private final Map<Class<?>, EntityPlan<?>> plans = new ConcurrentHashMap<>();

    Plans(String keyspace, Hooks hooks) {
        this.keyspace = keyspace;
        this.hooks = hooks;
    }

    String keyspace() {
        return keyspace;
    }

    /** The plan of an entity, which must be of this kind. */
    <E> EntityPlan<E> of(Class<E> entity, EntityPlan.Kind kind) {
        EntityPlan<E> plan = of(entity);
        plan.requireKind(kind);
        return plan;
    }

    /** The plan of an entity of any kind. */
    @SuppressWarnings("unchecked") // the plan of a class is made for that class
    <E> EntityPlan<E> of(Class<E> entity) {
        return (EntityPlan<E>) plans.computeIfAbsent(entity, type -> new EntityPlan<>(type, keyspace, hooks));
    }
}
