package io.penstock.postgres;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.security.Tls;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Pools for tests, and waiting for what they do. */
final class TestPools {
    private TestPools() {}

    /** For a server, in a schema of its own. */
    static PostgresConfig.Builder config(PostgresServer server, String schema) {
        return PostgresConfig.builder(server.host())
                .port(server.port())
                .database(server.database())
                .credentials(server.user(), server.password())
                .tls(Tls.disabled())
                .applicationName(schema)
                .parameter("search_path", schema);
    }

    /** Waits for a condition, ten seconds at most. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the condition did not come true within 10 s");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
