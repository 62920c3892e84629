package io.penstock.starts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.Documents;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.postgres.Pool;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.starts.DocumentsStart.Reading;
import io.penstock.starts.PostgresStart.Order;
import io.penstock.starts.StreamStart.Bar;
import java.math.BigDecimal;
import java.time.Instant;
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
        try (Documents documents = Connections.documents(node.host(), node.port(), node.datacenter())) {
            assertThat(DocumentsStart.run(documents))
                    .containsExactly(new Reading("roof", Instant.parse("2026-11-20T13:00:00Z"), 23.0));
        }
    }

    @Test
    void postgres(PostgresServer server) {
        try (Pool pool = Connections.pool(server.url())) {
            assertThat(PostgresStart.run(pool)).containsExactly(new Order(1, "tea", new BigDecimal("4.20")));
        }
    }
}
