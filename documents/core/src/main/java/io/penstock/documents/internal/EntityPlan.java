package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
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

    EntityPlan(Class<E> type, String keyspace) {
        EntityModels.Entity<E> entity = EntityModels.entity(type);
        this.model = entity.model();
        this.codec = entity.codec();
        this.decoder = codec.decoder(codec.columns());
        this.keyspace = keyspace;
        this.from = CqlNames.quoted(keyspace, model.table());
        List<EntityColumn> columns = model.columns();
        this.keyIndexes = model.primaryKey().stream().mapToInt(columns::indexOf).toArray();
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

    /** The record of a row that a SELECT of {@link #columns} gave. */
    E decode(CqlRow row) {
        return decoder.decode(row);
    }

    /** The record of a row whose columns come in another order. */
    E decode(CqlPage page, CqlRow row) {
        List<EntityColumn> columns = model.columns();
        int[] positions =
                columns.stream().mapToInt(column -> page.indexOf(column.name())).toArray();
        return codec.decode(index -> positions[index] < 0 ? null : row.get(positions[index]));
    }
}
