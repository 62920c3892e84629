package io.penstock.documents.driver.apache;

import io.penstock.Limit;
import java.time.Duration;
import java.util.Optional;

/**
 * Bounds of a connection. Immutable.
 *
 * @param preparedMax the most prepared statements kept
 * @param requestsPerConnectionMax the most requests in flight on one connection; one more is refused as BUSY. At least
 *     {@value #REQUESTS_PER_CONNECTION_MIN}: the driver reads the schema with many requests at once, and would wait in
 *     vain if they were refused
 * @param connectTimeout the longest wait for a connection and its handshake
 * @param requestTimeout the longest wait for a request without a deadline of its own
 * @param ioThreads how many threads do I/O
 * @param requestsMax the most requests that run at once, over all connections; empty for as many as the connections
 *     take
 * @param waitingMax the most requests that wait, within their deadline, for one of {@code requestsMax} to end; one more
 *     is refused as BUSY. Present together with {@code requestsMax}
 */
public record ApacheLimits(
        Limit preparedMax,
        Limit requestsPerConnectionMax,
        Duration connectTimeout,
        Duration requestTimeout,
        int ioThreads,
        Optional<Limit> requestsMax,
        Optional<Limit> waitingMax) {
    /** The least that {@link #requestsPerConnectionMax} can be. */
    public static final int REQUESTS_PER_CONNECTION_MIN = 32;

    /** 1,000 prepared statements, 4,096 requests a connection, 10 s to connect, 10 s a request, 2 I/O threads. */
    public static final ApacheLimits DEFAULT = new ApacheLimits(
            new Limit("preparedMax", 1_000, "statements"),
            new Limit("requestsPerConnectionMax", 4_096, "requests"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            2,
            Optional.empty(),
            Optional.empty());

    public ApacheLimits {
        if (requestsPerConnectionMax.max() < REQUESTS_PER_CONNECTION_MIN || requestsPerConnectionMax.max() > 32_768) {
            throw new IllegalArgumentException("requestsPerConnectionMax must be " + REQUESTS_PER_CONNECTION_MIN
                    + " to 32768 requests, got " + requestsPerConnectionMax.max());
        }
        if (!connectTimeout.isPositive() || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive, got connectTimeout " + connectTimeout
                    + ", requestTimeout " + requestTimeout);
        }
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads must be at least 1, got " + ioThreads);
        }
        if (requestsMax.isPresent() != waitingMax.isPresent()) {
            throw new IllegalArgumentException("requestsMax and waitingMax are given together");
        }
    }

    public ApacheLimits withPreparedMax(int statements) {
        return new ApacheLimits(
                new Limit("preparedMax", statements, "statements"),
                requestsPerConnectionMax,
                connectTimeout,
                requestTimeout,
                ioThreads,
                requestsMax,
                waitingMax);
    }

    public ApacheLimits withRequestsPerConnectionMax(int requests) {
        return new ApacheLimits(
                preparedMax,
                new Limit("requestsPerConnectionMax", requests, "requests"),
                connectTimeout,
                requestTimeout,
                ioThreads,
                requestsMax,
                waitingMax);
    }

    public ApacheLimits withConnectTimeout(Duration timeout) {
        return new ApacheLimits(
                preparedMax, requestsPerConnectionMax, timeout, requestTimeout, ioThreads, requestsMax, waitingMax);
    }

    public ApacheLimits withRequestTimeout(Duration timeout) {
        return new ApacheLimits(
                preparedMax, requestsPerConnectionMax, connectTimeout, timeout, ioThreads, requestsMax, waitingMax);
    }

    public ApacheLimits withIoThreads(int threads) {
        return new ApacheLimits(
                preparedMax,
                requestsPerConnectionMax,
                connectTimeout,
                requestTimeout,
                threads,
                requestsMax,
                waitingMax);
    }

    /** At most so many requests at once, and so many that wait for one of them to end. */
    public ApacheLimits withRequestsMax(int requests, int waiting) {
        return new ApacheLimits(
                preparedMax,
                requestsPerConnectionMax,
                connectTimeout,
                requestTimeout,
                ioThreads,
                Optional.of(new Limit("requestsMax", requests, "requests")),
                Optional.of(new Limit("waitingMax", waiting, "requests")));
    }
}
