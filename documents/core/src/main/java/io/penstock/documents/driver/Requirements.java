package io.penstock.documents.driver;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.util.Optional;
import java.util.Set;

/** What a request needs of a driver. Pure functions, for drivers that lack something. */
public final class Requirements {
    private Requirements() {}

    /**
     * Refuses a request that needs what the driver lacks.
     *
     * @throws DocumentsException {@code UNSUPPORTED}, naming the capability
     */
    public static void check(CqlRequest request, Set<Capability> capabilities) {
        missing(request, capabilities).ifPresent(capability -> {
            throw unsupported(capability);
        });
    }

    /** The refusal of whatever needs a capability that is missing. */
    public static DocumentsException unsupported(Capability capability) {
        return new DocumentsException(
                DocumentsError.UNSUPPORTED,
                "the driver lacks " + capability + "; leave out what needs it, or use a driver that has it");
    }

    /** The first capability that the request needs and that is not among these. */
    public static Optional<Capability> missing(CqlRequest request, Set<Capability> capabilities) {
        for (Capability capability : Capability.values()) {
            if (!capabilities.contains(capability) && isNeeded(capability, request)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    private static boolean isNeeded(Capability capability, CqlRequest request) {
        RequestOptions options = request.options();
        RequestExtras extras = options.extras();
        return switch (capability) {
            case PAGING ->
                options.pagingState().isPresent() || options.pageSize().isPresent();
            case BATCH -> request instanceof CqlBatch;
            case REQUEST_CONSISTENCY ->
                options.consistency().isPresent() || options.serialConsistency().isPresent();
            case REQUEST_DEADLINE ->
                options.deadline().isSet() || options.timeout().isPresent();
            case REQUEST_TIMESTAMP -> extras.timestampMicros().isPresent();
            case REQUEST_KEYSPACE -> extras.keyspace().isPresent();
            case REQUEST_TRACING -> extras.tracing();
            case REQUEST_PROFILE -> extras.profile().isPresent();
            case REQUEST_PAYLOAD -> !extras.payload().isEmpty();
            case REQUEST_NODE -> extras.node().isPresent();
            case NAMED_VALUES ->
                request instanceof CqlStatement statement && !statement.names().isEmpty();
            case UNSET_VALUES -> holds(request, Unset.class);
            case USER_TYPES -> holds(request, UserTypeValue.class);
            // Told by the types of a statement, which only the driver knows.
            case VECTORS_OF_ANY -> false;
            case EXECUTION_DETAILS,
                    SCYLLA_CQL,
                    SCHEMA_AGREEMENT,
                    CLUSTER_METADATA,
                    SERVER_CANCEL,
                    SHARD_AWARENESS,
                    CLIENT_ROUTES -> false;
        };
    }

    private static boolean holds(CqlRequest request, Class<?> type) {
        return switch (request) {
            case CqlStatement statement -> statement.values().stream().anyMatch(type::isInstance);
            case CqlBatch batch -> batch.statements().stream().anyMatch(statement -> holds(statement, type));
        };
    }
}
