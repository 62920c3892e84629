package io.penstock.connector.cassandra;

import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.testkit.SinkContract;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CassandraNodeExtension.class)
class CassandraSinkContractTest extends SinkContract {
    private static CassandraContracts cassandra;

    @BeforeAll
    static void open(CassandraNode node) {
        cassandra = CassandraContracts.open(node, "sink_contract");
        cassandra.rows(
                "CREATE TABLE sink_contract.stored (id bigint PRIMARY KEY, name text, amount double, at timestamp)");
    }

    @AfterAll
    static void close() {
        cassandra.close();
    }

    @BeforeEach
    void empty() {
        cassandra.rows("TRUNCATE sink_contract.stored");
    }

    @Override
    protected Connection connection() {
        return CassandraConnection.over(cassandra.session());
    }

    @Override
    protected String table() {
        return "stored";
    }

    @Override
    protected List<List<@Nullable Object>> storedRows() {
        return cassandra.rows("SELECT id, name, amount, at FROM sink_contract.stored").stream()
                .sorted(Comparator.comparing(row -> String.valueOf(row.getFirst())))
                .toList();
    }
}
