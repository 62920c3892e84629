package io.penstock.connector.cassandra;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A keyspace for a contract, and its rows read past the connector. */
record CassandraContracts(Documents documents, DocumentSession session) implements AutoCloseable {
    static CassandraContracts open(CassandraNode node, String keyspace) {
        Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .localDatacenter(node.datacenter())
                        .connect())
                .open();
        DocumentSession session = documents.session(keyspace);
        session.schema().createKeyspace(Replication.simple(1));
        return new CassandraContracts(documents, session);
    }

    List<List<@Nullable Object>> rows(String cql, @Nullable Object... values) {
        CqlPage page = session.execute(CqlStatement.of(cql, values));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CqlRow row : page.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < page.columns().size(); i++) {
                cells.add(row.get(i));
            }
            rows.add(cells);
        }
        return rows;
    }

    @Override
    public void close() {
        documents.close();
    }
}
