package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.penstock.BaseError;
import io.penstock.Limit;
import io.penstock.PenstockException;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlAttempt;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.RequestFailure;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All failures of the driver, translated and worded in one place. The statement's text is named, values never. */
final class ApacheErrors {
    private static final int CQL_MAX = 200;

    private ApacheErrors() {}

    /** Whether a prepared statement no longer means what it did, because its table was dropped and made again. */
    static boolean isStale(Throwable error) {
        return unwrapped(error) instanceof IllegalStateException illegal
                && String.valueOf(illegal.getMessage()).startsWith("ID mismatch while trying to reprepare");
    }

    static boolean isTimeout(Throwable error) {
        return unwrapped(error) instanceof DriverTimeoutException;
    }

    static PenstockException deadlinePassed() {
        return new PenstockException(
                BaseError.DEADLINE_EXCEEDED, "the deadline passed before the answer came; the server was not stopped");
    }

    static Throwable onRequest(Throwable failed, CqlRequest request, Limit inFlight) {
        Throwable error = unwrapped(failed);
        return switch (error) {
            case PenstockException known -> known;
            case CancellationException cancelled -> cancelled;
            case DriverTimeoutException late ->
                new PenstockException(
                        BaseError.DEADLINE_EXCEEDED,
                        "no answer came before the deadline; the server was not stopped" + at(request),
                        late);
            case AllNodesFailedException all -> allNodes(all, request, inFlight);
            case CoordinatorException server -> onServer(server, request);
            case ClosedConnectionException lost -> lost(lost, request);
            case HeartbeatException lost -> lost(lost, request);
            case AuthenticationException refused -> authentication(refused);
            case FrameTooLongException tooLong ->
                failure(
                        DocumentsError.INVALID_REQUEST,
                        "the request or its answer is too large for CQL",
                        tooLong,
                        request);
            case RequestThrottlingException full ->
                failure(
                        DocumentsError.BUSY,
                        "too many requests run and wait (" + full.getMessage()
                                + "); send fewer at once, or raise requestsMax or waitingMax",
                        full,
                        request);
            case IllegalStateException closed when isClosed(closed) -> closed(closed);
            default -> failure(DocumentsError.INTERNAL, "the driver failed: " + error, error, request);
        };
    }

    static DocumentsException closed(@Nullable Throwable cause) {
        return new DocumentsException(
                DocumentsError.CLOSED, "the driver is closed; keep it open for as long as it is used", cause);
    }

    static Throwable onConnect(Throwable failed, List<String> contactPoints, Duration waited) {
        Throwable error = unwrapped(failed);
        Optional<PenstockException> inner = find(error, PenstockException.class);
        if (inner.isPresent()) {
            return inner.get();
        }
        Optional<AuthenticationException> refused = find(error, AuthenticationException.class);
        if (refused.isPresent()) {
            return authentication(refused.get());
        }
        Optional<InvalidKeyspaceException> missing = find(error, InvalidKeyspaceException.class);
        if (missing.isPresent()) {
            return new DocumentsException(
                    DocumentsError.UNKNOWN_KEYSPACE,
                    "the driver's keyspace cannot be used: " + missing.get().getMessage()
                            + "; create it first, and mind upper and lower case",
                    missing.get());
        }
        String asked = String.join(", ", contactPoints);
        Optional<String> encryption = causes(error)
                .flatMap(cause -> TlsFailures.explain(cause).stream())
                .findFirst();
        if (encryption.isPresent()) {
            return new DocumentsException(
                    DocumentsError.TLS, "no encrypted connection to " + asked + ": " + encryption.get(), error);
        }
        return new DocumentsException(
                DocumentsError.CONNECT,
                "no Cassandra node answers at " + asked + " (" + reason(error) + "; connectTimeout = " + waited
                        + "); check that it runs and listens there, and whether it wants encryption",
                error);
    }

    private static Throwable allNodes(AllNodesFailedException all, CqlRequest request, Limit inFlight) {
        for (List<Throwable> errors : all.getAllErrors().values()) {
            for (Throwable error : errors) {
                switch (error) {
                    case BusyConnectionException busy -> {
                        return busy(all, request, inFlight);
                    }
                    case NodeUnavailableException full
                    when isConnected(full.getNode()) -> {
                        return busy(all, request, inFlight);
                    }
                    case AuthenticationException refused -> {
                        return authentication(refused);
                    }
                    case CoordinatorException server -> {
                        return onServer(server, request);
                    }
                    default -> {
                        // Another node's error may say more.
                    }
                }
            }
        }
        if (all instanceof NoNodeAvailableException) {
            return failure(
                    DocumentsError.CONNECT,
                    "no node is up; connections are tried again in the background",
                    all,
                    request);
        }
        return failure(DocumentsError.CONNECT, "no node could run the request: " + reason(all), all, request);
    }

    private static DocumentsException busy(Throwable cause, CqlRequest request, Limit inFlight) {
        return failure(
                DocumentsError.BUSY,
                "every connection is full: " + inFlight.reached() + "; send fewer at once, or raise it",
                cause,
                request);
    }

    /** The driver says "no connection available" for a node that is down and for one whose connections are full. */
    private static boolean isConnected(Node node) {
        return node.getState() == NodeState.UP && node.getOpenConnections() > 0;
    }

    private static Throwable onServer(CoordinatorException server, CqlRequest request) {
        return switch (server) {
            case UnavailableException few ->
                failure(
                        DocumentsError.UNAVAILABLE,
                        "consistency " + few.getConsistencyLevel() + " needs " + few.getRequired() + " replicas, "
                                + few.getAlive() + " are alive",
                        few,
                        request);
            case ReadTimeoutException late -> failure(DocumentsError.READ_TIMEOUT, answered(late), late, request);
            case WriteTimeoutException late ->
                failure(
                        DocumentsError.WRITE_TIMEOUT,
                        answered(late) + "; the write may still take effect",
                        late,
                        request);
            case CASWriteUnknownException late ->
                failure(
                        DocumentsError.WRITE_TIMEOUT,
                        answered(late) + "; whether the condition held is not known: read the row",
                        late,
                        request);
            case ReadFailureException broken ->
                failure(
                        DocumentsError.READ_FAILURE,
                        broken.getNumFailures() + " replicas failed, " + answered(broken),
                        broken,
                        request);
            case WriteFailureException broken ->
                failure(
                        DocumentsError.WRITE_FAILURE,
                        broken.getNumFailures() + " replicas failed, " + answered(broken)
                                + "; the write may still take effect",
                        broken,
                        request);
            case OverloadedException busy ->
                failure(DocumentsError.OVERLOADED, "the server is overloaded; send fewer requests", busy, request);
            case BootstrappingException starting ->
                failure(DocumentsError.OVERLOADED, "the server is starting; try again", starting, request);
            case UnauthorizedException forbidden ->
                failure(DocumentsError.UNAUTHORIZED, String.valueOf(forbidden.getMessage()), forbidden, request);
            case QueryValidationException invalid -> invalid(invalid, request);
            default ->
                failure(DocumentsError.SERVER_ERROR, "the server failed: " + server.getMessage(), server, request);
        };
    }

    private static String answered(QueryConsistencyException few) {
        return few.getReceived() + " of " + few.getBlockFor() + " replicas answered for consistency "
                + few.getConsistencyLevel();
    }

    /** The server tells wrong names apart only by its words. */
    private static Throwable invalid(QueryValidationException invalid, CqlRequest request) {
        String message = String.valueOf(invalid.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        boolean missing = lower.contains("does not exist") || lower.contains("doesn't exist");
        DocumentsError error = DocumentsError.INVALID_REQUEST;
        if (missing && lower.startsWith("keyspace")) {
            error = DocumentsError.UNKNOWN_KEYSPACE;
        } else if ((missing && lower.startsWith("table")) || lower.startsWith("unconfigured table")) {
            error = DocumentsError.UNKNOWN_TABLE;
        } else if (lower.startsWith("undefined column name") || lower.startsWith("unknown identifier")) {
            error = DocumentsError.UNKNOWN_COLUMN;
        }
        return failure(error, "the server refuses the statement: " + shortened(message), invalid, request);
    }

    private static DocumentsException lost(Throwable cause, CqlRequest request) {
        return failure(
                DocumentsError.CONNECTION_LOST,
                "the connection was lost while the request ran; a write may have taken effect",
                cause,
                request);
    }

    private static DocumentsException authentication(AuthenticationException refused) {
        return new DocumentsException(
                DocumentsError.AUTHENTICATION,
                "the server at " + refused.getEndPoint() + " refuses the user or password, or wants them and got none",
                refused);
    }

    private static DocumentsException failure(
            DocumentsError error, String message, Throwable cause, CqlRequest request) {
        return new DocumentsException(error, message + at(request), cause, told(cause));
    }

    /** What the driver knows of the failure beyond its words. */
    private static RequestFailure told(Throwable cause) {
        List<CqlAttempt> attempts = new ArrayList<>();
        if (cause instanceof DriverException known) {
            attempts.addAll(ApacheExecution.attempts(known.getExecutionInfo()));
        }
        if (cause instanceof AllNodesFailedException all && attempts.isEmpty()) {
            all.getAllErrors()
                    .forEach((node, errors) -> errors.forEach(error ->
                            attempts.add(new CqlAttempt(ApacheCluster.address(node), ApacheExecution.text(error)))));
        } else if (cause instanceof CoordinatorException server) {
            attempts.add(new CqlAttempt(ApacheCluster.address(server.getCoordinator()), ApacheExecution.text(server)));
        }
        return new RequestFailure(ReplicaCounts.of(cause), attempts);
    }

    private static String at(CqlRequest request) {
        return " [" + shortened(request.cql()) + "]";
    }

    private static String shortened(String text) {
        return text.length() <= CQL_MAX ? text : text.substring(0, CQL_MAX) + "…";
    }

    private static String reason(Throwable error) {
        if (error instanceof AllNodesFailedException all && !all.getAllErrors().isEmpty()) {
            return all.getAllErrors().entrySet().stream()
                    .map(ApacheErrors::nodeReason)
                    .collect(Collectors.joining(", "));
        }
        return reasonOf(error);
    }

    private static String reasonOf(Throwable error) {
        Throwable root = root(error);
        if (root instanceof ClosedChannelException) {
            return "the connection was refused or closed";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String nodeReason(Map.Entry<Node, List<Throwable>> node) {
        return node.getKey().getEndPoint() + ": " + reasonOf(node.getValue().getFirst());
    }

    private static boolean isClosed(IllegalStateException error) {
        return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("closed");
    }

    private static Throwable unwrapped(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }

    private static Throwable root(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? error : root(cause);
    }

    private static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        return causes(error).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The error, its causes, and those of every node. */
    private static Stream<Throwable> causes(Throwable error) {
        Stream<Throwable> nested = error instanceof AllNodesFailedException all
                ? all.getAllErrors().values().stream().flatMap(List::stream).flatMap(ApacheErrors::causes)
                : Stream.empty();
        Throwable cause = error.getCause();
        return Stream.of(Stream.of(error), nested, cause == null ? Stream.<Throwable>empty() : causes(cause))
                .flatMap(all -> all);
    }
}
