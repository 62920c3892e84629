package io.penstock.documents;

import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows without a record class into a table that exists, by column names chosen once. Values are of the classes
 * that {@link io.penstock.documents.driver.CqlType} names, and are checked. Thread-safe; nothing here blocks.
 */
public interface RowWriter {
    /** The table, as it was when the writer was made. */
    TableDescription table();

    /** The columns of {@link #upsert}, in order. */
    List<TableColumn> columns();

    /** The primary key: the columns of {@link #delete}, in order. */
    List<TableColumn> keyColumns();

    /**
     * Writes a row, whether or not one with its key exists. A null value keeps or erases the column, as the writer's
     * {@link WriteOptions#nulls} say. Writing the same row twice is the same as once.
     */
    CompletableFuture<Void> upsert(@Nullable Object... values);

    /** Deletes the row with this key, if there is one. */
    CompletableFuture<Void> delete(Object... key);
}
