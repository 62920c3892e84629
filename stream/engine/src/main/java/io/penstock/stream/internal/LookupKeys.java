package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.internal.ViewRows.Cells;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.sql.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rows of a lookup table are told apart by the key that SQL declares. The outside table need not have that
 * key, and a join on a key that is none would multiply rows.
 */
final class LookupKeys {
    private LookupKeys() {}

    /** Refuses rows with 5021 when two have one key, or one has none. */
    static void check(Relation.LookupTable lookup, String table, List<Batch> rows) {
        int[] key = lookup.key().stream()
                .mapToInt(column -> lookup.schema().position(column).orElseThrow())
                .toArray();
        Set<Cells> seen = new HashSet<>();
        for (Batch batch : rows) {
            for (int row = 0; row < batch.size(); row++) {
                @Nullable Object[] values = new @Nullable Object[key.length];
                for (int i = 0; i < key.length; i++) {
                    values[i] = batch.get(row, key[i]);
                    if (values[i] == null) {
                        throw refused(
                                lookup, table, "a row whose " + lookup.key().get(i) + " is NULL");
                    }
                }
                if (!seen.add(new Cells(values))) {
                    throw refused(lookup, table, "more than one row for a value of it");
                }
            }
        }
    }

    private static ConnectorException refused(Relation.LookupTable lookup, String table, String what) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                "lookup table " + lookup.name() + " declares PRIMARY KEY (" + String.join(", ", lookup.key())
                        + "), but table '" + table + "' has " + what
                        + "; declare the columns that tell its rows apart, or read a table or view that has them apart");
    }
}
