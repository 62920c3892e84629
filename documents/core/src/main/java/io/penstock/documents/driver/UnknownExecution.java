package io.penstock.documents.driver;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Nothing is known. Immutable. */
final class UnknownExecution implements CqlExecution {
    static final UnknownExecution INSTANCE = new UnknownExecution();

    private UnknownExecution() {}

    @Override
    public Optional<String> coordinator() {
        return Optional.empty();
    }

    @Override
    public List<CqlAttempt> failedAttempts() {
        return List.of();
    }

    @Override
    public int speculativeExecutions() {
        return 0;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public Optional<UUID> tracingId() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<CqlTrace> trace() {
        return CompletableFuture.failedFuture(CqlExecution.notTraced());
    }

    @Override
    public boolean schemaInAgreement() {
        return true;
    }

    @Override
    public Map<String, ByteBuffer> payload() {
        return Map.of();
    }

    @Override
    public String toString() {
        return "unknown";
    }
}
