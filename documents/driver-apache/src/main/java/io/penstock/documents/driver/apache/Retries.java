package io.penstock.documents.driver.apache;

/** What happens to a request that fails on a node. */
public enum Retries {
    /**
     * Once more where that is safe: on the next node when the connection broke and the request is idempotent, when the
     * node was overloaded or starting, and when enough replicas are known to be there after all.
     */
    STANDARD,
    /** Never: every failure reaches the caller. */
    NEVER
}
