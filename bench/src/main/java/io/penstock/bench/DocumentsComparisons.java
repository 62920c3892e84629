package io.penstock.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import io.penstock.bench.store.Account;
import io.penstock.bench.store.BareStore;
import io.penstock.bench.store.DocumentOperations;
import io.penstock.bench.store.DocumentStore;
import io.penstock.bench.store.Load;
import io.penstock.bench.store.MapperStore;
import io.penstock.bench.store.Operation;
import io.penstock.bench.store.PenstockStore;
import io.penstock.bench.store.Reading;
import io.penstock.bench.store.SpringStore;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Operations on a real node: the bare driver with prepared statements and mapping by hand is the yardstick; beside it
 * Penstock, the driver's own mapper and Spring Data. These four are over one and the same session of the driver, so
 * that nothing but the layer differs; all read pages of the driver's default size at its default consistency into the
 * same records. "Penstock, own session" connects as its users do, with Penstock's defaults for I/O threads, requests
 * per connection and timeouts. The node is the bottleneck of the wall figures, so the client's processor time per
 * operation is what tells them apart.
 */
final class DocumentsComparisons implements AutoCloseable {
    private static final String KEYSPACE = "bench";
    private static final int SCANNED = 1_000_000;
    private static final int SCANNED_WHEN_QUICK = 100_000;
    private static final String SCAN = "scan";
    private static final int SCANS_MAX = 5;

    private final CassandraNode node = CassandraNode.start();
    private final CqlSession session;
    private final Documents shared;
    private final Documents own;
    private final List<DocumentStore> stores;
    private final int scanned;

    DocumentsComparisons(boolean quick) throws InterruptedException {
        scanned = quick ? SCANNED_WHEN_QUICK : SCANNED;
        session = CqlSession.builder()
                .addContactPoint(node.address())
                .withLocalDatacenter(node.datacenter())
                .build();
        shared = documents(ApacheDriver.over(session));
        own = documents(ApacheDriver.builder()
                .contactPoint(node.host(), node.port())
                .localDatacenter(node.datacenter())
                .connect());
        DocumentSession penstock = shared.session(KEYSPACE);
        penstock.schema().createKeyspace(Replication.simple(1));
        penstock.schema().create(Account.class, Reading.class);
        session.execute("USE " + KEYSPACE);
        PenstockStore penstockStore = new PenstockStore("Penstock", penstock);
        stores = List.of(
                new BareStore(session),
                penstockStore,
                new PenstockStore("Penstock, own session", own.session(KEYSPACE)),
                new MapperStore(session),
                new SpringStore(session));
        fill(penstock, penstockStore);
    }

    /** What `--only` can name. */
    static List<String> words() {
        List<String> words = new ArrayList<>(
                DocumentOperations.ALL.stream().map(Operation::word).toList());
        words.add(SCAN);
        return words;
    }

    /** With the driver's own consistency and page size. */
    private Documents documents(CqlDriver driver) {
        int pageSize =
                session.getContext().getConfig().getDefaultProfile().getInt(DefaultDriverOption.REQUEST_PAGE_SIZE);
        return Documents.over(driver)
                .settings(DocumentsSettings.DEFAULT
                        .withConsistency(Consistency.LOCAL_ONE)
                        .withPageSize(pageSize))
                .open();
    }

    private void fill(DocumentSession penstock, PenstockStore store) throws InterruptedException {
        penstock.repository(Account.class)
                .saveAll(() -> IntStream.range(0, DocumentOperations.ACCOUNTS)
                        .mapToObj(Account::numbered)
                        .iterator());
        for (int sensor : new int[] {DocumentOperations.SMALL, DocumentOperations.LARGE}) {
            penstock.repository(Reading.class)
                    .saveAll(() -> IntStream.range(0, sensor)
                            .mapToObj(place -> Reading.at(sensor, place))
                            .iterator());
        }
        int filled = (scanned - DocumentOperations.SMALL - DocumentOperations.LARGE) / DocumentOperations.SMALL;
        new InFlight(16, new Latencies()).run(filled, i -> store.batch(-1 - i, DocumentOperations.SMALL));
    }

    /** The comparisons of these words. */
    List<Comparison> of(Set<String> words) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Operation<DocumentStore> operation : DocumentOperations.ALL) {
            if (words.contains(operation.word())) {
                operation.loads().forEach(load -> comparisons.add(comparison(operation, load)));
            }
        }
        if (words.contains(SCAN)) {
            comparisons.add(scan());
        }
        return comparisons;
    }

    private Comparison comparison(Operation<DocumentStore> operation, Load load) {
        return new Comparison(
                operation.title() + ", " + load.atOnce() + " in flight, " + load.operations() + " a round",
                operation.rows() == 1 ? "operation" : "row",
                stores.stream().map(store -> contender(store, operation, load)).toList());
    }

    private static Contender contender(DocumentStore store, Operation<DocumentStore> operation, Load load) {
        Latencies latencies = new Latencies();
        InFlight inFlight = new InFlight(load.atOnce(), latencies);
        return new Contender(
                store.name(),
                () -> operation.rows()
                        * inFlight.run(load.operations(), i -> operation.work().start(store, i)),
                latencies);
    }

    private Comparison scan() {
        InFlight one = new InFlight(1, new Latencies());
        return new Comparison(
                String.format("Paged scan of %,d rows", scanned),
                "row",
                stores.stream()
                        .map(store -> new Contender(store.name(), () -> scanned * one.run(1, i -> scanned(store))))
                        .toList(),
                SCANS_MAX);
    }

    private CompletionStage<?> scanned(DocumentStore store) {
        return store.scan().thenAccept(rows -> {
            if (rows != scanned) {
                throw new IllegalStateException(store.name() + " read " + rows + " of " + scanned + " rows");
            }
        });
    }

    @Override
    public void close() {
        own.close();
        shared.close();
        session.close();
        node.close();
    }
}
