package io.penstock.documents.driver;

/** One request to the database, complete and immutable. Making one does no I/O. */
public sealed interface CqlRequest permits CqlStatement, CqlBatch {
    /** The text with markers, never with values; for a batch the texts of its statements. */
    String cql();

    /** How it is run. */
    RequestOptions options();

    /** The same request, run in another way. */
    CqlRequest withOptions(RequestOptions options);
}
