package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Counter;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Key;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.LazyDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.documents.testkit.driver.DriverBackend;
import io.penstock.documents.testkit.driver.LwtContract;
import io.penstock.documents.testkit.driver.NamedValuesContract;
import io.penstock.documents.testkit.driver.OptionsContract;
import io.penstock.documents.testkit.driver.ResultContract;
import io.penstock.testkit.FaultProxy;
import io.penstock.testkit.RecordingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A connection that is made at its first use does the same as any other, and statements prepared ahead are not late.
 */
@ExtendWith(ApacheFirstUseTest.AtFirstUse.class)
@Timeout(120)
final class ApacheFirstUseTest {
    /** A note. */
    @Table("first_notes")
    public record Note(@PartitionKey int id, @ClusteringKey int part, String text) {}

    /** A number that only goes up and down. */
    @Table("first_counts")
    public record Count(@PartitionKey int id, @Counter long hits) {}

    /** Nobody made its table. */
    @Table("first_nots")
    public record Missing(@PartitionKey int id) {}

    private static final String KEYSPACE = "k_first_use";
    private static final CqlStatement LOCAL = CqlStatement.of("SELECT key FROM system.local");

    private final CassandraNode node;

    ApacheFirstUseTest(CassandraNode node) {
        this.node = node;
    }

    /** Gives the suites drivers that are not connected yet. */
    static final class AtFirstUse implements ParameterResolver {
        private final ApacheUnderTest connected = new ApacheUnderTest();

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return connected.supportsParameter(parameter, context);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DriverBackend.class
                    ? (DriverBackend) target -> ApacheUnderTest.builder(target).connectAtFirstUse()
                    : connected.resolveParameter(parameter, context);
        }
    }

    @Nested
    final class Results extends ResultContract {}

    @Nested
    final class Options extends OptionsContract {}

    @Nested
    final class NamedValues extends NamedValuesContract {}

    @Nested
    final class Lwt extends LwtContract {}

    @Test
    @Covers({"D-01", "G-05"})
    void nothing_is_connected_before_the_first_use_and_then_once() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port())) {
            ApacheDriverBuilder builder = ApacheDriver.builder().contactPoint(proxy.host(), proxy.port());
            LazyDriver driver = builder.connectAtFirstUse();
            builder.localDatacenter("said later, and so for others");
            try (Documents documents = Documents.over(driver).open()) {
                DocumentSession session = documents.session("system");
                assertThat(proxy.connections()).isZero();
                List<CompletableFuture<?>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    all.add(session.async().execute(LOCAL));
                }
                all.forEach(CompletableFuture::join);
                // Of one driver: one connection to the node, and one that watches the cluster.
                assertThat(proxy.connections()).isEqualTo(2);
                assertThat(driver.isConnected()).isTrue();
                assertThat(driver.description().name()).isEqualTo(LoadedDriver.name());
            }
        }
    }

    @Test
    @Covers({"D-01", "G-05"})
    void who_cannot_be_reached_is_tried_anew_by_the_next_use() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                Documents documents = Documents.over(ApacheDriver.builder()
                                .contactPoint(proxy.host(), proxy.port())
                                .connectAtFirstUse())
                        .open()) {
            proxy.refusing();
            DocumentSession session = documents.session("system");
            assertThatThrownBy(() -> session.execute(LOCAL))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            none -> assertThat(none.error()).isEqualTo(DocumentsError.CONNECT))
                    .hasMessageStartingWith("no Cassandra node answers at ");
            proxy.accepting();
            assertThat(session.execute(LOCAL).rows()).hasSize(1);
        }
        assertThatThrownBy(() -> ApacheDriver.builder().connectAtFirstUse())
                .hasMessage("give at least one contactPoint(host, port)");
    }

    @Test
    @Covers({"D-05", "G-05"})
    void closed_before_its_first_use_it_opens_no_connection() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port())) {
            LazyDriver driver = ApacheDriver.builder()
                    .contactPoint(proxy.host(), proxy.port())
                    .connectAtFirstUse();
            Documents documents = Documents.over(driver).open();
            documents.close();
            assertThatThrownBy(() -> documents.session("system").execute(LOCAL))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            closed -> assertThat(closed.error()).isEqualTo(DocumentsError.CLOSED));
            assertThat(driver.isConnected()).isFalse();
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    @Covers("D-09")
    void what_was_prepared_ahead_is_not_prepared_by_the_first_request() {
        RecordingMetrics metrics = new RecordingMetrics();
        try (Documents documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .metrics(metrics)
                        .connect())
                .open()) {
            DocumentSession session = documents.session(KEYSPACE);
            session.schema().createKeyspace(Replication.simple(1));
            session.schema().create(Note.class, Count.class);
            session.prepare(Note.class, Count.class);
            long before = metrics.count("documents.prepared.misses");
            Repository<Note> notes = session.repository(Note.class);
            notes.save(new Note(1, 1, "ahead"));
            assertThat(notes.get(1, 1)).isPresent();
            assertThat(notes.exists(1, 2)).isFalse();
            notes.deleteByKey(1, 1);
            assertThat(session.counters(Count.class).get(1)).isEmpty();
            assertThat(metrics.count("documents.prepared.misses")).isEqualTo(before);
            session.counters(Count.class).increment(Key.of(1), "hits", 1);
            assertThat(metrics.count("documents.prepared.misses")).isEqualTo(before + 1);
            session.async().prepare().join();
            assertThatThrownBy(() -> session.prepare(Note.class, Missing.class))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            missing -> assertThat(missing.error()).isEqualTo(DocumentsError.UNKNOWN_TABLE))
                    .hasMessageContaining("did you mean 'first_notes'?");
        }
    }
}
