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
 * @param execution how the request was run
 */
public record CqlPage(
        List<CqlColumn> columns, List<CqlRow> rows, Optional<ByteBuffer> pagingState, CqlExecution execution) {
    private static final String APPLIED = "[applied]";
    private static final CqlPage EMPTY = new CqlPage(List.of(), List.of(), Optional.empty());

    /** A page of which nothing is known but its rows. */
    public CqlPage(List<CqlColumn> columns, List<CqlRow> rows, Optional<ByteBuffer> pagingState) {
        this(columns, rows, pagingState, CqlExecution.unknown());
    }

    /** No columns and no rows. */
    public static CqlPage empty() {
        return EMPTY;
    }

    /** Whether the statement is of a kind that returns rows, be there some or none. */
    public boolean hasColumns() {
        return !columns.isEmpty();
    }

    /** Whether the write took place: false only for a conditional write whose condition did not hold. */
    public boolean wasApplied() {
        return columns.isEmpty()
                || !columns.getFirst().name().equals(APPLIED)
                || rows.isEmpty()
                || Boolean.TRUE.equals(rows.getFirst().get(0));
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
