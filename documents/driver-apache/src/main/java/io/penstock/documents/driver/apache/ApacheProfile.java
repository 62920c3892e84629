package io.penstock.documents.driver.apache;

import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A named set of settings for requests that say {@link io.penstock.documents.driver.RequestExtras#withProfile}. What a
 * request names itself wins over its profile, and what the profile leaves empty is the driver's. Immutable.
 *
 * @param consistency how many replicas must answer
 * @param serialConsistency the same for conditions
 * @param requestTimeout the longest wait for a request without a deadline of its own
 * @param pageSize the most rows in a page
 * @param localDatacenter the data centre whose nodes are used
 * @param retries what happens to a failed request
 * @param speculation further executions of slow idempotent requests
 */
public record ApacheProfile(
        Optional<Consistency> consistency,
        Optional<Consistency> serialConsistency,
        Optional<Duration> requestTimeout,
        OptionalInt pageSize,
        Optional<String> localDatacenter,
        Optional<Retries> retries,
        Optional<Speculation> speculation) {
    /** Names nothing. */
    public static final ApacheProfile EMPTY = new ApacheProfile(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ApacheProfile {
        if (requestTimeout.isPresent() && !requestTimeout.get().isPositive()) {
            throw new IllegalArgumentException("requestTimeout must be positive, got " + requestTimeout.get());
        }
        if (pageSize.isPresent() && pageSize.getAsInt() < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1 row, got " + pageSize.getAsInt());
        }
        if (consistency.isPresent() && consistency.get().isSerial()) {
            throw new IllegalArgumentException(
                    "consistency " + consistency.get() + " is for conditions; give it as serial consistency");
        }
        if (serialConsistency.isPresent() && !serialConsistency.get().isSerial()) {
            throw new IllegalArgumentException(
                    "serial consistency is SERIAL or LOCAL_SERIAL, got " + serialConsistency.get());
        }
    }

    public ApacheProfile withConsistency(Consistency level) {
        return new ApacheProfile(
                Optional.of(level), serialConsistency, requestTimeout, pageSize, localDatacenter, retries, speculation);
    }

    public ApacheProfile withSerialConsistency(Consistency level) {
        return new ApacheProfile(
                consistency, Optional.of(level), requestTimeout, pageSize, localDatacenter, retries, speculation);
    }

    public ApacheProfile withRequestTimeout(Duration timeout) {
        return new ApacheProfile(
                consistency, serialConsistency, Optional.of(timeout), pageSize, localDatacenter, retries, speculation);
    }

    public ApacheProfile withPageSize(int rows) {
        return new ApacheProfile(
                consistency,
                serialConsistency,
                requestTimeout,
                OptionalInt.of(rows),
                localDatacenter,
                retries,
                speculation);
    }

    public ApacheProfile withLocalDatacenter(String name) {
        return new ApacheProfile(
                consistency, serialConsistency, requestTimeout, pageSize, Optional.of(name), retries, speculation);
    }

    public ApacheProfile withRetries(Retries newRetries) {
        return new ApacheProfile(
                consistency,
                serialConsistency,
                requestTimeout,
                pageSize,
                localDatacenter,
                Optional.of(newRetries),
                speculation);
    }

    public ApacheProfile withSpeculation(Speculation newSpeculation) {
        return new ApacheProfile(
                consistency,
                serialConsistency,
                requestTimeout,
                pageSize,
                localDatacenter,
                retries,
                Optional.of(newSpeculation));
    }
}
