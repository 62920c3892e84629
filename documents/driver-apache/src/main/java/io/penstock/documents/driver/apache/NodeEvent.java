package io.penstock.documents.driver.apache;

import io.penstock.documents.driver.ClusterNode;

/**
 * Something that happened to a node.
 *
 * @param kind what
 * @param node the node as it is known at that moment
 */
public record NodeEvent(Kind kind, ClusterNode node) {
    /** What happens to nodes. */
    public enum Kind {
        /** It can be reached. */
        UP,
        /** It cannot be reached any more. */
        DOWN,
        /** It has joined the cluster, or was found in it. */
        ADDED,
        /** It has left the cluster. */
        REMOVED
    }
}
