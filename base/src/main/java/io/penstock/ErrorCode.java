package io.penstock;

/**
 * A stable code for one kind of failure. Each engine has one enum of codes: numbers for streams, SQLSTATE for
 * PostgreSQL, names for documents. Codes never change their meaning between releases.
 */
public interface ErrorCode {
    /** The code as text, for example {@code "400"}, {@code "57014"} or {@code "UNAVAILABLE"}. */
    String code();

    /**
     * The code's name in words, in upper case, for example {@code QUERY_FAILED}; the code itself when it has no other.
     */
    String name();

    /** Who must act. */
    Who who();
}
