package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.Key;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Unset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of writes. Pure functions. */
final class Mutations {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Mutations() {}

    static <E> CqlStatement save(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        boolean ttl = options.ttl().isPresent();
        boolean timestamp = options.timestamp().isPresent();
        return CqlStatement.of(run, plan.insert(ttl, timestamp), values(plan, entity, options));
    }

    static <E> CqlStatement insertIfNotExists(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        if (options.timestamp().isPresent()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "a conditional write cannot have a timestamp: the servers agree on one; leave it out");
        }
        String cql = plan.insertIfNotExists(options.ttl().isPresent());
        return CqlStatement.of(run, cql, values(plan, entity, options));
    }

    static <E> CqlStatement delete(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        @Nullable Object[] key = new @Nullable Object[plan.keyIndexes().length];
        for (int i = 0; i < key.length; i++) {
            key[i] = keyValue(plan, entity, plan.keyIndexes()[i]);
        }
        return delete(plan, key, options, run);
    }

    static <E> CqlStatement delete(EntityPlan<E> plan, Key key, WriteOptions options, RequestOptions run) {
        return delete(plan, keyValues(plan, key), options, run);
    }

    /** The values of a key as CQL takes them, checked for number and type. */
    static <E> @Nullable Object[] keyValues(EntityPlan<E> plan, Key key) {
        List<Object> parts = key.parts();
        int[] indexes = plan.keyIndexes();
        if (parts.size() != indexes.length) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "the key of " + plan.model().type().getName() + " has " + indexes.length + " parts "
                            + plan.model().primaryKey().stream()
                                    .map(EntityColumn::component)
                                    .toList()
                            + ", got " + parts.size());
        }
        @Nullable Object[] values = new @Nullable Object[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            values[i] = plan.codec().component(indexes[i]).toCql(parts.get(i));
        }
        return values;
    }

    private static <E> CqlStatement delete(
            EntityPlan<E> plan, @Nullable Object[] key, WriteOptions options, RequestOptions run) {
        if (options.ttl().isPresent()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY, "a delete cannot have a time to live; leave ttl out");
        }
        if (options.timestamp().isEmpty()) {
            return CqlStatement.of(run, plan.deleteByKey(false), key);
        }
        @Nullable Object[] values = new @Nullable Object[key.length + 1];
        values[0] = micros(options.timestamp().get());
        System.arraycopy(key, 0, values, 1, key.length);
        return CqlStatement.of(run, plan.deleteByKey(true), values);
    }

    private static <E> @Nullable Object[] values(EntityPlan<E> plan, E entity, WriteOptions options) {
        int columns = plan.columnCount();
        int more = (options.ttl().isPresent() ? 1 : 0) + (options.timestamp().isPresent() ? 1 : 0);
        @Nullable Object[] values = new @Nullable Object[columns + more];
        for (int i = 0; i < columns; i++) {
            if (plan.isKey(i)) {
                values[i] = keyValue(plan, entity, i);
                continue;
            }
            Object value = plan.codec().encode(entity, i);
            values[i] = value == null && options.nulls() == WriteOptions.Nulls.KEEP ? Unset.INSTANCE : value;
        }
        int at = columns;
        if (options.ttl().isPresent()) {
            values[at++] = (int) options.ttl().get().toSeconds();
        }
        if (options.timestamp().isPresent()) {
            values[at] = micros(options.timestamp().get());
        }
        return values;
    }

    private static <E> Object keyValue(EntityPlan<E> plan, E entity, int index) {
        Object value = plan.codec().encode(entity, index);
        if (value == null) {
            throw new DocumentsException(
                    DocumentsError.NULL_VALUE,
                    "component '" + plan.model().columns().get(index).component() + "' of "
                            + plan.model().type().getName() + " is part of the key, but is null in the record");
        }
        return value;
    }

    static long micros(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), MICROS_PER_SECOND), moment.getNano() / 1_000L);
    }
}
