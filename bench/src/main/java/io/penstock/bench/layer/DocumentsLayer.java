package io.penstock.bench.layer;

import io.penstock.documents.AsyncRepository;
import io.penstock.documents.Documents;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
 * One save, one get and one page of 100 rows against a driver that answers at once: model, text, binding, options,
 * futures and decoding, nothing else. The {@code …ByHand} methods make the same request and the same record without a
 * mapper; the difference is what the layer costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DocumentsLayer {
    private static final int ROWS = 100;
    private static final String INSERT =
            "INSERT INTO \"bench\".\"accounts\" (\"id\", \"owner\", \"cents\", \"rate\", \"opened_at\") VALUES (?, ?, ?, ?, ?)";
    private static final String SELECT =
            "SELECT \"id\", \"owner\", \"cents\", \"rate\", \"opened_at\" FROM \"bench\".\"accounts\" WHERE \"id\" = ?";

    /** What is saved and read. */
    @Table("accounts")
    public record Entry(@PartitionKey long id, String owner, long cents, double rate, Instant openedAt) {}

    private final Entry entry = new Entry(42, "owner", 7, 0.5, Instant.ofEpochMilli(1_700_000_000_000L));
    private final ReadyDriver one = new ReadyDriver(page(1));
    private final ReadyDriver many = new ReadyDriver(page(ROWS));
    private final Documents ofOne = Documents.over(one).open();
    private final Documents ofMany = Documents.over(many).open();
    private final Query<Object> all = Query.all();
    private final AsyncRepository<Entry> single =
            ofOne.session("bench").repository(Entry.class).async();
    private final AsyncRepository<Entry> paged =
            ofMany.session("bench").repository(Entry.class).async();

    private CqlPage page(int rows) {
        Object[] values = {entry.id(), entry.owner(), entry.cents(), entry.rate(), entry.openedAt()};
        CqlRow row = index -> values[index];
        return new CqlPage(
                List.of(
                        new CqlColumn("id", CqlType.Scalar.BIGINT),
                        new CqlColumn("owner", CqlType.Scalar.TEXT),
                        new CqlColumn("cents", CqlType.Scalar.BIGINT),
                        new CqlColumn("rate", CqlType.Scalar.DOUBLE),
                        new CqlColumn("opened_at", CqlType.Scalar.TIMESTAMP)),
                Collections.nCopies(rows, row),
                Optional.empty());
    }

    /** Checks once that what is measured is what is meant. */
    @Setup
    public void check() {
        if (!single.get(entry.id()).join().orElseThrow().equals(entry)
                || paged.page(all).join().items().size() != ROWS) {
            throw new IllegalStateException("the driver's answer does not come back as records");
        }
    }

    @TearDown
    public void close() {
        ofOne.close();
        ofMany.close();
    }

    @Benchmark
    public CompletableFuture<?> save() {
        return single.save(entry);
    }

    @Benchmark
    public CompletableFuture<?> saveByHand() {
        return one.execute(CqlStatement.of(
                RequestOptions.defaults(),
                INSERT,
                entry.id(),
                entry.owner(),
                entry.cents(),
                entry.rate(),
                entry.openedAt()));
    }

    @Benchmark
    public CompletableFuture<?> get() {
        return single.get(entry.id());
    }

    @Benchmark
    public CompletableFuture<?> getByHand() {
        return one.execute(CqlStatement.of(RequestOptions.defaults(), SELECT, entry.id()))
                .thenApply(page -> Optional.of(mapped(page.rows().getFirst())));
    }

    @Benchmark
    public CompletableFuture<?> page() {
        return paged.page(all);
    }

    @Benchmark
    public CompletableFuture<?> pageByHand() {
        return many.execute(CqlStatement.of("SELECT …"))
                .thenApply(
                        page -> page.rows().stream().map(DocumentsLayer::mapped).toList());
    }

    private static Entry mapped(CqlRow row) {
        return new Entry(
                (Long) value(row, 0), (String) value(row, 1), (Long) value(row, 2), (Double) value(row, 3), (Instant)
                        value(row, 4));
    }

    private static Object value(CqlRow row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
