package io.penstock.documents.driver;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options of a request that few requests need. Immutable; a driver that lacks one refuses the request.
 *
 * @param timestampMicros the write's own time in microseconds since 1970, for all its columns; a {@code USING
 *     TIMESTAMP} in the text wins
 * @param tracing whether the server records what it does, for {@link CqlExecution#trace()}
 * @param keyspace the keyspace of tables that the text names without one; empty for the driver's own
 * @param profile the named set of settings that the request takes what it does not name from
 * @param payload what a custom server extension is told, by key
 * @param node the one node that may run the request; empty for any
 * @param routingKey the serialised partition key, by which a text without values finds its replicas; a text with values
 *     finds them by itself
 */
public record RequestExtras(
        OptionalLong timestampMicros,
        boolean tracing,
        Optional<String> keyspace,
        Optional<String> profile,
        Map<String, ByteBuffer> payload,
        Optional<InetSocketAddress> node,
        Optional<ByteBuffer> routingKey) {
    /** None of them. */
    public static final RequestExtras NONE = new RequestExtras(
            OptionalLong.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    public RequestExtras {
        payload = Map.copyOf(payload);
    }

    public RequestExtras withTimestampMicros(long micros) {
        return new RequestExtras(OptionalLong.of(micros), tracing, keyspace, profile, payload, node, routingKey);
    }

    public RequestExtras withTracing(boolean on) {
        return new RequestExtras(timestampMicros, on, keyspace, profile, payload, node, routingKey);
    }

    public RequestExtras withKeyspace(String name) {
        return new RequestExtras(timestampMicros, tracing, Optional.of(name), profile, payload, node, routingKey);
    }

    public RequestExtras withProfile(String name) {
        return new RequestExtras(timestampMicros, tracing, keyspace, Optional.of(name), payload, node, routingKey);
    }

    public RequestExtras withPayload(Map<String, ByteBuffer> newPayload) {
        return new RequestExtras(timestampMicros, tracing, keyspace, profile, newPayload, node, routingKey);
    }

    public RequestExtras withNode(InetSocketAddress address) {
        return new RequestExtras(
                timestampMicros, tracing, keyspace, profile, payload, Optional.of(address), routingKey);
    }

    public RequestExtras withRoutingKey(ByteBuffer key) {
        return new RequestExtras(timestampMicros, tracing, keyspace, profile, payload, node, Optional.of(key));
    }
}
