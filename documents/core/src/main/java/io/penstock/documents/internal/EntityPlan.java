package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityDiscriminator;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.EntityModel;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.codec.EntityCodec;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entity in one keyspace: its texts, written once, and its rows' decoding. Immutable. */
final class EntityPlan<E> {
    private final EntityModel<E> model;
    private final EntityCodec<E> codec;
    private final EntityCodec.RowDecoder<E> decoder;
    private final String keyspace;
    private final String columns;
    private final String from;
    private final String selectByKey;
    private final String existsByKey;
    private final String deleteByKey;
    private final String insert;
    private final int[] keyIndexes;
    private final boolean[] isKey;
    private final EntityHooks<E> hooks;
    private final boolean hasHooks;
    private final int discriminator;

    EntityPlan(Class<E> type, String keyspace) {
        this(type, keyspace, Hooks.NONE);
    }

    EntityPlan(Class<E> type, String keyspace, Hooks hooks) {
        this.hooks = hooks.of(type);
        this.hasHooks = hooks.has(type);
        EntityModels.Entity<E> entity = EntityModels.entity(type);
        this.model = entity.model();
        this.codec = entity.codec();
        this.decoder = codec.decoder(codec.columns());
        this.keyspace = keyspace;
        this.from = CqlNames.quoted(keyspace, model.table());
        List<EntityColumn> columns = model.columns();
        this.keyIndexes = model.primaryKey().stream().mapToInt(columns::indexOf).toArray();
        this.discriminator = model.discriminator()
                .map(values -> columns.indexOf(values.column()))
                .orElse(-1);
        this.isKey = new boolean[columns.size()];
        Arrays.stream(keyIndexes).forEach(index -> isKey[index] = true);
        this.columns =
                columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "));
        String byKey = model.primaryKey().stream()
                .map(column -> CqlNames.quoted(column.name()) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
        this.selectByKey = "SELECT " + this.columns + " FROM " + from + byKey;
        this.existsByKey =
                "SELECT " + CqlNames.quoted(model.primaryKey().getFirst().name()) + " FROM " + from + byKey;
        this.deleteByKey = "DELETE FROM " + from + byKey;
        this.insert = "INSERT INTO " + from + " ("
                + columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "))
                + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
                + ")";
    }

    /** What kind of rows an entity has, each with a repository of its own. */
    enum Kind {
        RECORDS("repository(…)"),
        COUNTERS("counters(…)"),
        VIEW("view(…)");

        private final String call;

        Kind(String call) {
            this.call = call;
        }
    }

    private Kind kind() {
        return model.view().isPresent() ? Kind.VIEW : model.isCounterTable() ? Kind.COUNTERS : Kind.RECORDS;
    }

    /** The texts that are the same whatever is asked for, as far as rows of this kind have them. */
    List<String> statements() {
        return switch (kind()) {
            case RECORDS ->
                model.version().isPresent()
                        ? List.of(selectByKey, existsByKey)
                        : List.of(insert, selectByKey, existsByKey, deleteByKey);
            case COUNTERS -> List.of(selectByKey, existsByKey, deleteByKey);
            case VIEW -> List.of(selectByKey, existsByKey);
        };
    }

    /** Refuses an entity that another repository is for. */
    void requireKind(Kind wanted) {
        Kind kind = kind();
        if (kind != wanted) {
            throw new DocumentsException(
                    DocumentsError.INVALID_ENTITY,
                    model.type().getName()
                            + switch (kind) {
                                case RECORDS -> " is a table of records";
                                case COUNTERS -> " is a table of counters, which only go up and down";
                                case VIEW -> " is a materialized view, which is only read";
                            }
                            + "; use " + kind.call);
        }
    }

    EntityModel<E> model() {
        return model;
    }

    ValueCodec codec(int index) {
        return codec.component(index);
    }

    /** The CQL value of one column of an entity. */
    @Nullable
    Object encode(E entity, int index) {
        return codec.encode(entity, index);
    }

    /** The codec of a column of this entity. */
    ValueCodec codec(EntityColumn column) {
        return codec.component(model.columns().indexOf(column));
    }

    Target target() {
        return new Target(keyspace, model.table());
    }

    /** All columns of the entity in its order, as a SELECT names them. */
    String columns() {
        return columns;
    }

    /** The quoted table with its keyspace. */
    String from() {
        return from;
    }

    String selectByKey() {
        return selectByKey;
    }

    String existsByKey() {
        return existsByKey;
    }

    String deleteByKey() {
        return deleteByKey;
    }

    /** {@code INSERT INTO ks.table (…) VALUES (…)}, all columns of the entity in its order. */
    String insert() {
        return insert;
    }

    int columnCount() {
        return isKey.length;
    }

    boolean isKey(int index) {
        return isKey[index];
    }

    /** The positions of the key's columns, in the order of the key. */
    int[] keyIndexes() {
        return keyIndexes;
    }

    /** The entity of CQL values, asked for by the position of the column. */
    E entity(IntFunction<@Nullable Object> values) {
        return codec.decode(values);
    }

    EntityHooks<E> hooks() {
        return hooks;
    }

    /** Whether there are hooks that do anything. */
    boolean hasHooks() {
        return hasHooks;
    }

    /** Whether a row that a SELECT of {@link #columns} gave is of this class, and not of another of its hierarchy. */
    boolean isOfEntity(CqlRow row) {
        return discriminator < 0 || isOfEntity((String) row.get(discriminator));
    }

    /** The same of a row whose columns come in another order. */
    boolean isOfEntity(CqlPage page, CqlRow row) {
        if (discriminator < 0) {
            return true;
        }
        int position = page.indexOf(model.columns().get(discriminator).name());
        return isOfEntity(position < 0 ? null : (String) row.get(position));
    }

    /** A row without a value was written by others, or by an update of a row that was gone: it is of no class. */
    private boolean isOfEntity(@Nullable String value) {
        EntityDiscriminator values = model.discriminator().orElseThrow();
        return values.wholeTable() || (value != null && values.values().containsKey(value));
    }

    /** The record of a row that a SELECT of {@link #columns} gave. */
    E decode(CqlRow row) {
        return loaded(decoder.decode(row));
    }

    private E loaded(E entity) {
        return hasHooks ? hooks.afterLoad(entity) : entity;
    }

    /** The record of a row whose columns come in another order. */
    E decode(CqlPage page, CqlRow row) {
        List<EntityColumn> columns = model.columns();
        int[] positions =
                columns.stream().mapToInt(column -> page.indexOf(column.name())).toArray();
        return loaded(codec.decode(index -> positions[index] < 0 ? null : row.get(positions[index])));
    }
}
