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
    /** A timestamp for each request. */
    REQUEST_TIMESTAMP,
    /** A keyspace for each request. */
    REQUEST_KEYSPACE,
    /** Tracing of a request, and reading what was recorded. */
    REQUEST_TRACING,
    /** Named sets of settings, which a request takes what it does not name from. */
    REQUEST_PROFILE,
    /** A payload for a custom server extension. */
    REQUEST_PAYLOAD,
    /** The one node that may run a request. */
    REQUEST_NODE,
    /** Values given by the names of markers. */
    NAMED_VALUES,
    /** Values that are left as they are in the table ({@link Unset}). */
    UNSET_VALUES,
    /** Values of user-defined types. */
    USER_TYPES,
    /** Vectors of texts and other values of variable size; vectors of numbers are always there. */
    VECTORS_OF_ANY,
    /** Telling how a request was run: {@link CqlPage#execution()}. */
    EXECUTION_DETAILS,
    /** CQL that only ScyllaDB understands: {@code BYPASS CACHE} and {@code USING TIMEOUT}. */
    SCYLLA_CQL,
    /** Telling whether all nodes agree on the schema. */
    SCHEMA_AGREEMENT,
    /** Knowing the nodes, and which of them hold a partition. */
    CLUSTER_METADATA,
    /** Stopping the server's work on a request that is cancelled. CQL has no such thing, so no driver can. */
    SERVER_CANCEL,
    /** Connections to a certain processor core of a ScyllaDB node, and tablets. */
    SHARD_AWARENESS,
    /** Reaching a cluster behind a cloud provider's private link or by a connection bundle. */
    CLIENT_ROUTES
}
