package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.SecuredNode;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.documents.testkit.driver.DriverTarget;
import io.penstock.security.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One program, two clusters: one that asks for nothing and one that insists on encryption and a user. */
@ExtendWith(ApacheSecurityTest.OnSecuredNode.class)
@Timeout(120)
final class ApacheTwoClustersTest {
    /** The same class in both clusters. */
    @Table("greetings")
    public record Greeting(@PartitionKey int id, String text) {}

    private static final String KEYSPACE = "k_two_clusters";

    private final CassandraNode open;
    private final SecuredNode secured;

    ApacheTwoClustersTest(CassandraNode open, SecuredNode secured) {
        this.open = open;
        this.secured = secured;
    }

    private static Repository<Greeting> greetings(Documents documents) {
        DocumentSession session = documents.session(KEYSPACE);
        session.schema().createKeyspace(Replication.simple(1));
        session.schema().create(Greeting.class);
        return session.repository(Greeting.class);
    }

    @Test
    void each_repository_is_of_the_cluster_of_its_session() {
        try (Documents second = Documents.over(ApacheUnderTest.connect(ApacheSecurityTest.target(secured)))
                .open()) {
            Repository<Greeting> there = greetings(second);
            try (Documents first = Documents.over(ApacheUnderTest.connect(DriverTarget.at(open.address())))
                    .open()) {
                Repository<Greeting> here = greetings(first);
                here.save(new Greeting(1, "here"));
                there.save(new Greeting(1, "there"));
                there.save(new Greeting(2, "only there"));
                assertThat(here.findAll()).containsExactly(new Greeting(1, "here"));
                assertThat(there.findAll())
                        .contains(new Greeting(1, "there"), new Greeting(2, "only there"))
                        .doesNotContain(new Greeting(1, "here"));
            }
            assertThat(there.get(1)).as("after the other was closed").contains(new Greeting(1, "there"));
        }
    }

    @Test
    @Covers({"G-05", "D-04", "D-05"})
    void a_session_of_the_applications_own_over_tls_is_used_and_stays_open() {
        Tls tls = Tls.verifyFull(secured.authority()).withClientKey(secured.clientKey(), secured.password());
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(secured.node().address())
                .withLocalDatacenter(secured.node().datacenter())
                .withSslContext(tls.context())
                .withAuthCredentials("cassandra", "cassandra")
                .build()) {
            try (Documents documents =
                    Documents.over(ApacheDriver.over(session)).open()) {
                Repository<Greeting> greetings = greetings(documents);
                greetings.save(new Greeting(3, "over TLS"));
                assertThat(greetings.get(3)).contains(new Greeting(3, "over TLS"));
                assertThat(documents
                                .session(KEYSPACE)
                                .execute(CqlStatement.of(
                                        "SELECT ssl_enabled FROM system_views.clients WHERE ssl_enabled = true"
                                                + " ALLOW FILTERING"))
                                .rows())
                        .isNotEmpty();
            }
            assertThat(session.isClosed()).isFalse();
            assertThat(session.execute("SELECT text FROM " + KEYSPACE + ".greetings WHERE id = 3")
                            .one())
                    .isNotNull();
        }
    }
}
