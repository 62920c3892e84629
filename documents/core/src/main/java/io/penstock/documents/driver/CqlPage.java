package io.penstock.documents.driver;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request: rows, or none for statements that return nothing.
 *
 * @param columns the columns, in order
 * @param rows the rows of this page
 * @param pagingState where the next page begins; empty after the last
 */
public record CqlPage(List<CqlColumn> columns, List<CqlRow> rows, Optional<ByteBuffer> pagingState) {
    private static final CqlPage EMPTY = new CqlPage(List.of(), List.of(), Optional.empty());

    /** No columns and no rows. */
    public static CqlPage empty() {
        return EMPTY;
    }

    /** The position of a column, -1 when there is none of that name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
