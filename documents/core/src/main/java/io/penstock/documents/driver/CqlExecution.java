package io.penstock.documents.driver;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How a request was run, as far as the driver knows. Thread-safe; reading it costs nothing until it is read. */
public interface CqlExecution {
    /** The node that answered. */
    Optional<String> coordinator();

    /** Tries that failed before the one that answered. */
    List<CqlAttempt> failedAttempts();

    /** How many more executions were begun because the first was slow. */
    int speculativeExecutions();

    /** What the server warns of. */
    List<String> warnings();

    /** The session under which the server has recorded what it did, when tracing was asked for. */
    Optional<UUID> tracingId();

    /** Reads what the server has recorded. Fails with {@code INVALID_REQUEST} when tracing was not asked for. */
    CompletableFuture<CqlTrace> trace();

    /** Whether all nodes agreed on the schema afterwards; true for requests that change no schema. */
    boolean schemaInAgreement();

    /** What a custom server extension answers, by key. */
    Map<String, ByteBuffer> payload();

    /** For drivers without {@link Capability#EXECUTION_DETAILS}. */
    static CqlExecution unknown() {
        return UnknownExecution.INSTANCE;
    }

    /** The failure of {@link #trace()} for a request that was not traced. */
    static DocumentsException notTraced() {
        return new DocumentsException(
                DocumentsError.INVALID_REQUEST,
                "the request was not traced; ask for it with RequestExtras.withTracing");
    }
}
