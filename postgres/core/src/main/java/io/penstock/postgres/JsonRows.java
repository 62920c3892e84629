package io.penstock.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The values of one {@code json} or {@code jsonb} column, as the server sent them: UTF-8, never decoded. SQL's NULL is
 * the JSON literal {@code null}. Immutable.
 */
public interface JsonRows {
    int size();

    /** One row's value; read-only. A NULL shows as {@code null}. */
    ByteBuffer row(int index);

    boolean isNull(int index);

    /** All rows as one JSON array, {@code [a,b,…]}; read-only and without copying. */
    ByteBuffer array();

    /** Writes {@link #array} without copying. */
    void writeTo(OutputStream out) throws IOException;
}
