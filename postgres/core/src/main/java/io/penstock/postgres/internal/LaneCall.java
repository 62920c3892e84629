package io.penstock.postgres.internal;

/** A call on its way through a lane. Its count of tries is guarded by the lane's lock. */
final class LaneCall<T> {
    /** A call that was hit by another's fate this often is told so. */
    private static final int TRIES_MAX = 4;

    private final Request.Single<T> request;
    private final Operation<T> operation;
    private int tries;
    private boolean replanned;

    LaneCall(Request.Single<T> request, Operation<T> operation) {
        this.request = request;
        this.operation = operation;
    }

    Request.Single<T> request() {
        return request;
    }

    Operation<T> operation() {
        return operation;
    }

    String sql() {
        return request.sql();
    }

    /** Whether it may be sent once more. */
    boolean mayTryAgain() {
        return ++tries < TRIES_MAX;
    }

    /** Whether it may be prepared anew; true once. */
    boolean mayReplan() {
        boolean first = !replanned;
        replanned = true;
        return first;
    }
}
