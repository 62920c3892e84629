package io.penstock.documents.driver;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a request that failed, beyond the words of the message.
 *
 * @param replicas how many replicas did what, when the server told it
 * @param attempts every node that was tried, with its own failure, in order
 */
public record RequestFailure(Optional<Replicas> replicas, List<CqlAttempt> attempts) {
    public RequestFailure {
        attempts = List.copyOf(attempts);
    }

    /**
     * The coordinator's count of replicas.
     *
     * @param consistency the level that was asked for
     * @param required how many had to answer
     * @param answered how many did, or are alive when that alone was not enough
     * @param failed how many answered with a failure
     * @param write the kind of write in the server's words, empty for a read
     * @param dataPresent whether the replica that was asked for data answered; empty for a write
     */
    public record Replicas(
            String consistency,
            int required,
            int answered,
            int failed,
            Optional<String> write,
            Optional<Boolean> dataPresent) {}
}
