package io.penstock.documents.driver;

/**
 * What a driver can do beyond sending a statement. A request that needs a missing one fails with {@code UNSUPPORTED};
 * no option is ever ignored.
 */
public enum Capability {
    /** Page size, and continuing from a paging state. */
    PAGING,
    /** Several statements in one batch. */
    BATCH,
    /** A consistency level for each request. */
    REQUEST_CONSISTENCY,
    /** A deadline for each request. */
    REQUEST_DEADLINE,
    /** Values that are left as they are in the table ({@link Unset}). */
    UNSET_VALUES,
    /** Values of user-defined types. */
    USER_TYPES,
    /** Telling whether all nodes agree on the schema. */
    SCHEMA_AGREEMENT
}
