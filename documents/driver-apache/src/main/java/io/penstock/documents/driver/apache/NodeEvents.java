package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistanceEvaluator;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListener;
import io.penstock.documents.driver.ClusterNode;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application of nodes that come and go. Thread-safe if the listener is. */
final class NodeEvents implements NodeStateListener {
    private static final Logger LOG = LoggerFactory.getLogger(NodeEvents.class);

    private final Consumer<NodeEvent> listener;

    NodeEvents(Consumer<NodeEvent> listener) {
        this.listener = listener;
    }

    /** The application's rule as the driver's; a node for which the rule fails is left out. */
    static NodeDistanceEvaluator filter(Predicate<ClusterNode> mayUse) {
        return (node, datacenter) -> {
            try {
                return mayUse.test(ApacheCluster.described(node)) ? null : NodeDistance.IGNORED;
            } catch (RuntimeException failed) {
                LOG.warn("the node filter failed for {}, which is not used", ApacheCluster.address(node), failed);
                return NodeDistance.IGNORED;
            }
        };
    }

    private void tell(NodeEvent.Kind kind, Node node) {
        try {
            listener.accept(new NodeEvent(kind, ApacheCluster.described(node)));
        } catch (RuntimeException failed) {
            LOG.warn("the node listener failed", failed);
        }
    }

    @Override
    public void onAdd(Node node) {
        tell(NodeEvent.Kind.ADDED, node);
    }

    @Override
    public void onUp(Node node) {
        tell(NodeEvent.Kind.UP, node);
    }

    @Override
    public void onDown(Node node) {
        tell(NodeEvent.Kind.DOWN, node);
    }

    @Override
    public void onRemove(Node node) {
        tell(NodeEvent.Kind.REMOVED, node);
    }

    @Override
    public void close() {}
}
