package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.penstock.documents.driver.RequestFailure.Replicas;
import java.util.Optional;

/** How many replicas did what, out of the driver's failures. Pure functions. */
final class ReplicaCounts {
    private ReplicaCounts() {}

    static Optional<Replicas> of(Throwable error) {
        return switch (error) {
            case UnavailableException few ->
                Optional.of(new Replicas(
                        few.getConsistencyLevel().name(),
                        few.getRequired(),
                        few.getAlive(),
                        0,
                        Optional.empty(),
                        Optional.empty()));
            case ReadTimeoutException late -> Optional.of(read(late, 0, late.wasDataPresent()));
            case ReadFailureException broken ->
                Optional.of(read(broken, broken.getNumFailures(), broken.wasDataPresent()));
            case WriteTimeoutException late ->
                Optional.of(write(late, 0, late.getWriteType().name()));
            case WriteFailureException broken ->
                Optional.of(write(
                        broken, broken.getNumFailures(), broken.getWriteType().name()));
            case CASWriteUnknownException unknown -> Optional.of(write(unknown, 0, "CAS"));
            default -> Optional.empty();
        };
    }

    private static Replicas read(QueryConsistencyException error, int failed, boolean dataPresent) {
        return new Replicas(
                error.getConsistencyLevel().name(),
                error.getBlockFor(),
                error.getReceived(),
                failed,
                Optional.empty(),
                Optional.of(dataPresent));
    }

    private static Replicas write(QueryConsistencyException error, int failed, String type) {
        return new Replicas(
                error.getConsistencyLevel().name(),
                error.getBlockFor(),
                error.getReceived(),
                failed,
                Optional.of(type),
                Optional.empty());
    }
}
