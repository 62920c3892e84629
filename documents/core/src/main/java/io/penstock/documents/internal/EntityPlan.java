package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.codec.EntityCodec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An entity in one keyspace: its texts, written once, and its rows' decoding. Immutable. */
final class EntityPlan<E> {
    private final EntityModel<E> model;
    private final EntityCodec<E> codec;
    private final EntityCodec.RowDecoder<E> decoder;
    private final String keyspace;
    private final String selected;
    private final String from;
    private final String selectByKey;
    private final String deleteByKey;
    private final String deleteByKeyAt;
    private final String insert;
    private final String[] inserts;
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
        this.selected = "SELECT "
                + columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "))
                + " FROM " + from;
        String byKey = model.primaryKey().stream()
                .map(column -> CqlNames.quoted(column.name()) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
        this.selectByKey = selected + byKey;
        this.deleteByKey = "DELETE FROM " + from + byKey;
        this.deleteByKeyAt = "DELETE FROM " + from + " USING TIMESTAMP ?" + byKey;
        this.insert = "INSERT INTO " + from + " ("
                + columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "))
                + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
                + ")";
        this.inserts = new String[] {
            insert, insert + " USING TTL ?", insert + " USING TIMESTAMP ?", insert + " USING TTL ? AND TIMESTAMP ?"
        };
    }

    EntityModel<E> model() {
        return model;
    }

    EntityCodec<E> codec() {
        return codec;
    }

    Target target() {
        return new Target(keyspace, model.table());
    }

    /** {@code SELECT … FROM ks.table}, all columns of the record in its order. */
    String selected() {
        return selected;
    }

    /** The quoted table with its keyspace. */
    String from() {
        return from;
    }

    String selectByKey() {
        return selectByKey;
    }

    String deleteByKey(boolean timestamp) {
        return timestamp ? deleteByKeyAt : deleteByKey;
    }

    String insert(boolean ttl, boolean timestamp) {
        return inserts[(ttl ? 1 : 0) + (timestamp ? 2 : 0)];
    }

    String insertIfNotExists(boolean ttl) {
        return insert + " IF NOT EXISTS" + (ttl ? " USING TTL ?" : "");
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

    /** The record of a row that {@link #selected} gave. */
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
