package io.penstock.postgres.internal;

import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.RowField;
import java.util.List;

/**
 * What becomes of a statement's rows. One target sees one run: begin, the rows, end. What it throws ends the call, not
 * the conversation with the server.
 *
 * @param <T> the result of the call
 */
interface RowTarget<T> {
    /** The columns that each row will have. */
    void begin(List<RowField> columns);

    /** One row, valid during the call only. */
    void row(DataRow row);

    /** All rows have been given; {@code affected} is the count that the server reported. */
    T end(long affected);
}
