package io.penstock.connector.postgres;

import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads what the server knows of a table. */
final class Catalog {
    private static final String COLUMNS = """
            SELECT a.attname::text AS name,
                   format_type(a.atttypid, a.atttypmod) AS type,
                   a.attnotnull AS required,
                   a.atthasdef OR a.attidentity <> '' AS has_default,
                   a.attgenerated <> '' OR a.attidentity = 'a' AS generated
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    /** Names are separated by a character that nobody has in a name. */
    private static final String UNIQUE_KEYS = """
            SELECT i.indisprimary AS is_primary,
                   (SELECT string_agg(a.attname::text, chr(1) ORDER BY k.place)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                    WHERE k.place <= i.indnkeyatts) AS columns
            FROM pg_index i
            WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indisprimary DESC, i.indexrelid
            """;

    private static final String TABLES = """
            SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
                        ELSE n.nspname::text || '.' || c.relname::text END AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            ORDER BY 1 LIMIT 1000
            """;

    private final AsyncPool pool;

    Catalog(AsyncPool pool) {
        this.pool = pool;
    }

    /** The table, if there is one. */
    CompletableFuture<Optional<Table>> table(TableName name) {
        return pool.query(COLUMNS, name.quoted())
                .thenCombine(pool.query(UNIQUE_KEYS, name.quoted()), (columns, keys) -> {
                    if (columns.isEmpty()) {
                        return Optional.<Table>empty();
                    }
                    return Optional.of(new Table(
                            name,
                            columns.list().stream().map(Catalog::column).toList(),
                            keys.list().stream()
                                    .map(key -> List.of(key.getString("columns").split("\u0001")))
                                    .toList(),
                            keys.first()
                                    .map(key -> key.getBoolean("is_primary"))
                                    .orElse(false)));
                });
    }

    /** The tables that could have been meant. */
    CompletableFuture<List<String>> tableNames() {
        return pool.query(TABLES)
                .thenApply(rows ->
                        rows.list().stream().map(row -> row.getString("name")).toList());
    }

    private static Table.Column column(Row row) {
        return new Table.Column(
                row.getString("name"),
                row.getString("type"),
                row.getBoolean("required"),
                row.getBoolean("has_default"),
                row.getBoolean("generated"));
    }
}
