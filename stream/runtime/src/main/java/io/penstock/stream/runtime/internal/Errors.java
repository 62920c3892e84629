package io.penstock.stream.runtime.internal;

import io.penstock.Limit;
import io.penstock.PenstockException;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.RuntimeError;

/** All failures of the runtime, worded in one place. Values of rows stay out of them. */
public final class Errors {
    private Errors() {}

    /** An expression that cannot be computed for a row. */
    public static PenstockException evaluation(Expression expression, String problem) {
        return new PenstockException(RuntimeError.EVALUATION, expression + ": " + problem);
    }

    public static PenstockException overflow(Expression expression) {
        return evaluation(
                expression, "the result does not fit " + expression.type().sql() + "; cast to a wider type before");
    }

    public static PenstockException divisionByZero(Expression expression) {
        return evaluation(expression, "division by zero; guard it with NULLIF or CASE");
    }

    /** An aggregate whose result cannot be held. */
    public static PenstockException aggregateOverflow(String call, String type) {
        return new PenstockException(
                RuntimeError.EVALUATION,
                call + ": the result does not fit " + type + "; cast the argument to DECIMAL or DOUBLE");
    }

    public static PenstockException unsupported(String what) {
        return new PenstockException(RuntimeError.UNSUPPORTED, what);
    }

    public static PenstockException limit(Limit limit, String remedy) {
        return new PenstockException(RuntimeError.LIMIT, limit.reached() + "; " + remedy);
    }

    public static PenstockException cancelled() {
        return new PenstockException(RuntimeError.CANCELLED, "the query was cancelled: its thread was interrupted");
    }

    public static PenstockException snapshotOfAnotherPlan(String expected, String found) {
        return new PenstockException(
                RuntimeError.SNAPSHOT_MISMATCH,
                "the snapshot was taken of plan " + found + ", this query is plan " + expected
                        + "; start the query without the snapshot or with the SQL that it was taken of");
    }

    public static PenstockException snapshotDamaged(String problem) {
        return new PenstockException(
                RuntimeError.SNAPSHOT_DAMAGED,
                "the snapshot cannot be read: " + problem + "; take an older one or start without");
    }

    public static PenstockException internal(String where, Throwable cause) {
        return new PenstockException(
                RuntimeError.INTERNAL, "'" + where + "' failed in a way nobody foresaw: " + cause, cause);
    }
}
