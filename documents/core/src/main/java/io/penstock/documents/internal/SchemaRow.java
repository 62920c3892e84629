package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row of {@code system_schema}, by column names. */
record SchemaRow(CqlPage page, CqlRow row) {
    @Nullable
    Object get(String column) {
        int index = page.indexOf(column);
        if (index < 0) {
            throw new DocumentsException(
                    DocumentsError.INTERNAL, "the database's description of its schema has no column '" + column + "'");
        }
        return row.get(index);
    }

    /** The text of a column, empty for null. */
    String text(String column) {
        Object value = get(column);
        return value == null ? "" : value.toString();
    }

    /** A map of texts, empty for null. */
    Map<String, String> map(String column) {
        return texts(get(column));
    }

    static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        }
        return texts;
    }
}
