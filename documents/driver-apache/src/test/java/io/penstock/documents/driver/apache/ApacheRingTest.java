package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.ClusterNode;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestFailure;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.testkit.CassandraRing;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.FaultProxy;
import io.penstock.testkit.RecordingMetrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Three nodes, of which one dies, sleeps, or cannot be reached in the middle of the work. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
final class ApacheRingTest {
    private static final String INSERT = "INSERT INTO ring.rows (id, name) VALUES (?, ?)";
    private static final String SELECT = "SELECT name FROM ring.rows WHERE id = ?";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WRITERS = 4;

    private final CassandraRing ring = CassandraRing.start(3);

    @BeforeAll
    void createTable() {
        try (ApacheDriver driver = builder().connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            schema(
                    driver,
                    "CREATE KEYSPACE ring WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            schema(driver, "CREATE TABLE ring.rows (id int PRIMARY KEY, name text)");
            await().atMost(PATIENCE).until(() -> isKnownEverywhere(driver, "SELECT name FROM ring.rows"));
        }
    }

    @AfterAll
    void stop() {
        ring.close();
    }

    private static void schema(ApacheDriver driver, String cql) {
        Blocking.await(driver.execute(CqlStatement.of(cql)));
        await().atMost(PATIENCE).until(() -> Blocking.await(driver.schemaAgrees()));
    }

    private ApacheDriverBuilder builder() {
        return ApacheDriver.builder()
                .contactPoint(ring.addresses().getFirst())
                .reconnection(new Reconnection(Duration.ofMillis(100), Duration.ofSeconds(1)));
    }

    private static long up(ApacheDriver driver) {
        return driver.cluster().nodes().stream()
                .filter(node -> node.isUp() && node.connections() > 0)
                .count();
    }

    private static RequestOptions quorum(boolean idempotent) {
        return RequestOptions.defaults().withConsistency(Consistency.QUORUM).withIdempotent(idempotent);
    }

    /** Writers that write and read back, and what was acknowledged to them. */
    private static final class Load {
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicInteger next = new AtomicInteger();
        private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
        private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Load(ApacheDriver driver) {
            for (int i = 0; i < WRITERS; i++) {
                threads.add(Threads.start("ring-writer-" + i, () -> write(driver)));
            }
        }

        private void write(ApacheDriver driver) {
            while (running.get()) {
                int id = next.incrementAndGet();
                try {
                    Blocking.await(driver.execute(CqlStatement.of(quorum(true), INSERT, id, "name " + id)));
                    acknowledged.add(id);
                    Object read = only(Blocking.await(driver.execute(CqlStatement.of(quorum(true), SELECT, id))));
                    if (!("name " + id).equals(read)) {
                        errors.add(new AssertionError("wrote " + id + " and read " + read));
                    }
                } catch (RuntimeException failed) {
                    errors.add(failed);
                }
            }
        }

        void awaitMore(int writes) {
            int wanted = acknowledged.size() + writes;
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= wanted);
        }

        void stop() throws InterruptedException {
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static Object only(CqlPage page) {
        return page.rows().isEmpty()
                ? "nothing"
                : String.valueOf(page.rows().getFirst().get(0));
    }

    @Test
    @Covers({"D-29", "D-30", "D-32"})
    void a_node_that_is_killed_costs_no_error_and_no_acknowledged_write_and_comes_back() throws InterruptedException {
        try (ApacheDriver driver = builder().connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            Load load = new Load(driver);
            load.awaitMore(200);
            ring.node(2).kill9();
            await().atMost(PATIENCE).until(() -> up(driver) == 2);
            load.awaitMore(500);
            ring.restart(2);
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            load.awaitMore(200);
            load.stop();
            assertThat(load.errors).isEmpty();
            for (int id : load.acknowledged) {
                assertThat(only(Blocking.await(driver.execute(CqlStatement.of(quorum(true), SELECT, id)))))
                        .isEqualTo("name " + id);
            }
        }
    }

    /** A node that has just come back may hear of a table a little later than the others. */
    private boolean isKnownEverywhere(ApacheDriver driver, String select) {
        try {
            for (InetSocketAddress address : ring.addresses()) {
                RequestExtras there = RequestExtras.NONE.withNode(address);
                Blocking.await(
                        driver.execute(CqlStatement.of(RequestOptions.defaults().withExtras(there), select)));
            }
            return true;
        } catch (DocumentsException notYet) {
            return false;
        }
    }

    @Test
    @Covers({"D-13", "D-29", "D-40"})
    void a_request_goes_to_a_replica_of_its_key_first() {
        try (ApacheDriver driver = builder().connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            createSingle(driver);
            for (int id = 0; id < 30; id++) {
                RequestOptions routed = RequestOptions.defaults()
                        .withExtras(RequestExtras.NONE.withKeyspace("single").withRoutingKey(key(id)));
                for (CqlStatement statement : List.of(
                        CqlStatement.of("SELECT id FROM single.rows WHERE id = ?", id),
                        // A text tells nobody its key, unless the request does.
                        CqlStatement.of(routed, "SELECT id FROM rows WHERE id = " + id))) {
                    CqlPage page = Blocking.await(driver.execute(statement));
                    assertThat(driver.cluster().replicas("single", key(id)))
                            .extracting(ClusterNode::address)
                            .containsExactly(page.execution().coordinator().orElseThrow());
                }
            }
        }
    }

    @Test
    @Covers({"G-12", "D-31"})
    void a_sleeping_node_is_overtaken_for_idempotent_requests_only() {
        RecordingMetrics metrics = new RecordingMetrics();
        RecordingMetrics unhurriedMetrics = new RecordingMetrics();
        Speculation speculation = new Speculation(3, Duration.ofMillis(50));
        try (ApacheDriver driver =
                        builder().metrics(metrics).speculation(speculation).connect();
                // of its own, since a driver passes over a node that it has waited for
                ApacheDriver unhurried = builder()
                        .metrics(unhurriedMetrics)
                        .speculation(speculation)
                        .connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3 && up(unhurried) == 3);
            RequestOptions one = RequestOptions.defaults().withConsistency(Consistency.ONE);
            Blocking.await(driver.execute(CqlStatement.of(quorum(true), INSERT, -1, "minus one")));
            Blocking.await(driver.execute(CqlStatement.of(one, SELECT, -1)));
            Blocking.await(unhurried.execute(CqlStatement.of(one, SELECT, -1)));
            signal("-STOP", ring.node(1).pid());
            try {
                for (int i = 0; i < 30; i++) {
                    assertThat(only(Blocking.await(
                                    driver.execute(CqlStatement.of(one.withIdempotent(true), SELECT, -1)))))
                            .isEqualTo("minus one");
                }
                assertThat(metrics.count("documents.driver.speculations")).isPositive();
                List<CompletableFuture<CqlPage>> onceOnly = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    onceOnly.add(unhurried.execute(CqlStatement.of(
                            one.withIdempotent(false)
                                    .withDeadline(Deadline.after(Duration.ofSeconds(1), Time.system())),
                            SELECT,
                            -1)));
                }
                await().atMost(PATIENCE).until(() -> onceOnly.stream().allMatch(CompletableFuture::isDone));
                // A third of them begins at the sleeping node, and nothing comes to their help.
                assertThat(onceOnly.stream().filter(CompletableFuture::isCompletedExceptionally))
                        .isNotEmpty()
                        .allSatisfy(late -> assertThatThrownBy(() -> Blocking.await(late))
                                .isInstanceOfSatisfying(
                                        PenstockException.class,
                                        error -> assertThat(error.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED)));
                assertThat(unhurriedMetrics.count("documents.driver.speculations"))
                        .isZero();
            } finally {
                signal("-CONT", ring.node(1).pid());
            }
        }
    }

    @Test
    @Covers("D-26")
    void replicas_that_do_not_answer_in_time_are_counted() {
        try (ApacheDriver driver = builder().connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            RequestOptions all = RequestOptions.defaults()
                    .withConsistency(Consistency.ALL)
                    .withDeadline(Deadline.after(Duration.ofMinutes(1), Time.system()))
                    .withExtras(RequestExtras.NONE.withNode(ring.addresses().getFirst()));
            await().atMost(PATIENCE)
                    .ignoreException(DocumentsException.class)
                    .until(() -> Blocking.await(driver.execute(CqlStatement.of(all, INSERT, -2, "minus two")))
                            .wasApplied());
            // Prepared already, so that only replicas are waited for.
            Blocking.await(driver.execute(CqlStatement.of(all, SELECT, -2)));
            signal("-STOP", ring.node(1).pid());
            try {
                // At once, before the others take the sleeping node for a dead one.
                CompletableFuture<CqlPage> read = driver.execute(CqlStatement.of(all, SELECT, -2));
                CompletableFuture<CqlPage> write = driver.execute(CqlStatement.of(all, INSERT, -2, "minus three"));
                CompletableFuture<CqlPage> batch = driver.execute(new CqlBatch(
                        CqlBatch.Type.UNLOGGED,
                        List.of(CqlStatement.of(INSERT, -2, "minus four"), CqlStatement.of(INSERT, -3, "minus five")),
                        all));
                lateReplica(read, DocumentsError.READ_TIMEOUT, Optional.empty());
                lateReplica(write, DocumentsError.WRITE_TIMEOUT, Optional.of("SIMPLE"));
                lateReplica(batch, DocumentsError.WRITE_TIMEOUT, Optional.of("UNLOGGED_BATCH"));
                assertThat(only(Blocking.await(
                                driver.execute(CqlStatement.of(all.withConsistency(Consistency.QUORUM), SELECT, -2)))))
                        .as("what timed out took effect on the others")
                        .isNotEqualTo("minus two");
            } finally {
                signal("-CONT", ring.node(1).pid());
            }
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
        }
    }

    private static void lateReplica(
            CompletableFuture<CqlPage> request, DocumentsError expected, Optional<String> kind) {
        await().atMost(PATIENCE).until(request::isDone);
        assertThatThrownBy(() -> Blocking.await(request)).isInstanceOfSatisfying(DocumentsException.class, late -> {
            assertThat(late.error()).isEqualTo(expected);
            RequestFailure.Replicas replicas =
                    late.request().orElseThrow().replicas().orElseThrow();
            assertThat(replicas.consistency()).isEqualTo("ALL");
            assertThat(replicas.required()).isEqualTo(3);
            assertThat(replicas.answered()).isEqualTo(2);
            assertThat(replicas.write()).isEqualTo(kind);
        });
    }

    @Test
    @Covers({"D-28", "D-30", "D-31"})
    void cancelling_ends_retries_and_further_executions_too() {
        Map<InetSocketAddress, FaultProxy> proxies = proxies();
        InetSocketAddress slow = ring.addresses().get(1);
        FaultProxy proxy = Objects.requireNonNull(proxies.get(slow));
        try (ApacheDriver retrying = builder()
                        .addressTranslator(address -> local(Objects.requireNonNull(proxies.get(address))))
                        .connect();
                ApacheDriver overtaking = builder()
                        .addressTranslator(address -> local(Objects.requireNonNull(proxies.get(address))))
                        .speculation(new Speculation(2, Duration.ofMillis(100)))
                        .connect();
                ApacheDriver direct = builder().connect()) {
            createSingle(direct);
            await().atMost(PATIENCE).until(() -> up(retrying) == 3 && up(overtaking) == 3);
            List<Integer> ids = keysOf(retrying, proxy.port(), 40);
            for (int id : ids) {
                Blocking.await(retrying.execute(CqlStatement.of("DELETE FROM single.rows WHERE id = ?", id)));
            }
            // Prepared on both, so that what stands still is the writing itself.
            Blocking.await(retrying.execute(CqlStatement.of(idempotent(), SINGLE, ids.getFirst())));
            Blocking.await(overtaking.execute(CqlStatement.of(idempotent(), SINGLE, ids.getFirst())));
            proxy.stall();
            List<CompletableFuture<CqlPage>> cancelled = write(overtaking, ids.subList(1, 10));
            cancelled.addAll(write(retrying, ids.subList(10, 20)));
            cancelled.forEach(one -> one.cancel(true));
            List<CompletableFuture<CqlPage>> overtaken = write(overtaking, ids.subList(20, 30));
            await().atMost(PATIENCE).until(() -> overtaken.stream().allMatch(CompletableFuture::isDone));
            List<CompletableFuture<CqlPage>> retried = write(retrying, ids.subList(30, 40));
            proxy.cut();
            await().atMost(PATIENCE).until(() -> retried.stream().allMatch(CompletableFuture::isDone));
            proxy.flow();
            await().atMost(PATIENCE).until(() -> up(retrying) == 3);
            for (int i = 1; i < ids.size(); i++) {
                assertThat(Blocking.await(retrying.execute(CqlStatement.of(
                                        idempotent(), "SELECT id FROM single.rows WHERE id = ?", ids.get(i))))
                                .rows())
                        .as("write %s", i)
                        .hasSize(i < 20 ? 0 : 1);
            }
        } finally {
            proxies.values().forEach(FaultProxy::close);
        }
    }

    private static final String SINGLE = "INSERT INTO single.rows (id) VALUES (?)";

    private static RequestOptions idempotent() {
        return RequestOptions.defaults().withConsistency(Consistency.ONE).withIdempotent(true);
    }

    private static List<CompletableFuture<CqlPage>> write(ApacheDriver driver, List<Integer> ids) {
        List<CompletableFuture<CqlPage>> all = new ArrayList<>();
        ids.forEach(id -> all.add(driver.execute(CqlStatement.of(idempotent(), SINGLE, id))));
        return all;
    }

    /** Keys whose only replica is reached by this port. */
    private static List<Integer> keysOf(ApacheDriver driver, int port, int count) {
        return IntStream.range(1_000, 100_000)
                .filter(id -> driver.cluster().replicas("single", key(id)).stream()
                        .allMatch(node -> node.address().endsWith(":" + port)))
                .limit(count)
                .boxed()
                .toList();
    }

    private static ByteBuffer key(int id) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, id);
    }

    private void createSingle(ApacheDriver driver) {
        schema(
                driver,
                "CREATE KEYSPACE IF NOT EXISTS single WITH replication ="
                        + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
        schema(driver, "CREATE TABLE IF NOT EXISTS single.rows (id int PRIMARY KEY)");
        await().atMost(PATIENCE).until(() -> isKnownEverywhere(driver, "SELECT id FROM single.rows"));
    }

    private Map<InetSocketAddress, FaultProxy> proxies() {
        Map<InetSocketAddress, FaultProxy> proxies = new ConcurrentHashMap<>();
        ring.addresses()
                .forEach(address -> proxies.put(address, FaultProxy.to(address.getHostString(), address.getPort())));
        return proxies;
    }

    private static void signal(String name, long pid) {
        ChildProcess.Finished finished = ChildProcess.run(
                ChildProcess.Spec.of("kill", List.of("kill", name, Long.toString(pid))), Duration.ofSeconds(30));
        assertThat(finished.exitCode()).as(finished.text()).isZero();
    }

    @Test
    @Covers({"G-12", "D-30", "D-33"})
    void a_request_whose_connection_breaks_is_tried_again_elsewhere_only_when_it_is_idempotent() {
        RecordingMetrics metrics = new RecordingMetrics();
        Map<InetSocketAddress, FaultProxy> proxies = proxies();
        FaultProxy second = Objects.requireNonNull(proxies.get(ring.addresses().get(1)));
        try (ApacheDriver driver = builder()
                .metrics(metrics)
                .addressTranslator(address -> local(Objects.requireNonNull(proxies.get(address))))
                .connect()) {
            await().atMost(PATIENCE).until(() -> up(driver) == 3);
            Blocking.await(driver.execute(CqlStatement.of(quorum(true), SELECT, 1)));
            List<CompletableFuture<CqlPage>> idempotent = cutWhile(driver, second, quorum(true));
            idempotent.forEach(Blocking::await);
            assertThat(metrics.count("documents.driver.retries")).isPositive();
            assertThat(idempotent)
                    .anySatisfy(
                            one -> assertThat(Blocking.await(one).execution().failedAttempts())
                                    .isNotEmpty());
            // The second has just come back, and the driver goes easy on it for a minute.
            FaultProxy third =
                    Objects.requireNonNull(proxies.get(ring.addresses().get(2)));
            List<CompletableFuture<CqlPage>> once = cutWhile(driver, third, quorum(false));
            once.forEach(one -> await().atMost(PATIENCE).until(one::isDone));
            assertThat(once.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .isNotEmpty()
                    .allSatisfy(lost -> assertThatThrownBy(() -> Blocking.await(lost))
                            .isInstanceOfSatisfying(
                                    DocumentsException.class,
                                    failed -> assertThat(failed.error()).isEqualTo(DocumentsError.CONNECTION_LOST)));
        } finally {
            proxies.values().forEach(FaultProxy::close);
        }
    }

    private static InetSocketAddress local(FaultProxy proxy) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static List<CompletableFuture<CqlPage>> cutWhile(
            ApacheDriver driver, FaultProxy proxy, RequestOptions options) {
        proxy.stall();
        List<CompletableFuture<CqlPage>> all = IntStream.range(0, 60)
                .mapToObj(id -> driver.execute(CqlStatement.of(options, SELECT, id)))
                .toList();
        proxy.cut();
        proxy.flow();
        return all;
    }

    @Test
    @Covers("D-33")
    void a_translator_that_fails_costs_its_node_only() {
        InetSocketAddress third = ring.addresses().get(2);
        try (ApacheDriver driver = builder()
                .addressTranslator(address -> {
                    if (address.equals(third)) {
                        throw new IllegalStateException("no route to " + address);
                    }
                    return address;
                })
                .connect()) {
            for (int id = 0; id < 20; id++) {
                Blocking.await(driver.execute(CqlStatement.of(quorum(true), SELECT, id)));
            }
            assertThat(up(driver)).isLessThanOrEqualTo(2);
        }
    }
}
