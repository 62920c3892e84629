package io.penstock.demo.flights;

import io.penstock.Threads;
import io.penstock.connector.cassandra.CassandraConnection;
import io.penstock.connector.postgres.PostgresConnection;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.stream.Database;
import io.penstock.stream.Subscription;
import io.penstock.stream.Writer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The steps of the main job, in order. Whatever a step opened is closed by {@link #close}, last first. Confined to one
 * thread, except that the two servers start side by side.
 */
final class FlightsJob implements AutoCloseable {
    private static final String KEYSPACE = "flights";
    private static final int CHUNK = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoView view;
    private final Closers closers = new Closers();
    private final List<Flight> flights = FlightData.flights();

    private CassandraNode node;
    private PostgresServer server;
    private DocumentSession operations;
    private Pool warehouse;
    private Database database;

    @SuppressWarnings("NullAway.Init") // run() sets the fields step by step
    FlightsJob(DemoView view) {
        this.view = view;
    }

    List<Check> run() throws InterruptedException {
        startServers();
        connect();
        load();
        createStreams();
        push();
        return compare();
    }

    private void startServers() throws InterruptedException {
        view.begin("start Cassandra and PostgreSQL");
        long begun = nanos();
        try (ExecutorService starters = Threads.virtualPerTask("penstock-demo-start")) {
            Future<CassandraNode> cassandra = starters.submit(() -> closers.add(CassandraNode.start()));
            Future<PostgresServer> postgres = starters.submit(() -> closers.add(PostgresServer.start()));
            try {
                server = postgres.get();
                node = cassandra.get();
            } catch (ExecutionException failed) {
                starters.shutdownNow();
                throw failed.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failed.getCause());
            } catch (InterruptedException stopped) {
                starters.shutdownNow();
                throw stopped;
            }
        }
        view.end(String.format(
                Locale.ROOT, "ports %d and %d, %.1f s", node.port(), server.port(), (nanos() - begun) / 1e9));
    }

    private void connect() {
        view.begin("make tables from records");
        Documents documents = closers.add(Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .localDatacenter(node.datacenter())
                        .connect())
                .open());
        operations = documents.session(KEYSPACE);
        operations.schema().createKeyspace(Replication.simple(1));
        operations.schema().create(DelayedFlight.class, DailyDelay.class);
        warehouse = closers.add(Pool.open(PostgresConfig.parse(server.url())));
        FlightData.tableStatements().forEach(warehouse::execute);
        view.end("2 in Cassandra, 4 in PostgreSQL");
    }

    private void load() {
        view.begin("load airports and raw flights into PostgreSQL with COPY");
        long airports = warehouse.copyIn(
                "COPY airports FROM STDIN (FORMAT csv, HEADER)", new ByteArrayInputStream(FlightData.airportsCsv()));
        long raw = warehouse.copyIn("flights", Flight.class, flights);
        view.end(airports + " airports, " + raw + " flights");
    }

    private void createStreams() {
        view.begin("create source, lookup table, streams and sinks");
        database = closers.add(Database.builder()
                .connection("operations", CassandraConnection.over(operations))
                .connection("warehouse", PostgresConnection.over(warehouse))
                .open());
        int statements = database.executeAll(FlightData.streamScript()).size();
        view.end(statements + " statements of SQL");
    }

    private void push() {
        view.begin("push the flights through the streams");
        long begun = nanos();
        try (Subscription<Traffic> traffic = database.subscribe("traffic", Traffic.class);
                Writer<Flight> writer = database.writer("flights", Flight.class)) {
            LiveTable live = new LiveTable(traffic);
            for (int from = 0; from < flights.size(); from += CHUNK) {
                int to = Math.min(from + CHUNK, flights.size());
                writer.writeAll(flights.subList(from, to));
                writer.flush();
                view.progress(to, flights.size(), "flights");
                live.update(view);
            }
            writer.watermark(afterAllWindows());
            database.awaitQuiescent(PATIENCE);
            live.update(view);
            view.end(String.format(
                    Locale.ROOT,
                    "%,d flights in %.1f s, %d windows seen by the subscription",
                    flights.size(),
                    (nanos() - begun) / 1e9,
                    live.received()));
        }
    }

    /** A moment that closes every window: no flight comes after it. */
    private Instant afterAllWindows() {
        return flights.getLast().departure().plus(Duration.ofDays(2));
    }

    private List<Check> compare() {
        view.begin("read back and compare");
        Map<String, String> queries = FlightData.checkQueries();
        List<Check> checks = new ArrayList<>();
        checks.add(Comparison.of(
                "long delays with their city (lookup join)",
                "Cassandra",
                warehouse.query(DelayedFlight.class, query(queries, "delayed_flights")),
                operations.repository(DelayedFlight.class).findAll()));
        checks.add(Comparison.of(
                "delays by airport and day (TUMBLE)",
                "Cassandra",
                warehouse.query(DailyDelay.class, query(queries, "daily_delays")),
                operations.repository(DailyDelay.class).findAll()));
        checks.add(Comparison.of(
                "traffic of six hours, hourly (HOP)",
                "PostgreSQL",
                warehouse.query(Traffic.class, query(queries, "traffic")),
                warehouse.query(Traffic.class, "SELECT * FROM traffic")));
        checks.add(Comparison.of(
                "running totals by route (EMIT CHANGES)",
                "PostgreSQL",
                warehouse.query(Route.class, query(queries, "routes")),
                warehouse.query(Route.class, "SELECT * FROM routes")));
        view.end(checks.stream().mapToLong(Check::found).sum() + " records");
        return checks;
    }

    private static String query(Map<String, String> queries, String name) {
        String sql = queries.get(name);
        if (sql == null) {
            throw new IllegalStateException("checks.sql has no query called " + name + ", only " + queries.keySet());
        }
        return sql;
    }

    /** Says how to reach the servers with other programs. */
    void connectionHints() {
        view.note(
                "cassandra",
                "Cassandra:   cqlsh " + node.host() + " " + node.port() + "   (keyspace " + KEYSPACE + ", data centre "
                        + node.datacenter() + ")");
        view.note("postgres", "PostgreSQL:  psql '" + server.url() + "'");
        view.note(
                "clients",
                "cqlsh and psql come with Cassandra and PostgreSQL, not with Penstock; any other client will do.");
        view.note("stop", "Ctrl-C stops both.");
    }

    private static long nanos() {
        return io.penstock.Time.system().nanoTime();
    }

    @Override
    public void close() {
        closers.close();
    }
}
