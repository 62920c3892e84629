package io.penstock.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.DriverDescription;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;

/**
 * A node with a keyspace, a session of the driver with its default settings (only its requests may take as long as
 * Penstock's: statements on the schema take longer than two seconds on a busy machine), Penstock over that session with
 * the driver's page size and consistency, and Penstock over a session of its own.
 */
final class DocumentsUnderTest implements AutoCloseable {
    static final String KEYSPACE = "bench";
    static final String PENSTOCK = "Penstock";
    static final String PENSTOCK_ALONE = "Penstock, own session";

    private final CassandraNode node = CassandraNode.start();
    private final CqlSession session;
    private final ApacheDriver driver;
    private final Documents shared;
    private final Documents alone;

    DocumentsUnderTest() {
        session = CqlSession.builder()
                .addContactPoint(node.address())
                .withLocalDatacenter(node.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, DocumentsSettings.DEFAULT.requestTimeout())
                        .build())
                .build();
        driver = ApacheDriver.over(session);
        shared = documents(driver);
        alone = documents(ApacheDriver.builder()
                .contactPoint(node.host(), node.port())
                .localDatacenter(node.datacenter())
                .connect());
        penstock().schema().createKeyspace(Replication.simple(1));
        session.execute("USE " + KEYSPACE);
    }

    private Documents documents(CqlDriver driver) {
        int pageSize =
                session.getContext().getConfig().getDefaultProfile().getInt(DefaultDriverOption.REQUEST_PAGE_SIZE);
        return Documents.over(driver)
                .settings(DocumentsSettings.DEFAULT
                        .withConsistency(Consistency.LOCAL_ONE)
                        .withPageSize(pageSize))
                .open();
    }

    DriverDescription driver() {
        return driver.description();
    }

    CassandraNode node() {
        return node;
    }

    CqlSession session() {
        return session;
    }

    Documents shared() {
        return shared;
    }

    /** Over the session that the peers use. */
    DocumentSession penstock() {
        return shared.session(KEYSPACE);
    }

    /** Over its own session. */
    DocumentSession penstockAlone() {
        return alone.session(KEYSPACE);
    }

    @Override
    public void close() {
        alone.close();
        shared.close();
        session.close();
        node.close();
    }
}
