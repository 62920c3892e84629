package io.penstock.starts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.starts.BothStart.Stock;
import io.penstock.starts.DocumentsStart.Reading;
import io.penstock.starts.PostgresStart.Order;
import io.penstock.starts.StreamStart.Bar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README promises. */
@ExtendWith({CassandraNodeExtension.class, PostgresServerExtension.class})
final class StartsTest {
    @Test
    void stream() {
        assertThat(StreamStart.run()).isEqualTo(new Bar("ACME", Instant.parse("2026-11-20T09:00:00Z"), 150, 10.8));
    }

    @Test
    void documents(CassandraNode node) {
        List<Reading> warm = List.of(new Reading("roof", Instant.parse("2026-11-20T13:00:00Z"), 23.0));
        assertThat(Connections.cassandra(node.host(), node.port(), node.datacenter()))
                .isEqualTo(warm);
        assertThat(Connections.cassandra(node.host(), node.port(), node.datacenter()))
                .as("run again")
                .isEqualTo(warm);
    }

    @Test
    void postgres(PostgresServer server) {
        List<Order> cheap = List.of(new Order(1, "tea", new BigDecimal("4.20")));
        assertThat(Connections.postgres(server.url())).isEqualTo(cheap);
        assertThat(Connections.postgres(server.url())).as("run again").isEqualTo(cheap);
    }

    @Test
    void both(CassandraNode node, PostgresServer server) {
        try (Documents documents = Documents.over(ApacheDriver.builder()
                                .contactPoint(node.host(), node.port())
                                .localDatacenter(node.datacenter())
                                .connect())
                        .open();
                Pool pool = Pool.open(PostgresConfig.parse(server.url()))) {
            DocumentSession session = documents.session("shop");
            session.schema().createKeyspace(Replication.simple(1));
            BothStart.run(session, pool);
            BothStart.run(session, pool);

            Stock[] left = {new Stock("cup", 1), new Stock("tea", 7)};
            assertThat(session.repository(Stock.class).findAll()).containsExactlyInAnyOrder(left);
            assertThat(pool.query(Stock.class, "SELECT * FROM start_stock")).containsExactlyInAnyOrder(left);
        }
    }
}
