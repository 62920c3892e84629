package io.penstock.stream.sql;

import io.penstock.ErrorCode;
import io.penstock.Who;

/**
 * What can be wrong with SQL. {@link #code()} is the most exact code there is; {@link #apiCode()} is the code of the
 * group that it belongs to, and equal to it where there is none more exact.
 */
public enum SqlError implements ErrorCode {
    /** The text is not SQL of our dialect. */
    SYNTAX("401", "401"),
    /** Something is wrong with a statement that no other code says better. */
    INVALID("400", "400"),
    /** An object of that name is there already. */
    EXISTS("201", "201"),
    /** A column's type or name is not possible. */
    INVALID_SCHEMA("203", "203"),
    /** A value does not fit its column. */
    VALUE("302", "302"),
    /** A variable in an option has no value. */
    VARIABLE("0003", "400"),
    /** SQL that is understood and that the engine does not carry out. */
    UNSUPPORTED("1001", "400"),
    /** No such column, or more than one. */
    COLUMN_NOT_FOUND("1100", "400"),
    /** No such source, stream, view, table or sink. */
    RELATION_NOT_FOUND("1101", "200"),
    /** Types do not go together. */
    TYPE_MISMATCH("1200", "400"),
    /** A window needs a watermark to close. */
    WATERMARK_REQUIRED("2001", "400"),
    /** A window that cannot be, or is not where it is needed. */
    WINDOW_INVALID("2002", "400"),
    /** A window's size, slide or offset is not possible. */
    WINDOW_SIZE("2003", "400"),
    /** A join without an equality of columns. */
    JOIN_KEY_MISSING("3001", "400"),
    /** A join of two streams that would keep all rows for ever. */
    JOIN_UNBOUNDED("3002", "400"),
    /** A kind of join that the engine does not carry out. */
    JOIN_UNSUPPORTED("3004", "400"),
    /** An option of a WITH clause is wrong, missing or unknown. */
    OPTION("5005", "400");

    private final String code;
    private final String apiCode;

    SqlError(String code, String apiCode) {
        this.code = code;
        this.apiCode = apiCode;
    }

    @Override
    public String code() {
        return code;
    }

    /** The code of the group, one of 200, 201, 203, 302, 400, 401. */
    public String apiCode() {
        return apiCode;
    }

    @Override
    public Who who() {
        return Who.CALLER;
    }
}
