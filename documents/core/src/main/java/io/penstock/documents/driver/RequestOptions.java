package io.penstock.documents.driver;

import io.penstock.Deadline;
import io.penstock.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a request is run. Immutable.
 *
 * @param consistency how many replicas must answer, of a read also {@code SERIAL} kinds, which servers refuse for
 *     writes; empty for the driver's default
 * @param serialConsistency the same for the condition of a conditional write
 * @param timeout the longest wait for the answer, from when the driver is given the request; empty for the driver's
 *     default
 * @param deadline the moment after which the result is not wanted any more; it and the timeout both hold
 * @param idempotent whether running the request twice is the same as once, so that it may be retried
 * @param pageSize the most rows in a page; empty for the driver's default
 * @param pagingState where to continue, from an earlier page of the same statement
 * @param extras what few requests need
 */
public record RequestOptions(
        Optional<Consistency> consistency,
        Optional<Consistency> serialConsistency,
        Optional<Duration> timeout,
        Deadline deadline,
        boolean idempotent,
        OptionalInt pageSize,
        Optional<ByteBuffer> pagingState,
        RequestExtras extras) {
    private static final RequestOptions DEFAULTS = new RequestOptions(
            Optional.empty(),
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
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("timeout must be longer than nothing, got " + timeout.get());
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
                Optional.of(level), serialConsistency, timeout, deadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withSerialConsistency(Consistency level) {
        return new RequestOptions(
                consistency, Optional.of(level), timeout, deadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withTimeout(Duration wait) {
        return new RequestOptions(
                consistency, serialConsistency, Optional.of(wait), deadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withDeadline(Deadline newDeadline) {
        return new RequestOptions(
                consistency, serialConsistency, timeout, newDeadline, idempotent, pageSize, pagingState, extras);
    }

    public RequestOptions withIdempotent(boolean newIdempotent) {
        return newIdempotent == idempotent
                ? this
                : new RequestOptions(
                        consistency,
                        serialConsistency,
                        timeout,
                        deadline,
                        newIdempotent,
                        pageSize,
                        pagingState,
                        extras);
    }

    public RequestOptions withPageSize(int rows) {
        return new RequestOptions(
                consistency,
                serialConsistency,
                timeout,
                deadline,
                idempotent,
                OptionalInt.of(rows),
                pagingState,
                extras);
    }

    public RequestOptions withPagingState(ByteBuffer state) {
        return new RequestOptions(
                consistency, serialConsistency, timeout, deadline, idempotent, pageSize, Optional.of(state), extras);
    }

    public RequestOptions withExtras(RequestExtras newExtras) {
        return new RequestOptions(
                consistency, serialConsistency, timeout, deadline, idempotent, pageSize, pagingState, newExtras);
    }

    /** The moment when the wait ends, for a request that the driver is given now. */
    public Deadline until(Time time) {
        return timeout.isEmpty()
                ? deadline
                : Deadline.after(timeout.get(), time).min(deadline);
    }
}
