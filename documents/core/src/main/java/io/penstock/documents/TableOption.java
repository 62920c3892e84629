package io.penstock.documents;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The value of an option of a table or view. */
public sealed interface TableOption {
    /** A number, a truth value or text; text without its quotes. */
    record Plain(String text) implements TableOption {}

    /** Entries by name, such as those of {@code compaction}; in the order of the names. */
    record Entries(Map<String, String> entries) implements TableOption {
        public Entries {
            entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        }
    }
}
