package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Connections. */
final class Connecting {
    private Connecting() {}

    static String connect(List<String> nodes, String datacenter) {
        // region connect
        try (Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoints(nodes) // "cassandra-1:9042", "cassandra-2:9042"
                        .localDatacenter(datacenter)
                        .connect())
                .consistency(Consistency.LOCAL_QUORUM)
                .settings(DocumentsSettings.DEFAULT
                        .withRequestTimeout(Duration.ofSeconds(5))
                        .withPageSize(500))
                .open()) {
            DocumentSession session = documents.session("shop"); // light: a keyspace's name, no connection
            return session.keyspace();
        }
        // endregion
    }

    static Documents atFirstUse(List<String> nodes) {
        // region firstUse
        Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoints(nodes)
                        .connectAtFirstUse()) // no connection yet; after a failed attempt the next use makes another
                .open();
        // endregion
        return documents;
    }

    static void ahead(DocumentSession session) {
        // region ahead
        session.prepare(Login.class, Stock.class); // saves, reads and deletes by key; the tables exist
        // endregion
    }

    static void secured(String host, int port, Path authorities) {
        // region secured
        ApacheDriver driver = ApacheDriver.builder()
                .contactPoint(host, port)
                .credentials(Credentials.of("app", "secret")) // or a provider, asked for with every connection
                .tls(Tls.verifyFull(authorities)) // a PEM file with the authorities that are trusted
                .connect();
        // endregion
        driver.close();
    }
}
