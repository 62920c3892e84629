package io.penstock.documents.driver.apache;

import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.HEARTBEAT_INTERVAL;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.HEARTBEAT_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.RECONNECTION_BASE_DELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.RECONNECTION_MAX_DELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_CONSISTENCY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_PAGE_SIZE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SOCKET_KEEP_ALIVE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SOCKET_TCP_NODELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SPECULATIVE_EXECUTION_MAX;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.ClusterNode;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.observe.Metrics;
import io.penstock.testkit.FaultProxy;
import io.penstock.testkit.RecordingMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each option of the builder has its effect, and what cannot work is refused where it is set. */
@ExtendWith(CassandraNodeExtension.class)
@Timeout(120)
final class ApacheOptionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CqlStatement LOCAL = CqlStatement.of("SELECT key FROM system.local");

    private final CassandraNode node;

    ApacheOptionsTest(CassandraNode node) {
        this.node = node;
    }

    private ApacheDriverBuilder builder() {
        return ApacheDriver.builder().contactPoint(node.host(), node.port());
    }

    @Test
    @Covers({"G-12", "D-02", "D-14", "D-15", "D-30", "D-31", "D-32", "D-34", "D-36"})
    void every_option_reaches_the_driver_and_the_snapshot() {
        Speculation speculation = new Speculation(3, Duration.ofMillis(20));
        ApacheDriverBuilder builder = builder()
                .sockets(Sockets.DEFAULT
                        .withPerNode(2)
                        .withNoDelay(false)
                        .withKeepAlive(true)
                        .withHeartbeat(Duration.ofSeconds(7), Duration.ofSeconds(2)))
                .reconnection(new Reconnection(Duration.ofMillis(150), Duration.ofSeconds(3)))
                .timestamps(Timestamps.SERVER)
                .retries(Retries.NEVER)
                .speculation(speculation)
                .profile(
                        "slow",
                        ApacheProfile.EMPTY
                                .withConsistency(Consistency.ALL)
                                .withSerialConsistency(Consistency.LOCAL_SERIAL)
                                .withRequestTimeout(Duration.ofMinutes(1))
                                .withPageSize(17)
                                .withLocalDatacenter(node.datacenter())
                                .withSpeculation(new Speculation(2, Duration.ZERO))
                                .withRetries(Retries.STANDARD));
        try (ApacheDriver driver = builder.connect()) {
            DriverExecutionProfile config =
                    driver.session().getContext().getConfig().getDefaultProfile();
            assertThat(config.getInt(CONNECTION_POOL_LOCAL_SIZE)).isEqualTo(2);
            assertThat(config.getBoolean(SOCKET_TCP_NODELAY)).isFalse();
            assertThat(config.getBoolean(SOCKET_KEEP_ALIVE)).isTrue();
            assertThat(config.getDuration(HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(7));
            assertThat(config.getDuration(HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
            assertThat(config.getDuration(RECONNECTION_BASE_DELAY)).isEqualTo(Duration.ofMillis(150));
            assertThat(config.getDuration(RECONNECTION_MAX_DELAY)).isEqualTo(Duration.ofSeconds(3));
            assertThat(config.getString(TIMESTAMP_GENERATOR_CLASS)).isEqualTo("ServerSideTimestampGenerator");
            assertThat(config.getInt(SPECULATIVE_EXECUTION_MAX)).isEqualTo(3);
            DriverExecutionProfile slow =
                    driver.session().getContext().getConfig().getProfile("slow");
            assertThat(slow.getString(REQUEST_CONSISTENCY)).isEqualTo("ALL");
            assertThat(slow.getDuration(REQUEST_TIMEOUT)).isEqualTo(Duration.ofMinutes(1));
            assertThat(slow.getInt(REQUEST_PAGE_SIZE)).isEqualTo(17);
            assertThat(slow.getInt(SPECULATIVE_EXECUTION_MAX)).isEqualTo(2);
            InternalDriverContext context =
                    (InternalDriverContext) driver.session().getContext();
            assertThat(context.getRetryPolicy("default")).isInstanceOf(NoRetries.class);
            assertThat(context.getRetryPolicy("slow")).isNotInstanceOf(NoRetries.class);
            assertThat(context.getSpeculativeExecutionPolicy("default")
                            .getClass()
                            .getSimpleName())
                    .isEqualTo("ConstantSpeculativeExecutionPolicy");
            checkSnapshot(driver, builder, speculation);
            assertThat(Blocking.await(driver.execute(LOCAL)).rows()).hasSize(1);
        }
    }

    private void checkSnapshot(ApacheDriver driver, ApacheDriverBuilder builder, Speculation speculation) {
        ApacheConfig config = driver.config().orElseThrow();
        builder.retries(Retries.STANDARD).keyspace("later").profile("later", ApacheProfile.EMPTY);
        assertThat(config.contactPoints()).containsExactly(node.host() + ":" + node.port());
        assertThat(config.retries()).isEqualTo(Retries.NEVER);
        assertThat(config.keyspace()).isEmpty();
        assertThat(config.profiles()).containsOnlyKeys("slow");
        assertThat(config.speculation()).contains(speculation);
        assertThat(config.limits()).isEqualTo(ApacheLimits.DEFAULT);
        assertThat(config.isAuthenticated()).isFalse();
    }

    @Test
    @Covers({"G-12", "D-35"})
    void frames_are_compressed_when_asked_for_and_a_missing_library_is_named() {
        try (ApacheDriver driver = builder().compression(Compression.LZ4).connect()) {
            String large = "x".repeat(100_000);
            CqlPage page = Blocking.await(
                    driver.execute(CqlStatement.of("SELECT key, (text)'" + large + "' AS large FROM system.local")));
            assertThat(page.rows()).hasSize(1);
            assertThat(driver.config().orElseThrow().compression()).isEqualTo(Compression.LZ4);
            assertThat(((InternalDriverContext) driver.session().getContext())
                            .getCompressor()
                            .algorithm())
                    .isEqualTo("lz4");
        }
        assertThatThrownBy(() -> Compression.SNAPPY.checkPresent(ClassLoader.getPlatformClassLoader()))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        missing -> assertThat(missing.error()).isEqualTo(DocumentsError.UNSUPPORTED))
                .hasMessage("compression SNAPPY needs org.xerial.snappy:snappy-java, which is not among the loaded"
                        + " libraries; add it");
    }

    @Test
    @Covers("D-35")
    void snappy_compresses_by_the_newest_protocol_that_knows_it() {
        try (ApacheDriver driver = builder().compression(Compression.SNAPPY).connect()) {
            String large = "x".repeat(100_000);
            CqlPage page = Blocking.await(
                    driver.execute(CqlStatement.of("SELECT key, (text)'" + large + "' AS large FROM system.local")));
            assertThat(page.rows().getFirst().get(1)).isEqualTo(large);
            assertThat(((InternalDriverContext) driver.session().getContext())
                            .getCompressor()
                            .algorithm())
                    .isEqualTo("snappy");
            assertThat(driver.description().protocol()).isEqualTo("V4");
        }
        assertThatThrownBy(() -> builder()
                        .compression(Compression.SNAPPY)
                        .protocolVersion("V5")
                        .connect())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("compression SNAPPY is not known to protocol V5; use LZ4, or protocolVersion(\"V4\")");
    }

    @Test
    @Covers("D-01")
    void contact_points_are_read_in_all_their_shapes() {
        assertThat(ContactPoints.parse(
                        List.of("127.0.0.1", "127.0.0.1:9043", "[::1]:9044", "::1", " 127.0.0.1 ", "[::1]")))
                .extracting(InetSocketAddress::getPort)
                .containsExactly(9042, 9043, 9044, 9042, 9042, 9042);
        assertThatThrownBy(() -> ContactPoints.parse(List.of("127.0.0.1", "127.0.0.1:port")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contact point 1 is '127.0.0.1:port', but 'port' is no port; write host, host:port, or"
                        + " [v6 address]:port");
        for (String wrong : List.of("", ":9042", "127.0.0.1:0", "127.0.0.1:65536", "[::1", "[::1]9042")) {
            assertThatThrownBy(() -> builder().contactPoints(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("contact point 0 is '" + wrong + "', but ");
        }
        try (ApacheDriver driver = ApacheDriver.builder()
                .contactPoints(List.of("localhost:" + node.port()))
                .contactPoint(InetSocketAddress.createUnresolved("localhost", node.port()))
                .connect()) {
            assertThat(Blocking.await(driver.execute(LOCAL)).rows()).hasSize(1);
        }
        assertThatThrownBy(() -> ApacheDriver.builder().connect())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("give at least one contactPoint(host, port)");
    }

    @Test
    @Covers("D-02")
    void values_that_cannot_work_are_refused_where_they_are_set() {
        assertThatThrownBy(() -> ApacheLimits.DEFAULT.withConnectTimeout(Duration.ofSeconds(-1)))
                .hasMessageStartingWith("timeouts must be positive, got connectTimeout PT-1S");
        assertThatThrownBy(() -> Sockets.DEFAULT.withPerNode(0))
                .hasMessage("perNode must be 1 to 1024 connections, got 0");
        assertThatThrownBy(() -> Sockets.DEFAULT.withHeartbeat(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageStartingWith("heartbeat and heartbeatTimeout must be at least 1 ms");
        assertThatThrownBy(() -> new Speculation(1, Duration.ZERO))
                .hasMessage("executionsMax must be at least 2, got 1");
        assertThatThrownBy(() -> new Speculation(2, Duration.ofMillis(-1)))
                .hasMessage("delay must not be negative, got PT-0.001S");
        assertThatThrownBy(() -> new Reconnection(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageStartingWith("pauses must be at least 1 ms, and base no longer than max");
        assertThatThrownBy(() -> ApacheProfile.EMPTY.withConsistency(Consistency.SERIAL))
                .hasMessage("consistency SERIAL is for conditions; give it as serial consistency");
        assertThatThrownBy(() -> ApacheProfile.EMPTY.withPageSize(0))
                .hasMessageStartingWith("pageSize must be at least 1");
        assertThatThrownBy(() -> builder().profile("default", ApacheProfile.EMPTY))
                .hasMessage("a profile's name is neither blank nor 'default', got 'default'");
    }

    @Test
    @Covers({"D-06", "D-10", "D-46"})
    void an_older_protocol_lacks_what_it_lacks_and_says_so() {
        try (ApacheDriver driver = builder().protocolVersion("V4").connect()) {
            assertThat(driver.description().protocol()).isEqualTo("V4");
            assertThat(driver.capabilities()).doesNotContain(Capability.REQUEST_KEYSPACE);
            assertThat(Blocking.await(driver.execute(LOCAL)).rows()).hasSize(1);
            assertThatThrownBy(() -> Blocking.await(driver.execute(LOCAL.withOptions(
                            RequestOptions.defaults().withExtras(RequestExtras.NONE.withKeyspace("system"))))))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            refused -> assertThat(refused.error()).isEqualTo(DocumentsError.UNSUPPORTED));
        }
    }

    @Test
    @Covers("D-33")
    void a_filter_that_throws_or_refuses_leaves_the_node_out() {
        for (ApacheDriverBuilder builder :
                List.of(builder().nodeFilter(any -> false), builder().nodeFilter(any -> {
                    throw new IllegalStateException("no rule for " + any.address());
                }))) {
            try (ApacheDriver driver = builder.connect()) {
                assertThatThrownBy(() -> Blocking.await(driver.execute(LOCAL)))
                        .isInstanceOfSatisfying(
                                DocumentsException.class,
                                none -> assertThat(none.error()).isEqualTo(DocumentsError.CONNECT));
            }
        }
        List<ClusterNode> asked = new CopyOnWriteArrayList<>();
        try (ApacheDriver driver = builder().nodeFilter(asked::add).connect()) {
            assertThat(Blocking.await(driver.execute(LOCAL)).rows()).hasSize(1);
            assertThat(asked).isNotEmpty();
        }
    }

    @Test
    @Covers({"D-32", "D-41"})
    void the_listener_hears_of_a_node_that_goes_and_comes_back() {
        List<NodeEvent.Kind> heard = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(proxy.host(), proxy.port())
                        .reconnection(new Reconnection(Duration.ofMillis(50), Duration.ofMillis(200)))
                        .nodeListener(event -> {
                            heard.add(event.kind());
                            throw new IllegalStateException("a listener that fails changes nothing");
                        })
                        .connect()) {
            awaits(() -> heard.contains(NodeEvent.Kind.UP));
            proxy.refusing();
            proxy.cut();
            awaits(() -> heard.contains(NodeEvent.Kind.DOWN));
            assertThat(driver.cluster().nodes().getFirst().isUp()).isFalse();
            proxy.accepting();
            awaits(() -> heard.getLast() == NodeEvent.Kind.UP);
        }
    }

    private static void awaits(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }

    @Test
    @Covers({"G-12", "D-42"})
    void requests_beyond_the_bound_wait_and_those_beyond_the_queue_are_refused() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(proxy.host(), proxy.port())
                        .limits(ApacheLimits.DEFAULT.withRequestsMax(4, 8))
                        .connect()) {
            Blocking.await(driver.execute(LOCAL));
            proxy.stall();
            List<CompletableFuture<CqlPage>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(driver.execute(LOCAL));
            }
            // 4 run and 8 wait; the first request's place may be free a moment after its answer.
            assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSizeBetween(8, 9)
                    .allSatisfy(refused -> assertThatThrownBy(() -> Blocking.await(refused))
                            .isInstanceOfSatisfying(
                                    DocumentsException.class,
                                    busy -> assertThat(busy.error()).isEqualTo(DocumentsError.BUSY))
                            .hasMessageContaining("raise requestsMax or waitingMax"));
            proxy.flow();
            all.stream().filter(one -> !one.isCompletedExceptionally()).forEach(Blocking::await);
        }
    }

    @Test
    @Covers({"G-02", "D-42"})
    void the_time_limit_of_a_request_counts_while_it_waits_for_its_turn() {
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(proxy.host(), proxy.port())
                        .limits(ApacheLimits.DEFAULT.withRequestsMax(1, 8))
                        .connect()) {
            Blocking.await(driver.execute(LOCAL));
            proxy.stall();
            CompletableFuture<CqlPage> running = driver.execute(LOCAL);
            CompletableFuture<CqlPage> waiting = driver.execute(LOCAL);
            CompletableFuture<CqlPage> hasty = driver.execute(LOCAL.withOptions(within(Duration.ofMillis(100))));
            awaits(hasty::isDone);
            assertThat(running).isNotDone();
            assertThat(waiting).isNotDone();
            late(hasty);
            proxy.flow();
            assertThat(Blocking.await(running).rows()).hasSize(1);
            assertThat(Blocking.await(waiting).rows()).hasSize(1);
        }
    }

    private static RequestOptions within(Duration duration) {
        return RequestOptions.defaults().withDeadline(Deadline.after(duration, Time.system()));
    }

    private static void late(CompletableFuture<?> request) {
        assertThatThrownBy(() -> Blocking.await(request))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED));
    }

    @Test
    @Covers({"D-14", "D-15"})
    void page_size_and_time_limit_are_the_requests_then_the_profiles_then_the_drivers() {
        CqlStatement all = CqlStatement.of("SELECT column_name FROM system_schema.columns");
        RequestOptions small = RequestOptions.defaults().withExtras(RequestExtras.NONE.withProfile("small"));
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(proxy.host(), proxy.port())
                        .profile(
                                "small", ApacheProfile.EMPTY.withPageSize(3).withRequestTimeout(Duration.ofMillis(500)))
                        .connect()) {
            assertThat(Blocking.await(driver.execute(all)).rows()).hasSizeGreaterThan(100);
            assertThat(Blocking.await(driver.execute(all.withOptions(small))).rows())
                    .hasSize(3);
            assertThat(Blocking.await(driver.execute(all.withOptions(small.withPageSize(2))))
                            .rows())
                    .hasSize(2);
            proxy.stall();
            CompletableFuture<CqlPage> drivers = driver.execute(LOCAL);
            CompletableFuture<CqlPage> own = driver.execute(
                    LOCAL.withOptions(small.withDeadline(Deadline.after(Duration.ofMinutes(1), Time.system()))));
            CompletableFuture<CqlPage> profiles = driver.execute(LOCAL.withOptions(small));
            awaits(profiles::isDone);
            late(profiles);
            assertThat(own).isNotDone();
            assertThat(drivers).isNotDone();
            proxy.flow();
            assertThat(Blocking.await(own).rows()).hasSize(1);
            assertThat(Blocking.await(drivers).rows()).hasSize(1);
        }
    }

    @Test
    @Covers({"G-16", "D-45"})
    void the_log_says_at_the_start_which_library_connects() {
        try (ApacheDriver driver = builder().connect()) {
            assertThat(RecordingLog.lines())
                    .contains("INFO " + driver.sessionName() + " is connected by "
                            + System.getProperty("penstock.driver.expected") + " " + LoadedDriver.version()
                            + ", protocol V5");
        }
    }

    @Test
    @Covers("D-41")
    void tells_of_connections_requests_and_timeouts() {
        RecordingMetrics metrics = new RecordingMetrics();
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port());
                ApacheDriver driver = ApacheDriver.builder()
                        .contactPoint(proxy.host(), proxy.port())
                        .metrics(metrics)
                        .connect()) {
            Blocking.await(driver.execute(LOCAL));
            assertThat(metrics.value("documents.driver.connections")).isGreaterThanOrEqualTo(2);
            assertThat(metrics.value("documents.driver.nodes.up")).isEqualTo(1);
            awaits(() -> metrics.value("documents.driver.inflight") == 0);
            proxy.stall();
            CompletableFuture<CqlPage> waiting = driver.execute(LOCAL);
            assertThat(metrics.value("documents.driver.inflight")).isEqualTo(1);
            CompletableFuture<CqlPage> late = driver.execute(LOCAL.withOptions(within(Duration.ofMillis(50))));
            awaits(late::isDone);
            awaits(() -> metrics.count("documents.driver.timeouts") == 1);
            proxy.flow();
            Blocking.await(waiting);
            awaits(() -> metrics.value("documents.driver.inflight") == 0);
        }
    }

    @Test
    @Covers({"G-05", "D-05"})
    void a_metrics_library_that_fails_fails_the_connection_and_leaves_nothing_open() {
        Metrics failing = new Metrics() {
            @Override
            public Counter counter(String name, String... tags) {
                return amount -> {};
            }

            @Override
            public Timer timer(String name, String... tags) {
                return nanos -> {};
            }

            @Override
            public Gauge gauge(String name, DoubleSupplier value, String... tags) {
                throw new IllegalStateException("gauge " + name + " exists already");
            }
        };
        try (FaultProxy proxy = FaultProxy.to(node.host(), node.port())) {
            CompletableFuture<ApacheDriver> connecting = ApacheDriver.builder()
                    .contactPoint(proxy.host(), proxy.port())
                    .metrics(failing)
                    .connectAsync();
            assertThatThrownBy(() -> ended(connecting))
                    .rootCause()
                    .hasMessage("gauge documents.prepared.statements exists already");
            awaits(() -> proxy.connections() == 0);
        }
    }

    private static void ended(CompletableFuture<ApacheDriver> connecting)
            throws InterruptedException, ExecutionException, TimeoutException {
        connecting.get(60, TimeUnit.SECONDS).close();
    }
}
