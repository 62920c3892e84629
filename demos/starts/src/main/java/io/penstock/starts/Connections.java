package io.penstock.starts;

import io.penstock.documents.Documents;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;

/** How the starts get their connections. */
public final class Connections {
    private Connections() {}

    /** A connection to a Cassandra or ScyllaDB cluster. */
    public static Documents documents(String host, int port, String datacenter) {
        // region connect
        Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(host, port)
                        .localDatacenter(datacenter)
                        .connect())
                .open();
        // endregion
        return documents;
    }

    /** A pool for a PostgreSQL database, such as {@code postgres://app:secret@localhost/shop}. */
    public static Pool pool(String url) {
        // region pool
        Pool pool = Pool.open(PostgresConfig.parse(url));
        // endregion
        return pool;
    }
}
