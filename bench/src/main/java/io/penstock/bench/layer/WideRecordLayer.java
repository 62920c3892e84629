package io.penstock.bench.layer;

import static java.util.Objects.requireNonNull;

import io.penstock.bench.argus.Run;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.Documents;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A record of 11 components with a list among them, made of a row ({@code hydrate}) and turned into values
 * ({@code serialise}), with the request around it, against a driver that answers at once; {@code …ByHand} as in
 * {@link DocumentsLayer}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WideRecordLayer {
    private static final String COLUMNS =
            "\"build\", \"number\", \"name\", \"status\", \"assignee\", \"version\", \"region\", \"instances\", \"tags\","
                    + " \"started\", \"ended\"";
    private static final String INSERT =
            "INSERT INTO \"bench\".\"runs\" (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT =
            "SELECT " + COLUMNS + " FROM \"bench\".\"runs\" WHERE \"build\" = ? AND \"number\" = ?";

    private final Run run = Run.numbered(7, 42);
    private final ReadyDriver driver = new ReadyDriver(page());
    private final Documents documents = Documents.over(driver).open();
    private final AsyncRepository<Run> runs =
            documents.session("bench").repository(Run.class).async();

    private Object[] values() {
        return new Object[] {
            run.build(),
            run.number(),
            run.name(),
            run.status(),
            run.assignee(),
            run.version(),
            run.region(),
            run.instances(),
            run.tags(),
            run.started(),
            run.ended()
        };
    }

    private CqlPage page() {
        Object[] values = values();
        CqlRow row = index -> values[index];
        return new CqlPage(
                List.of(
                        new CqlColumn("build", CqlType.Scalar.BIGINT),
                        new CqlColumn("number", CqlType.Scalar.BIGINT),
                        new CqlColumn("name", CqlType.Scalar.TEXT),
                        new CqlColumn("status", CqlType.Scalar.TEXT),
                        new CqlColumn("assignee", CqlType.Scalar.BIGINT),
                        new CqlColumn("version", CqlType.Scalar.TEXT),
                        new CqlColumn("region", CqlType.Scalar.TEXT),
                        new CqlColumn("instances", CqlType.Scalar.INT),
                        new CqlColumn("tags", new CqlType.ListOf(CqlType.Scalar.TEXT, false)),
                        new CqlColumn("started", CqlType.Scalar.TIMESTAMP),
                        new CqlColumn("ended", CqlType.Scalar.TIMESTAMP)),
                List.of(row),
                Optional.empty());
    }

    /** Checks once that what is measured is what is meant. */
    @Setup
    public void check() {
        if (!runs.require(run.build(), run.number()).join().equals(run)) {
            throw new IllegalStateException("the driver's answer does not come back as a record");
        }
    }

    @TearDown
    public void close() {
        documents.close();
    }

    @Benchmark
    public CompletableFuture<?> serialise() {
        return runs.save(run);
    }

    @Benchmark
    public CompletableFuture<?> serialiseByHand() {
        return driver.execute(CqlStatement.of(RequestOptions.defaults(), INSERT, values()));
    }

    @Benchmark
    public CompletableFuture<?> hydrate() {
        return runs.get(run.build(), run.number());
    }

    @Benchmark
    public CompletableFuture<?> hydrateByHand() {
        return driver.execute(CqlStatement.of(RequestOptions.defaults(), SELECT, run.build(), run.number()))
                .thenApply(page -> Optional.of(mapped(page.rows().getFirst())));
    }

    private static Run mapped(CqlRow row) {
        return new Run(
                (Long) value(row, 0),
                (Long) value(row, 1),
                (String) value(row, 2),
                (String) value(row, 3),
                (Long) value(row, 4),
                (String) value(row, 5),
                (String) value(row, 6),
                (Integer) value(row, 7),
                tags(value(row, 8)),
                (Instant) value(row, 9),
                (Instant) value(row, 10));
    }

    private static List<String> tags(Object value) {
        return ((List<?>) value).stream().map(String.class::cast).toList();
    }

    private static Object value(CqlRow row, int index) {
        return requireNonNull(row.get(index));
    }
}
