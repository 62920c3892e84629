package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.StatementBuilder;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.penstock.Nearest;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Carries the options of a request over to the driver's statement: all of them, or an error. Written without lambdas,
 * which every request would make anew. Thread-safe.
 */
final class RunOptions {
    private final CqlSession session;
    private final Time time;

    RunOptions(CqlSession session, Time time) {
        this.session = session;
        this.time = time;
    }

    void carry(RequestOptions options, StatementBuilder<?, ?> statement) {
        if (options.consistency().isPresent()) {
            statement.setConsistencyLevel(level(options.consistency().get()));
        }
        if (options.serialConsistency().isPresent()) {
            statement.setSerialConsistencyLevel(
                    level(options.serialConsistency().get()));
        }
        if (options.pageSize().isPresent()) {
            statement.setPageSize(options.pageSize().getAsInt());
        }
        if (options.pagingState().isPresent()) {
            statement.setPagingState(options.pagingState().get());
        }
        statement.setIdempotence(options.idempotent());
        if (options.timeout().isPresent()) {
            statement.setTimeout(options.timeout().get());
        }
        if (options.deadline().isSet()) {
            long left = options.until(time).remainingNanos(time);
            if (left == 0) {
                throw ApacheErrors.deadlinePassed();
            }
            statement.setTimeout(Duration.ofNanos(left));
        }
        if (!options.extras().equals(RequestExtras.NONE)) {
            carry(options.extras(), statement);
        }
    }

    private void carry(RequestExtras extras, StatementBuilder<?, ?> statement) {
        extras.timestampMicros().ifPresent(statement::setQueryTimestamp);
        statement.setTracing(extras.tracing());
        extras.profile().ifPresent(name -> statement.setExecutionProfileName(known(name)));
        extras.payload().forEach(statement::addCustomPayload);
        extras.node().ifPresent(address -> statement.setNode(node(address)));
        extras.routingKey().ifPresent(statement::setRoutingKey);
        extras.keyspace().ifPresent(name -> statement.setRoutingKeyspace(CqlIdentifier.fromInternal(name)));
    }

    private String known(String profile) {
        Set<String> names = session.getContext().getConfig().getProfiles().keySet();
        if (!names.contains(profile)) {
            throw new DocumentsException(
                    DocumentsError.INVALID_REQUEST,
                    "there is no profile '" + profile + "'" + Nearest.hint(profile, names)
                            + "; define it when the driver is built");
        }
        return profile;
    }

    private Node node(InetSocketAddress address) {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        for (Node node : session.getMetadata().getNodes().values()) {
            if (resolved.equals(node.getEndPoint().resolve())) {
                return node;
            }
        }
        List<String> known = session.getMetadata().getNodes().values().stream()
                .map(ApacheCluster::address)
                .toList();
        throw new DocumentsException(
                DocumentsError.INVALID_REQUEST, "no node has the address " + address + "; the nodes are " + known);
    }

    static ConsistencyLevel level(Consistency level) {
        return switch (level) {
            case ANY -> ConsistencyLevel.ANY;
            case ONE -> ConsistencyLevel.ONE;
            case TWO -> ConsistencyLevel.TWO;
            case THREE -> ConsistencyLevel.THREE;
            case QUORUM -> ConsistencyLevel.QUORUM;
            case ALL -> ConsistencyLevel.ALL;
            case LOCAL_ONE -> ConsistencyLevel.LOCAL_ONE;
            case LOCAL_QUORUM -> ConsistencyLevel.LOCAL_QUORUM;
            case EACH_QUORUM -> ConsistencyLevel.EACH_QUORUM;
            case SERIAL -> ConsistencyLevel.SERIAL;
            case LOCAL_SERIAL -> ConsistencyLevel.LOCAL_SERIAL;
        };
    }
}
