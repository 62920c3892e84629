package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.testkit.FaultProxy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Closing ends what was begun and leaves nothing behind. */
public abstract class CloseContract extends DriverSuite {
    private static final CqlStatement LOCAL = CqlStatement.of("SELECT key FROM system.local");

    @Test
    @Covers({"G-05", "D-05"})
    void leaves_neither_thread_nor_socket_and_can_be_said_twice() {
        try (FaultProxy proxy = proxy()) {
            Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
            CqlDriver driver = backend().connect(through(proxy));
            Blocking.await(driver.execute(LOCAL));
            Set<Thread> made = new HashSet<>(Thread.getAllStackTraces().keySet());
            made.removeAll(before);
            made.removeIf(thread -> thread.getName().startsWith("penstock-proxy")
                    || thread.getName().startsWith("ForkJoinPool")
                    || thread.getName().startsWith("Common-Cleaner"));
            assertThat(made).isNotEmpty();
            assertThat(proxy.connections()).isPositive();
            driver.close();
            driver.close();
            driver.closeNow();
            waitUntil(() -> proxy.connections() == 0 && made.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    @Covers({"G-05", "D-05"})
    void use_after_close_is_told() {
        CqlDriver driver = backend().connect(target());
        Blocking.await(driver.closeAsync());
        refused(DocumentsError.CLOSED, () -> Blocking.await(driver.execute(LOCAL)));
        refused(
                DocumentsError.CLOSED,
                () -> Blocking.await(
                        driver.execute(CqlStatement.of("SELECT key FROM system.local WHERE key = ?", ""))));
        refused(DocumentsError.CLOSED, () -> Blocking.await(driver.prepare("SELECT key FROM system.local")));
        Blocking.await(driver.closeAsync());
    }

    @Test
    @Covers({"G-05", "D-05"})
    void a_request_in_flight_ends_before_the_driver_does() {
        try (FaultProxy proxy = proxy()) {
            CqlDriver driver = backend().connect(through(proxy));
            proxy.stall();
            CompletableFuture<CqlPage> running = driver.execute(LOCAL);
            CompletableFuture<Void> closed = driver.closeAsync();
            proxy.flow();
            assertThat(Blocking.await(running).rows()).hasSize(1);
            Blocking.await(closed);
        }
    }

    @Test
    @Covers({"G-05", "D-05"})
    void closing_at_once_fails_what_is_in_flight() {
        try (FaultProxy proxy = proxy()) {
            CqlDriver driver = backend().connect(through(proxy));
            proxy.stall();
            CompletableFuture<CqlPage> running = driver.execute(LOCAL);
            driver.closeNow();
            waitUntil(running::isDone);
            refused(DocumentsError.CLOSED, () -> Blocking.await(running));
            proxy.flow();
        }
    }
}
