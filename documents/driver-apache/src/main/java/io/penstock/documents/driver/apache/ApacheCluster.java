package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import io.penstock.documents.driver.ClusterDescription;
import io.penstock.documents.driver.ClusterNode;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The driver's snapshot of the cluster. Immutable, but for the state of nodes, which is read when asked for. */
final class ApacheCluster implements ClusterDescription {
    private final List<ClusterNode> nodes;
    private final Optional<TokenMap> tokens;

    ApacheCluster(Metadata metadata) {
        this.nodes = described(metadata.getNodes().values());
        this.tokens = metadata.getTokenMap();
    }

    @Override
    public List<ClusterNode> nodes() {
        return nodes;
    }

    @Override
    public List<ClusterNode> replicas(String keyspace, ByteBuffer partitionKey) {
        return tokens.map(map -> described(map.getReplicas(CqlIdentifier.fromInternal(keyspace), partitionKey)))
                .orElse(List.of());
    }

    @Override
    public Optional<String> token(ByteBuffer partitionKey) {
        return tokens.map(map -> map.format(map.newToken(partitionKey)));
    }

    private static List<ClusterNode> described(Collection<Node> nodes) {
        return nodes.stream().map(ApacheCluster::described).toList();
    }

    static ClusterNode described(Node node) {
        return new ClusterNode(
                address(node),
                orEmpty(node.getDatacenter()),
                orEmpty(node.getRack()),
                node.getCassandraVersion() == null
                        ? ""
                        : node.getCassandraVersion().toString(),
                node.getState() == NodeState.UP,
                node.getOpenConnections());
    }

    static String address(Node node) {
        SocketAddress address = node.getEndPoint().resolve();
        return address instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress() + ":" + socket.getPort()
                : String.valueOf(address);
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
