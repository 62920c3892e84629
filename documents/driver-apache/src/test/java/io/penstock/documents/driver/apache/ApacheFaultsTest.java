package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penstock.BaseError;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.Who;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.Counter;
import io.penstock.documents.CounterRepository;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Key;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.CounterColumn;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.security.Tls;
import io.penstock.testkit.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a bad network, a dead node and a wrong password look like to the caller. */
@ExtendWith(CassandraNodeExtension.class)
final class ApacheFaultsTest {
    /** A number and its name. */
    @Table("items")
    public record Item(@PartitionKey int id, String name) {}

    /** How often something was seen. */
    @Table("counts")
    public record Count(@PartitionKey int id, @Counter long hits) {}

    private static final CounterColumn<Count> HITS = Columns.counter(Count.class, "hits");
    private static final String KEYSPACE = "k_apachefaults";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CassandraNode node;
    private final FaultProxy proxy;
    private final ApacheDriver proxied;
    private final Documents documents;
    private final Repository<Item> items;

    ApacheFaultsTest(CassandraNode node) {
        this.node = node;
        this.proxy = FaultProxy.to(node.host(), node.port());
        this.proxied = ApacheDriver.builder()
                .contactPoint(proxy.host(), proxy.port())
                .limits(ApacheLimits.DEFAULT.withRequestsPerConnectionMax(32))
                .connect();
        this.documents = Documents.over(proxied).open();
        this.items = documents.session(KEYSPACE).repository(Item.class);
    }

    @BeforeEach
    void createTable() {
        documents.session(KEYSPACE).schema().createKeyspace(Replication.simple(1));
        documents.session(KEYSPACE).schema().create(Item.class);
        items.save(new Item(1, "one"));
    }

    @AfterEach
    void close() {
        proxy.flow();
        documents.close();
        proxy.close();
    }

    private static ReadOptions within(Duration duration) {
        return ReadOptions.DEFAULT.withDeadline(Deadline.after(duration, Time.system()));
    }

    private static boolean succeeds(Runnable action) {
        try {
            action.run();
            return true;
        } catch (PenstockException notYet) {
            return false;
        }
    }

    @Test
    void a_deadline_ends_the_wait_for_a_server_that_does_not_answer() {
        assertThat(items.get(1)).isPresent();
        proxy.stall();
        for (Repository<Item> prepared :
                List.of(items, documents.session(KEYSPACE).repository(Item.class))) {
            assertThatThrownBy(() -> prepared.get(Key.of(1), within(Duration.ofMillis(200))))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED))
                    .hasMessage("no answer came before the deadline; the server was not stopped"
                            + " [SELECT id, name FROM k_apachefaults.items WHERE id = ?]");
        }
        assertThatThrownBy(() -> items.count(Query.where("id", 1).with(within(Duration.ofMillis(200)))))
                .hasMessage("the deadline passed before the answer came; the server was not stopped");
        proxy.flow();
        assertThat(items.get(1)).contains(new Item(1, "one"));
    }

    @Test
    void a_deadline_ends_a_reading_of_many_pages() {
        List<Item> many = IntStream.range(100, 140)
                .mapToObj(id -> new Item(id, "item " + id))
                .toList();
        items.saveAll(many, BulkOptions.DEFAULT.withConcurrencyMax(8));
        proxy.delay(Duration.ofMillis(20));
        Query<Object> onePerPage =
                Query.all().with(within(Duration.ofMillis(300)).withPageSize(1));
        long begun = Time.system().nanoTime();
        assertThatThrownBy(() -> items.find(onePerPage))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED));
        // All 41 pages would take more than 41 times 20 ms each way.
        assertThat(Duration.ofNanos(Time.system().nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
        assertThat(items.find(Query.all().with(ReadOptions.DEFAULT.withPageSize(20))))
                .containsAll(many);
    }

    @Test
    void counting_has_a_time_limit() {
        documents.session(KEYSPACE).schema().create(Count.class);
        CounterRepository<Count> counts = documents.session(KEYSPACE).counters(Count.class);
        counts.increment(Key.of(1), "hits", 1);
        proxy.stall();
        WriteOptions soon = WriteOptions.DEFAULT.withTimeout(Duration.ofMillis(200));
        late(() -> counts.update(Update.byKey(1).change(HITS.increment(1)).with(soon)));
        late(() -> counts.delete(Key.of(1), soon));
        proxy.flow();
    }

    private static void late(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED));
    }

    @Test
    void cancelling_ends_the_wait_at_once() {
        proxy.stall();
        CompletableFuture<?> waiting = items.async().get(1);
        waiting.cancel(true);
        assertThat(waiting).isCancelled();
        proxy.flow();
        assertThat(items.get(1)).contains(new Item(1, "one"));
    }

    @Test
    void a_full_connection_names_its_limit() {
        assertThat(items.get(1)).isPresent();
        proxy.stall();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(items.async().get(1));
        }
        CompletableFuture<?> refused = all.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(DocumentsException.class, busy -> {
                    assertThat(busy.error()).isEqualTo(DocumentsError.BUSY);
                    assertThat(busy.who()).isEqualTo(Who.LIMIT);
                })
                .hasMessageStartingWith(
                        "every connection is full: the limit requestsPerConnectionMax = 32 requests is reached");
        proxy.flow();
    }

    @Test
    @Covers("D-36")
    void there_are_as_many_connections_to_a_node_as_are_said() {
        try (FaultProxy own = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(own.host(), own.port())
                        .sockets(Sockets.DEFAULT.withPerNode(3))
                        .connect()) {
            // The fourth watches the cluster.
            await().atMost(PATIENCE).until(() -> own.connections() == 4);
            await().atMost(PATIENCE)
                    .until(() -> driver.cluster().nodes().getFirst().connections() == 4);
        }
    }

    @Test
    void limits_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> ApacheLimits.DEFAULT.withRequestsPerConnectionMax(8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requestsPerConnectionMax must be 32 to 32768 requests, got 8");
    }

    @Test
    void a_lost_connection_is_said_and_healed() {
        assertThat(items.get(1)).isPresent();
        proxy.stall();
        CompletableFuture<?> read = items.async().get(1);
        proxy.cut();
        proxy.flow();
        await().atMost(PATIENCE).until(read::isDone);
        assertThatThrownBy(read::join).cause().isInstanceOfSatisfying(DocumentsException.class, lost -> {
            assertThat(lost.error()).isIn(DocumentsError.CONNECT, DocumentsError.CONNECTION_LOST);
            assertThat(lost.who()).isEqualTo(Who.OUTSIDE);
        });
        await().atMost(PATIENCE).until(() -> succeeds(() -> items.get(1)));
    }

    @Test
    void a_blocking_call_on_an_io_thread_is_refused() {
        proxy.delay(Duration.ofMillis(50));
        CompletableFuture<?> nested = items.async().get(1).thenApply(first -> items.get(1));
        assertThatThrownBy(nested::join)
                .cause()
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BaseError.BLOCKED_ON_IO_THREAD));
    }

    @Test
    void closing_leaves_no_thread_behind() {
        ApacheDriver driver =
                ApacheDriver.builder().contactPoint(node.host(), node.port()).connect();
        String name = driver.sessionName();
        assertThat(threadsOf(name)).isNotEmpty();
        driver.close();
        driver.close();
        await().atMost(PATIENCE).until(() -> threadsOf(name).isEmpty());
    }

    private static List<String> threadsOf(String session) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(session + "-"))
                .toList();
    }

    @Test
    void nobody_at_the_address_is_one_clear_sentence() {
        proxy.refusing();
        assertThatThrownBy(() ->
                        ApacheDriver.builder().contactPoint("127.0.0.1", 1).connect())
                .isInstanceOfSatisfying(DocumentsException.class, failed -> {
                    assertThat(failed.error()).isEqualTo(DocumentsError.CONNECT);
                    assertThat(failed.who()).isEqualTo(Who.OUTSIDE);
                })
                .hasMessageStartingWith("no Cassandra node answers at 127.0.0.1:1 (")
                .hasMessageEndingWith("connectTimeout = PT10S); check that it runs and listens there,"
                        + " and whether it wants encryption");
    }

    @Test
    void tls_that_cql_cannot_negotiate_is_refused() {
        assertThatThrownBy(() -> ApacheDriver.builder().tls(Tls.of(Tls.Mode.PREFER)))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BaseError.INVALID_SECURITY))
                .hasMessageStartingWith("TLS mode PREFER is not possible with CQL");
    }

    @Test
    void a_cluster_that_has_gone_is_told() {
        assertThat(items.get(1)).isPresent();
        proxy.refusing();
        proxy.cut();
        // Until the driver has seen that its connections are gone, it says that none is free.
        await().atMost(PATIENCE)
                .until(() -> proxied.session().getMetadata().getNodes().values().stream()
                        .allMatch(node -> node.getOpenConnections() == 0));
        assertThatThrownBy(() -> items.save(new Item(2, "two")))
                .isInstanceOfSatisfying(DocumentsException.class, dead -> {
                    assertThat(dead.error()).isIn(DocumentsError.CONNECT, DocumentsError.CONNECTION_LOST);
                    assertThat(dead.who()).isEqualTo(Who.OUTSIDE);
                });
        proxy.accepting();
        await().atMost(PATIENCE).until(() -> succeeds(() -> items.save(new Item(2, "two"))));
    }
}
