package io.penstock.connector.cassandra;

import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.testkit.LookupContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CassandraNodeExtension.class)
class CassandraLookupContractTest extends LookupContract {
    private static CassandraContracts cassandra;

    @BeforeAll
    static void open(CassandraNode node) {
        cassandra = CassandraContracts.open(node, "lookup_contract");
        cassandra.rows("CREATE TABLE lookup_contract.airports (code text PRIMARY KEY, city text, elevation int)");
        ROWS.forEach(row -> cassandra.rows(
                "INSERT INTO lookup_contract.airports (code, city, elevation) VALUES (?, ?, ?)", row.toArray()));
    }

    @AfterAll
    static void close() {
        cassandra.close();
    }

    @Override
    protected Connection connection() {
        return CassandraConnection.over(cassandra.session());
    }

    @Override
    protected String table() {
        return "airports";
    }
}
