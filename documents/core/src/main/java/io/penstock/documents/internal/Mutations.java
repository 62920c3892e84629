package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.Key;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Unset;
import io.penstock.documents.value.CqlDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of writes of whole records. Pure functions. */
final class Mutations {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Mutations() {}

    static <E> CqlStatement save(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        if (plan.model().version().isPresent()) {
            throw passesVersion(plan, "a save");
        }
        @Nullable Object[] values = values(plan, entity, options);
        if (options.run().serverTimeout().isEmpty()
                && options.ttl().isEmpty()
                && options.timestamp().isEmpty()) {
            return CqlStatement.of(run, plan.insert(), values);
        }
        Draft draft = new Draft(plan.insert(), values);
        Updates.using(options, draft);
        return draft.statement(run);
    }

    static <E> CqlStatement insertIfNotExists(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        requireNoTimestamp(options);
        Draft draft = new Draft(plan.insert() + " IF NOT EXISTS", values(plan, entity, options));
        Updates.using(options, draft);
        return draft.statement(run);
    }

    /** A conditional write has no time of its own. */
    static void requireNoTimestamp(WriteOptions options) {
        if (options.timestamp().isPresent()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "a conditional write cannot have a timestamp: the servers agree on one; leave it out");
        }
    }

    /** The record with its version one higher; a version that is 0 or null becomes 1. */
    static <E> E nextVersion(EntityPlan<E> plan, E entity) {
        int version = versionIndex(plan);
        long next = Math.addExact(versionOf(plan, entity), 1);
        Object value = plan.model().columns().get(version).type().javaClass() == Integer.class
                ? (Object) Math.toIntExact(next)
                : (Object) next;
        return plan.entity(index -> index == version ? value : plan.encode(entity, index));
    }

    private static <E> int versionIndex(EntityPlan<E> plan) {
        Optional<EntityColumn> version = plan.model().version();
        return plan.model()
                .columns()
                .indexOf(version.orElseThrow(() -> new DocumentsException(
                        DocumentsError.INVALID_QUERY,
                        plan.model().type().getName() + " has no version; give a component @Version, or use save")));
    }

    static <E> long versionOf(EntityPlan<E> plan, E entity) {
        Object version = plan.encode(entity, versionIndex(plan));
        return version == null ? 0 : ((Number) version).longValue();
    }

    /**
     * Writes a record with its next version if the row has the version before: an insert for the first, else an update
     * of all columns.
     */
    static <E> CqlStatement saveVersioned(
            EntityPlan<E> plan, E before, E next, WriteOptions options, RequestOptions run) {
        if (versionOf(plan, before) == 0) {
            return insertIfNotExists(plan, next, options, run);
        }
        requireNoTimestamp(options);
        int version = versionIndex(plan);
        Draft draft = new Draft("UPDATE " + plan.from());
        Updates.using(options, draft);
        String separator = " SET ";
        for (int i = 0; i < plan.columnCount(); i++) {
            if (!plan.isKey(i)) {
                draft.text(separator).name(plan.model().columns().get(i)).text(" = ");
                draft.bind(written(plan, next, i, options));
                separator = ", ";
            }
        }
        whereKey(plan, keyValues(plan, before), draft);
        return ifVersion(plan, before, version, draft).statement(run);
    }

    static <E> CqlStatement deleteVersioned(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        requireNoTimestamp(options);
        if (options.ttl().isPresent()) {
            throw deleteHasNoTtl();
        }
        int version = versionIndex(plan);
        Draft draft = new Draft("DELETE FROM " + plan.from());
        Updates.using(options, draft);
        whereKey(plan, keyValues(plan, entity), draft);
        return ifVersion(plan, entity, version, draft).statement(run);
    }

    private static <E> Draft ifVersion(EntityPlan<E> plan, E entity, int version, Draft draft) {
        return draft.text(" IF ")
                .name(plan.model().columns().get(version))
                .text(" = ")
                .bind(plan.encode(entity, version));
    }

    /** What differs between two records of one key; empty when nothing does. */
    static <E> Optional<CqlStatement> saveChanges(
            EntityPlan<E> plan, E before, E after, WriteOptions options, RequestOptions run) {
        if (plan.model().version().isPresent()) {
            throw passesVersion(plan, "a save of changes");
        }
        @Nullable Object[] key = keyValues(plan, after);
        if (!Arrays.equals(keyValues(plan, before), key)) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "the two records of " + plan.model().type().getName()
                            + " have different keys, and a key never changes; delete the row and save another");
        }
        Draft draft = new Draft("UPDATE " + plan.from());
        Updates.using(options, draft);
        String separator = " SET ";
        boolean onlyStatic = true;
        for (int i = 0; i < plan.columnCount(); i++) {
            Object value = plan.encode(after, i);
            if (!plan.isKey(i) && !Objects.equals(plan.encode(before, i), value)) {
                draft.text(separator).name(plan.model().columns().get(i)).text(" = ");
                draft.bind(value);
                onlyStatic &= plan.model().columns().get(i).role() instanceof EntityColumn.Static;
                separator = ", ";
            }
        }
        if (separator.equals(" SET ")) {
            return Optional.empty();
        }
        whereKey(plan, onlyStatic ? partition(plan, key) : key, draft);
        return Optional.of(draft.statement(run));
    }

    static CqlStatement saveJson(EntityPlan<?> plan, String json, WriteOptions options, RequestOptions run) {
        if (plan.model().version().isPresent() || plan.model().discriminator().isPresent()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    plan.model().type().getName() + " has a version or a discriminator, which the server does not see"
                            + " to when it reads JSON; make a record of it and save that");
        }
        Draft draft = new Draft("INSERT INTO " + plan.from() + " JSON ")
                .bind(json)
                .text(options.nulls() == WriteOptions.Nulls.KEEP ? " DEFAULT UNSET" : " DEFAULT NULL");
        Updates.using(options, draft);
        return draft.statement(run);
    }

    /** The part of a whole key that tells the partition: all that the server takes where only static columns change. */
    private static @Nullable Object[] partition(EntityPlan<?> plan, @Nullable Object[] key) {
        return Arrays.copyOf(key, plan.model().partitionKey().size());
    }

    /** {@code WHERE …} with the parts of a key, which may be fewer than the table's. */
    static void whereKey(EntityPlan<?> plan, @Nullable Object[] key, Draft draft) {
        String separator = " WHERE ";
        for (int i = 0; i < key.length; i++) {
            draft.text(separator)
                    .name(plan.model().primaryKey().get(i))
                    .text(" = ")
                    .bind(key[i]);
            separator = " AND ";
        }
    }

    static <E> CqlStatement delete(EntityPlan<E> plan, E entity, WriteOptions options, RequestOptions run) {
        if (plan.model().version().isPresent()) {
            throw passesVersion(plan, "a delete of a record");
        }
        return delete(plan, keyValues(plan, entity), options, run);
    }

    static <E> CqlStatement delete(EntityPlan<E> plan, Key key, WriteOptions options, RequestOptions run) {
        return delete(plan, keyValues(plan, key), options, run);
    }

    private static <E> CqlStatement delete(
            EntityPlan<E> plan, @Nullable Object[] key, WriteOptions options, RequestOptions run) {
        if (options.ttl().isPresent()) {
            throw deleteHasNoTtl();
        }
        if (options.timestamp().isEmpty() && options.run().serverTimeout().isEmpty()) {
            return CqlStatement.of(run, plan.deleteByKey(), key);
        }
        Draft draft = new Draft("DELETE FROM " + plan.from());
        Updates.using(options, draft);
        whereKey(plan, key, draft);
        return draft.statement(run);
    }

    static DocumentsException deleteHasNoTtl() {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY, "a delete cannot have a time to live; leave ttl out");
    }

    static DocumentsException passesVersion(EntityPlan<?> plan, String what) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY,
                plan.model().type().getName() + " has a version, which " + what
                        + " would pass by; use saveVersioned, deleteVersioned or a conditional write");
    }

    /** The key of a record as CQL takes it. */
    static <E> @Nullable Object[] keyValues(EntityPlan<E> plan, E entity) {
        @Nullable Object[] key = new @Nullable Object[plan.keyIndexes().length];
        for (int i = 0; i < key.length; i++) {
            key[i] = keyValue(plan, entity, plan.keyIndexes()[i]);
        }
        return key;
    }

    /** The values of a key as CQL takes them, checked for number and type. */
    static @Nullable Object[] keyValues(EntityPlan<?> plan, Key key) {
        return keyValues(plan, key, plan.keyIndexes().length);
    }

    /**
     * The values of the partition's key, checked as {@link #keyValues(EntityPlan, Key)} does; the key may be of one of
     * its rows.
     */
    static @Nullable Object[] partitionValues(EntityPlan<?> plan, Key key) {
        int partition = plan.model().partitionKey().size();
        return key.parts().size() == partition
                ? keyValues(plan, key, partition)
                : partition(plan, keyValues(plan, key));
    }

    private static @Nullable Object[] keyValues(EntityPlan<?> plan, Key key, int expected) {
        List<Object> parts = key.parts();
        if (parts.size() != expected) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "the key of " + plan.model().type().getName() + " has " + expected + " parts "
                            + plan.model().primaryKey().stream()
                                    .map(EntityColumn::component)
                                    .toList()
                            + ", got " + parts.size());
        }
        @Nullable Object[] values = new @Nullable Object[expected];
        for (int i = 0; i < expected; i++) {
            values[i] = plan.codec(plan.keyIndexes()[i]).toCql(parts.get(i));
        }
        return values;
    }

    private static <E> @Nullable Object[] values(EntityPlan<E> plan, E entity, WriteOptions options) {
        @Nullable Object[] values = new @Nullable Object[plan.columnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = plan.isKey(i) ? keyValue(plan, entity, i) : written(plan, entity, i, options);
        }
        return values;
    }

    private static <E> @Nullable Object written(EntityPlan<E> plan, E entity, int index, WriteOptions options) {
        Object value = plan.encode(entity, index);
        return value == null && options.nulls() == WriteOptions.Nulls.KEEP ? Unset.INSTANCE : value;
    }

    private static <E> Object keyValue(EntityPlan<E> plan, E entity, int index) {
        Object value = plan.encode(entity, index);
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

    static CqlDuration duration(Duration duration) {
        return new CqlDuration(0, 0, duration.toNanos());
    }
}
