package io.penstock.bench;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.bench.store.Account;
import io.penstock.bench.store.MapperStore;
import io.penstock.bench.store.SpringStore;
import io.penstock.documents.Documents;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * From the first line of a program to its first record: opens a session, reads an account, prints the sample. Each
 * round is a JVM of its own, because loading and warming up classes is most of it; the start of the JVM is not counted.
 */
public final class ColdStart {
    private static final int ROUNDS_MAX = 11;
    private static final long ID = 42;

    private enum Way {
        BARE("bare driver"),
        PENSTOCK("Penstock, own session"),
        MAPPER("the driver's mapper"),
        SPRING(SpringStore.NAME);

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private ColdStart() {}

    static Comparison comparison(CassandraNode node) {
        return new Comparison(
                "Cold start: a new JVM opens a session and reads one record",
                "start",
                Arrays.stream(Way.values())
                        .map(way -> new Contender(way.title, () -> start(way, node), new Latencies()))
                        .toList(),
                ROUNDS_MAX);
    }

    private static Sample start(Way way, CassandraNode node) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ColdStart.class.getName(),
                        way.name(),
                        node.host(),
                        Integer.toString(node.port()),
                        node.datacenter())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        if (process.waitFor() != 0 || figures.length != 3) {
            throw new IllegalStateException("the cold start of " + way.title + " ended with " + process.exitValue());
        }
        return new Sample(
                Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }

    /** What the new JVM runs: the way, host, port and data centre. */
    public static void main(String[] arguments) throws Exception {
        Sample sample = Sample.of(() -> {
            read(Way.valueOf(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), arguments[3]);
            return 1;
        });
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                .printf(Locale.ROOT, "%.0f %.0f %.0f%n", sample.wallNanos(), sample.processorNanos(), sample.bytes());
        Runtime.getRuntime().halt(0); // closing is not what is measured
    }

    private static void read(Way way, String host, int port, String datacenter) {
        switch (way) {
            case PENSTOCK ->
                Documents.over(ApacheDriver.builder()
                                .contactPoint(host, port)
                                .localDatacenter(datacenter)
                                .connect())
                        .consistency(Consistency.LOCAL_ONE)
                        .open()
                        .session(DocumentsUnderTest.KEYSPACE)
                        .repository(Account.class)
                        .require(ID);
            case BARE -> bare(session(host, port, datacenter));
            case MAPPER ->
                new MapperStore(session(host, port, datacenter))
                        .get(ID)
                        .toCompletableFuture()
                        .join();
            case SPRING ->
                new SpringStore(session(host, port, datacenter))
                        .get(ID)
                        .toCompletableFuture()
                        .join();
        }
    }

    private static CqlSession session(String host, int port, String datacenter) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter(datacenter)
                .withKeyspace(DocumentsUnderTest.KEYSPACE)
                .build();
    }

    private static Account bare(CqlSession session) {
        var row = requireNonNull(
                session.execute(session.prepare("SELECT id, owner, cents, rate, opened_at FROM accounts WHERE id = ?")
                                .bind(ID))
                        .one());
        return new Account(
                row.getLong(0),
                requireNonNull(row.getString(1)),
                row.getLong(2),
                row.getDouble(3),
                requireNonNull(row.get(4, Instant.class)));
    }
}
