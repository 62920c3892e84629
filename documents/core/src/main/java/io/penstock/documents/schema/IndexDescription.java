package io.penstock.documents.schema;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secondary index of a table. Immutable.
 *
 * @param name its name, unique in the keyspace
 * @param column the column that it finds rows by
 * @param target which part of the column's values
 * @param using the class that keeps it, such as {@code sai} or ScyllaDB's {@code vector_index}; empty for the
 *     database's default
 * @param options what that class is told, such as {@code similarity_function}
 */
public record IndexDescription(String name, String column, Target target, String using, Map<String, String> options) {
    /** Which part of a column's values an index holds. */
    public enum Target {
        /** The value itself. */
        COLUMN,
        /** The keys of a map. */
        KEYS,
        /** The elements of a list or set, the values of a map. */
        VALUES,
        /** The entries of a map. */
        ENTRIES,
        /** A frozen collection as a whole. */
        FULL
    }

    public IndexDescription {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
}
