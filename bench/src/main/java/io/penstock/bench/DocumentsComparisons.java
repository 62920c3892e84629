package io.penstock.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.bench.store.Account;
import io.penstock.bench.store.BareStore;
import io.penstock.bench.store.DocumentStore;
import io.penstock.bench.store.MapperStore;
import io.penstock.bench.store.PenstockStore;
import io.penstock.bench.store.Reading;
import io.penstock.bench.store.SpringStore;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Operations on a real node: the bare driver with prepared statements and mapping by hand is the yardstick; beside it
 * the driver's own mapper, Spring Data and Penstock. The node is the bottleneck of the wall figures, so the client's
 * processor time per operation is what tells them apart. The peers share one session, Penstock has its own, with the
 * same settings.
 */
final class DocumentsComparisons implements AutoCloseable {
    private static final long KEYS = 10_000;
    private static final String KEYSPACE = "bench";
    /** A sensor's number is how many readings it has. */
    private static final int[] SENSORS = {100, 10_000};

    private final CassandraNode node = CassandraNode.start();
    private final Documents documents;
    private final CqlSession session;
    private final List<DocumentStore> stores;
    private final long operations;

    DocumentsComparisons(long operations) {
        this.operations = operations;
        documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .localDatacenter(node.datacenter())
                        .connect())
                // What the bare driver does unless told otherwise.
                .consistency(Consistency.LOCAL_ONE)
                .open();
        DocumentSession penstock = documents.session(KEYSPACE);
        penstock.schema().createKeyspace(Replication.simple(1));
        penstock.schema().create(Account.class, Reading.class);
        session = CqlSession.builder()
                .addContactPoint(node.address())
                .withLocalDatacenter(node.datacenter())
                .withKeyspace(KEYSPACE)
                .build();
        fill(penstock);
        stores = List.of(
                new BareStore(session), PenstockStore.of(penstock), new MapperStore(session), new SpringStore(session));
    }

    private static void fill(DocumentSession penstock) {
        penstock.repository(Account.class)
                .saveAll(() -> IntStream.range(0, (int) KEYS)
                        .mapToObj(Account::numbered)
                        .iterator());
        for (int sensor : SENSORS) {
            penstock.repository(Reading.class)
                    .saveAll(() -> IntStream.range(0, sensor)
                            .mapToObj(place -> Reading.at(sensor, place))
                            .iterator());
        }
    }

    List<Comparison> all() {
        List<Comparison> comparisons = new ArrayList<>();
        for (int atOnce : new int[] {1, 64, 256}) {
            long count = atOnce == 1 ? operations / 4 : operations;
            comparisons.add(operation("Save by key", atOnce, count, (store, i) -> store.save(i % KEYS)));
            comparisons.add(operation("Get by key", atOnce, count, (store, i) -> store.get(i % KEYS)));
        }
        for (int sensor : SENSORS) {
            comparisons.add(rows(sensor));
        }
        return comparisons;
    }

    private Comparison operation(
            String title, int atOnce, long count, BiFunction<DocumentStore, Long, CompletionStage<?>> operation) {
        InFlight inFlight = new InFlight(atOnce);
        return new Comparison(
                title + ", " + atOnce + " at once, " + count + " a round",
                "operation",
                stores.stream()
                        .map(store ->
                                new Contender(store.name(), () -> inFlight.run(count, i -> operation.apply(store, i))))
                        .toList());
    }

    /** All readings of one sensor, so often that every round reads about as many rows. */
    private Comparison rows(int sensor) {
        InFlight inFlight = new InFlight(4);
        long times = Math.max(1, operations * 5 / sensor);
        return new Comparison(
                "Select of " + sensor + " rows, 4 at once, " + times + " a round",
                "row",
                stores.stream()
                        .map(store -> new Contender(
                                store.name(), () -> sensor * inFlight.run(times, i -> counted(store, sensor))))
                        .toList());
    }

    private static CompletionStage<?> counted(DocumentStore store, int sensor) {
        return store.readings(sensor).thenAccept(rows -> {
            if (rows != sensor) {
                throw new IllegalStateException(store.name() + " read " + rows + " of " + sensor + " rows");
            }
        });
    }

    @Override
    public void close() {
        session.close();
        documents.close();
        node.close();
    }
}
