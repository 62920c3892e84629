package io.penstock.documents;

import io.penstock.Deadline;
import io.penstock.documents.driver.Consistency;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a read is run; what is empty is the session's default. Immutable.
 *
 * @param consistency how many replicas must answer; {@code SERIAL} kinds are not for reads by key or query here
 * @param deadline the moment after which the result is not wanted any more; the session's request timeout counts too,
 *     whichever is earlier
 * @param pageSize the most rows in one page
 */
public record ReadOptions(Optional<Consistency> consistency, Deadline deadline, OptionalInt pageSize) {
    /** The session's defaults. */
    public static final ReadOptions DEFAULT = new ReadOptions(Optional.empty(), Deadline.none(), OptionalInt.empty());

    public ReadOptions {
        if (pageSize.isPresent() && pageSize.getAsInt() < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1 row, got " + pageSize.getAsInt());
        }
    }

    public ReadOptions withConsistency(Consistency level) {
        return new ReadOptions(Optional.of(level), deadline, pageSize);
    }

    public ReadOptions withDeadline(Deadline newDeadline) {
        return new ReadOptions(consistency, newDeadline, pageSize);
    }

    public ReadOptions withPageSize(int rows) {
        return new ReadOptions(consistency, deadline, OptionalInt.of(rows));
    }
}
