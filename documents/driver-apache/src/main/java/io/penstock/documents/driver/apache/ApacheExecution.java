package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.QueryTrace;
import com.datastax.oss.driver.api.core.cql.TraceEvent;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlAttempt;
import io.penstock.documents.driver.CqlExecution;
import io.penstock.documents.driver.CqlTrace;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The driver's account of a request, read when asked for. Immutable. */
record ApacheExecution(ExecutionInfo info) implements CqlExecution {
    @Override
    public Optional<String> coordinator() {
        return Optional.ofNullable(info.getCoordinator()).map(ApacheCluster::address);
    }

    @Override
    public List<CqlAttempt> failedAttempts() {
        return attempts(info);
    }

    static List<CqlAttempt> attempts(@Nullable ExecutionInfo info) {
        List<CqlAttempt> attempts = new ArrayList<>();
        if (info != null) {
            for (Map.Entry<Node, Throwable> error : info.getErrors()) {
                attempts.add(new CqlAttempt(ApacheCluster.address(error.getKey()), text(error.getValue())));
            }
        }
        return attempts;
    }

    static String text(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    @Override
    public int speculativeExecutions() {
        return info.getSpeculativeExecutionCount();
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(info.getWarnings());
    }

    @Override
    public Optional<UUID> tracingId() {
        return Optional.ofNullable(info.getTracingId());
    }

    @Override
    public CompletableFuture<CqlTrace> trace() {
        if (info.getTracingId() == null) {
            return CompletableFuture.failedFuture(CqlExecution.notTraced());
        }
        CompletableFuture<CqlTrace> read = new CompletableFuture<>();
        info.getQueryTraceAsync().whenComplete((trace, error) -> {
            if (error != null) {
                read.completeExceptionally(new DocumentsException(
                        DocumentsError.SERVER_ERROR,
                        "the trace " + info.getTracingId() + " is not there yet; ask for it again",
                        error));
            } else {
                read.complete(described(trace));
            }
        });
        return read;
    }

    private static CqlTrace described(QueryTrace trace) {
        List<CqlTrace.Event> events = new ArrayList<>();
        for (TraceEvent event : trace.getEvents()) {
            events.add(new CqlTrace.Event(
                    address(event.getSourceAddress()),
                    String.valueOf(event.getActivity()),
                    Duration.ofNanos(event.getSourceElapsedMicros() * 1_000L)));
        }
        return new CqlTrace(
                address(trace.getCoordinatorAddress()),
                String.valueOf(trace.getRequestType()),
                Duration.ofNanos(trace.getDurationMicros() * 1_000L),
                trace.getParameters(),
                events);
    }

    private static String address(@Nullable InetSocketAddress address) {
        return address == null || address.getAddress() == null
                ? ""
                : address.getAddress().getHostAddress();
    }

    @Override
    public boolean schemaInAgreement() {
        return info.isSchemaInAgreement();
    }

    @Override
    public Map<String, ByteBuffer> payload() {
        return Map.copyOf(info.getIncomingPayload());
    }
}
