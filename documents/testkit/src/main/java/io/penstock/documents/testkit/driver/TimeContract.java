package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.testkit.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Slow and cut connections: deadlines, cancelling, and answers that come too late. */
public abstract class TimeContract extends DriverSuite {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration MUCH_LONGER = Duration.ofSeconds(8);

    private String table() {
        return keyspace() + ".rows";
    }

    private String select() {
        return "SELECT name FROM " + table() + " WHERE id = ?";
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int PRIMARY KEY, name text)");
        IntStream.range(0, 50)
                .forEach(id -> execute("INSERT INTO " + table() + " (id, name) VALUES (?, ?)", id, "name " + id));
    }

    @Test
    @Covers({"G-02", "D-13", "D-27"})
    void the_deadline_of_each_request_ends_its_wait() {
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            Blocking.await(driver.execute(CqlStatement.of(select(), 1)));
            proxy.stall();
            for (CqlRequest request : List.of(
                    CqlStatement.of(within(SHORT), "SELECT name FROM " + table()),
                    CqlStatement.of(within(SHORT), select(), 1),
                    CqlStatement.of(within(SHORT), "SELECT id FROM " + table() + " WHERE id = ?", 1),
                    new CqlBatch(
                            CqlBatch.Type.UNLOGGED,
                            List.of(CqlStatement.of("DELETE FROM " + table() + " WHERE id = ?", 99)),
                            within(SHORT)))) {
                expectLate(driver, request.withOptions(within(SHORT)));
                expectLate(driver, request.withOptions(RequestOptions.defaults().withTimeout(SHORT)));
            }
            proxy.flow();
        }
    }

    private void expectLate(CqlDriver driver, CqlRequest request) {
        long begun = Time.system().nanoTime();
        expectOrRefuse(
                Capability.REQUEST_DEADLINE,
                () -> assertThatThrownBy(() -> Blocking.await(driver.execute(request)))
                        .isInstanceOfSatisfying(
                                PenstockException.class,
                                late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED))
                        .hasMessageContaining("the server was not stopped"));
        assertThat(Duration.ofNanos(Time.system().nanoTime() - begun)).isBetween(SHORT, MUCH_LONGER);
    }

    @Test
    @Covers("D-28")
    void a_receiver_is_told_the_end_of_its_request_once() {
        Told answered = new Told();
        CqlPage page = Blocking.await(driver().execute(CqlStatement.of(select(), 7), answered));
        waitUntil(() -> !answered.pages.isEmpty());
        assertThat(answered.pages).containsExactly(page);
        assertThat(answered.errors).isEmpty();
        Told refused = new Told();
        assertThatThrownBy(() -> Blocking.await(driver().execute(CqlStatement.of("SELECT nothing", 1), refused)));
        waitUntil(() -> !refused.errors.isEmpty());
        assertThat(refused.pages).isEmpty();
        assertThat(refused.errors).hasSize(1);
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            Blocking.await(driver.execute(CqlStatement.of(select(), 7)));
            proxy.stall();
            Told cancelled = new Told();
            driver.execute(CqlStatement.of(select(), 7), cancelled).cancel(true);
            assertThat(cancelled.errors).singleElement().isInstanceOf(CancellationException.class);
            proxy.flow();
            Blocking.await(driver.execute(CqlStatement.of(select(), 7)));
            assertThat(cancelled.errors).hasSize(1);
            assertThat(cancelled.pages).isEmpty();
        }
    }

    /** Keeps what it is told. */
    private static final class Told implements BiConsumer<@Nullable CqlPage, @Nullable Throwable> {
        private final List<CqlPage> pages = new CopyOnWriteArrayList<>();
        private final List<Throwable> errors = new CopyOnWriteArrayList<>();

        @Override
        public void accept(@Nullable CqlPage page, @Nullable Throwable error) {
            if (page != null) {
                pages.add(page);
            }
            if (error != null) {
                errors.add(error);
            }
        }
    }

    @Test
    @Covers("G-02")
    void a_deadline_that_has_passed_sends_nothing() {
        assertThatThrownBy(() -> execute(CqlStatement.of(within(Duration.ZERO), select(), 1)))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED));
    }

    @Test
    @Covers("D-27")
    void an_answer_that_comes_late_never_answers_another_request() {
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            Blocking.await(driver.execute(CqlStatement.of(select(), 0)));
            for (int round = 0; round < 3; round++) {
                proxy.stall();
                List<CompletableFuture<CqlPage>> late = IntStream.range(0, 20)
                        .mapToObj(id -> driver.execute(CqlStatement.of(within(SHORT), select(), id)))
                        .toList();
                waitUntil(() -> late.stream().allMatch(CompletableFuture::isDone));
                List<CompletableFuture<CqlPage>> fresh = IntStream.range(20, 50)
                        .mapToObj(id -> driver.execute(CqlStatement.of(select(), id)))
                        .toList();
                proxy.flow();
                for (int i = 0; i < fresh.size(); i++) {
                    assertThat(only(Blocking.await(fresh.get(i)))).isEqualTo("name " + (20 + i));
                }
                assertThat(late).allMatch(CompletableFuture::isCompletedExceptionally);
            }
        }
    }

    @Test
    @Covers("D-28")
    void cancelling_ends_the_wait_at_once_and_the_server_is_not_said_to_be_stopped() {
        assertThat(driver().capabilities()).doesNotContain(Capability.SERVER_CANCEL);
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            proxy.stall();
            CompletableFuture<CqlPage> prepared = driver.execute(CqlStatement.of(select(), 1));
            CompletableFuture<CqlPage> text = driver.execute(CqlStatement.of("SELECT name FROM " + table()));
            prepared.cancel(true);
            text.cancel(true);
            assertThat(prepared).isCancelled();
            assertThat(text).isCancelled();
            proxy.flow();
            assertThat(only(Blocking.await(driver.execute(CqlStatement.of(select(), 1)))))
                    .isEqualTo("name 1");
        }
    }

    @Test
    @Covers({"D-26", "D-32"})
    void a_cut_connection_is_told_and_healed() {
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            Blocking.await(driver.execute(CqlStatement.of(select(), 1)));
            proxy.stall();
            CompletableFuture<CqlPage> running = driver.execute(CqlStatement.of(select(), 1));
            proxy.cut();
            proxy.flow();
            waitUntil(running::isDone);
            assertThatThrownBy(() -> Blocking.await(running))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            lost -> assertThat(lost.error())
                                    .isIn(DocumentsError.CONNECT, DocumentsError.CONNECTION_LOST));
            waitUntil(() -> answers(driver));
        }
    }

    private boolean answers(CqlDriver driver) {
        try {
            return !Blocking.await(driver.execute(CqlStatement.of(select(), 1)))
                    .rows()
                    .isEmpty();
        } catch (DocumentsException notYet) {
            return false;
        }
    }

    @Test
    @Covers("D-27")
    void a_slow_network_only_slows() {
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            proxy.delay(Duration.ofMillis(30));
            List<CompletableFuture<CqlPage>> all = IntStream.range(0, 50)
                    .mapToObj(id -> driver.execute(CqlStatement.of(select(), id)))
                    .toList();
            for (int id = 0; id < all.size(); id++) {
                assertThat(only(Blocking.await(all.get(id)))).isEqualTo("name " + id);
            }
        }
    }
}
