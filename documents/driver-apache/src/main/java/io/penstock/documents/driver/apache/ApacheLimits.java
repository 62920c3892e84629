package io.penstock.documents.driver.apache;

import io.penstock.Limit;
import java.time.Duration;

/**
 * Bounds of a connection. Immutable.
 *
 * @param preparedMax the most prepared statements kept
 * @param requestsPerConnectionMax the most requests in flight on one connection; one more is refused as BUSY
 * @param connectTimeout the longest wait for a connection and its handshake
 * @param requestTimeout the longest wait for a request without a deadline of its own
 * @param ioThreads how many threads do I/O
 */
public record ApacheLimits(
        Limit preparedMax,
        Limit requestsPerConnectionMax,
        Duration connectTimeout,
        Duration requestTimeout,
        int ioThreads) {
    /** 1,000 prepared statements, 4,096 requests a connection, 10 s to connect, 10 s a request, 2 I/O threads. */
    public static final ApacheLimits DEFAULT = new ApacheLimits(
            new Limit("preparedMax", 1_000, "statements"),
            new Limit("requestsPerConnectionMax", 4_096, "requests"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            2);

    public ApacheLimits withPreparedMax(int statements) {
        return new ApacheLimits(
                new Limit("preparedMax", statements, "statements"),
                requestsPerConnectionMax,
                connectTimeout,
                requestTimeout,
                ioThreads);
    }

    public ApacheLimits withRequestsPerConnectionMax(int requests) {
        return new ApacheLimits(
                preparedMax,
                new Limit("requestsPerConnectionMax", requests, "requests"),
                connectTimeout,
                requestTimeout,
                ioThreads);
    }

    public ApacheLimits withConnectTimeout(Duration timeout) {
        return new ApacheLimits(preparedMax, requestsPerConnectionMax, timeout, requestTimeout, ioThreads);
    }

    public ApacheLimits withRequestTimeout(Duration timeout) {
        return new ApacheLimits(preparedMax, requestsPerConnectionMax, connectTimeout, timeout, ioThreads);
    }

    public ApacheLimits withIoThreads(int threads) {
        return new ApacheLimits(preparedMax, requestsPerConnectionMax, connectTimeout, requestTimeout, threads);
    }
}
