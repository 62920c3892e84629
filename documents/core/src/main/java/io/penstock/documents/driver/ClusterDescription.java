package io.penstock.documents.driver;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The nodes as the driver sees them at one moment. An immutable snapshot. */
public interface ClusterDescription {
    /** All nodes that are known, those that are down too. */
    List<ClusterNode> nodes();

    /**
     * The nodes that hold the partition of a key; none when the keyspace is unknown.
     *
     * @param partitionKey the serialised partition key
     */
    List<ClusterNode> replicas(String keyspace, ByteBuffer partitionKey);

    /** The same within one data centre; none when there is no such data centre. */
    default List<ClusterNode> replicas(String keyspace, ByteBuffer partitionKey, String datacenter) {
        return replicas(keyspace, partitionKey).stream()
                .filter(node -> node.datacenter().equals(datacenter))
                .toList();
    }

    /** The token of a partition key in the partitioner's own spelling; empty when tokens are not known. */
    Optional<String> token(ByteBuffer partitionKey);
}
