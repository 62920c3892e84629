package io.penstock.starts;

import io.penstock.documents.Documents;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.starts.DocumentsStart.Reading;
import io.penstock.starts.PostgresStart.Order;
import java.util.List;

/** How the starts get their connections, and close them. */
public final class Connections {
    private Connections() {}

    /** The start over a Cassandra or ScyllaDB cluster. */
    public static List<Reading> cassandra(String host, int port, String datacenter) {
        // region connect
        try (Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(host, port) // "127.0.0.1", 9042
                        .localDatacenter(datacenter) // "datacenter1", as nodetool status says
                        .connect())
                .open()) { // closing it closes the driver
            return DocumentsStart.run(documents);
        }
        // endregion
    }

    /** The start over a PostgreSQL database. */
    public static List<Order> postgres(String url) {
        // region pool
        try (Pool pool = Pool.open(PostgresConfig.parse(url))) { // "postgres://app:secret@localhost:5432/shop"
            return PostgresStart.run(pool);
        }
        // endregion
    }
}
