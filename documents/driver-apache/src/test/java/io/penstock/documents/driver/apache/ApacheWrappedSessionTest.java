package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.testkit.FaultProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session that the application has already can be used, and stays the application's. */
@ExtendWith(CassandraNodeExtension.class)
@Timeout(120)
final class ApacheWrappedSessionTest {
    private static final CqlStatement LOCAL = CqlStatement.of("SELECT key FROM system.local");

    private final CassandraNode node;

    ApacheWrappedSessionTest(CassandraNode node) {
        this.node = node;
    }

    private static CqlSession session(int port) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .withLocalDatacenter("datacenter1")
                .build();
    }

    @Test
    @Covers({"G-05", "D-05"})
    void closing_the_driver_leaves_the_session_open_and_refuses_later_requests() {
        try (CqlSession session = session(node.port())) {
            ApacheDriver driver = ApacheDriver.over(session);
            assertThat(driver.config()).isEmpty();
            try (Documents documents = Documents.over(driver).open()) {
                assertThat(documents.session("system").execute(LOCAL).rows()).hasSize(1);
            }
            assertThat(session.isClosed()).isFalse();
            assertThatThrownBy(() -> Blocking.await(driver.execute(LOCAL)))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            closed -> assertThat(closed.error()).isEqualTo(DocumentsError.CLOSED));
            assertThat(session.execute("SELECT key FROM system.local").one()).isNotNull();
            driver.closeNow();
            Blocking.await(driver.closeAsync());
            assertThat(session.isClosed()).isFalse();
            assertThat(Blocking.await(ApacheDriver.over(session).execute(LOCAL)).rows())
                    .hasSize(1);
        }
    }

    @Test
    @Covers({"G-05", "D-05"})
    void a_session_that_its_owner_has_closed_is_told() {
        CqlSession session = session(node.port());
        ApacheDriver driver = ApacheDriver.over(session);
        session.close();
        assertThatThrownBy(() -> Blocking.await(driver.execute(LOCAL)))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        closed -> assertThat(closed.error()).isEqualTo(DocumentsError.CLOSED));
    }

    @Test
    @Covers({"G-03", "D-44"})
    void a_blocking_call_on_an_io_thread_of_that_session_is_refused() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                CqlSession session = session(proxy.port());
                ApacheDriver driver = ApacheDriver.over(session)) {
            proxy.delay(Duration.ofMillis(20));
            CompletableFuture<CqlPage> nested =
                    driver.execute(LOCAL).thenApply(first -> Blocking.await(driver.execute(LOCAL)));
            assertThatThrownBy(() -> Blocking.await(nested))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            refused -> assertThat(refused.code()).isEqualTo(BaseError.BLOCKED_ON_IO_THREAD));
        }
    }
}
