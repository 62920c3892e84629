package io.penstock.documents.driver;

import io.penstock.Deadline;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a request is run. Immutable.
 *
 * @param consistency how many replicas must answer, of a read also {@code SERIAL} kinds, which servers refuse for
 *     writes; empty for the driver's default
 * @param serialConsistency the same for the condition of a conditional write
 * @param deadline the moment after which the result is not wanted any more
 * @param idempotent whether running the request twice is the same as once, so that it may be retried
 * @param pageSize the most rows in a page; empty for the driver's default
 * @param pagingState where to continue, from an earlier page of the same statement
 * @param extras what few requests need
 */
public record RequestOptions(
        Optional<Consistency> consistency,
        Optional<Consistency> serialConsistency,
        Deadline deadline,
        boolean idempotent,
        OptionalInt pageSize,
        Optional<ByteBuffer> pagingState,
        RequestExtras extras) {
    private static final RequestOptions DEFAULTS = new RequestOptions(
            Optional.empty(),
            Optional.empty(),
            Deadline.none(),
            false,
            OptionalInt.empty(),
            Optional.empty(),
            RequestExtras.NONE);

    public RequestOptions {
        if (serialConsistency.isPresent() && !serialConsistency.get().isSerial()) {
            throw new IllegalArgumentException(
                    "serial consistency is SERIAL or LOCAL_SERIAL, got " + serialConsistency.get());
        }
        if (pageSize.isPresent() && pageSize.getAsInt() < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1 row, got " + pageSize.getAsInt());
        }
    }

    /** The driver's defaults, no deadline, not idempotent. */
    public static RequestOptions defaults() {
        return DEFAULTS;
    }

    public RequestOptions withConsistency(Consistency level) {
        return new RequestOptions(
                Optional.of(level), serialConsistency, deadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withSerialConsistency(Consistency level) {
        return new RequestOptions(consistency, Optional.of(level), deadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withDeadline(Deadline newDeadline) {
        return new RequestOptions(
                consistency, serialConsistency, newDeadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withIdempotent(boolean newIdempotent) {
        return newIdempotent == idempotent
                ? this
                : new RequestOptions(
                        consistency, serialConsistency, deadline, newIdempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withPageSize(int rows) {
        return new RequestOptions(
                consistency, serialConsistency, deadline, idempotent, OptionalInt.of(rows), pagingState, extras);
    }

    public RequestOptions withPagingState(ByteBuffer state) {
        return new RequestOptions(
                consistency, serialConsistency, deadline, idempotent, pageSize, Optional.of(state), extras);
    }

    public RequestOptions withExtras(RequestExtras newExtras) {
        return new RequestOptions(
                consistency, serialConsistency, deadline, idempotent, pageSize, pagingState, newExtras);
    }
}
