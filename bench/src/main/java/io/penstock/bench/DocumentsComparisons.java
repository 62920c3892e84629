package io.penstock.bench;

import io.penstock.bench.argus.ArgusOperations;
import io.penstock.bench.argus.ArgusStore;
import io.penstock.bench.argus.BareArgus;
import io.penstock.bench.argus.Comment;
import io.penstock.bench.argus.Event;
import io.penstock.bench.argus.MapperArgus;
import io.penstock.bench.argus.Notification;
import io.penstock.bench.argus.PenstockArgus;
import io.penstock.bench.argus.Run;
import io.penstock.bench.argus.SpringArgus;
import io.penstock.bench.argus.User;
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
import io.penstock.bench.store.Store;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.driver.DriverDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Operations on a real node: the bare driver with prepared statements and mapping by hand is the yardstick; beside it
 * Penstock, the driver's own mapper and Spring Data. These four are over one and the same session of the driver, so
 * that nothing but the layer differs; all read pages of the driver's default size at its default consistency into the
 * same records. "Penstock, own session" connects as its users do, with Penstock's defaults for I/O threads and requests
 * per connection. The node is the bottleneck of the wall figures, so the client's processor time per operation is what
 * tells them apart.
 */
final class DocumentsComparisons implements AutoCloseable {
    private static final String SCAN = "scan";
    private static final String SCHEMA = "schema";
    private static final String COLD_START = "cold-start";
    private static final int SCANNED = 1_000_000;
    private static final int SCANNED_WHEN_QUICK = 100_000;
    private static final int SCANS_MAX = 5;

    private final DocumentsUnderTest tested = new DocumentsUnderTest();
    private final List<DocumentStore> stores;
    private final List<ArgusStore> argus;
    private final int scanned;

    DocumentsComparisons(boolean quick) throws InterruptedException {
        scanned = quick ? SCANNED_WHEN_QUICK : SCANNED;
        DocumentSession penstock = tested.penstock();
        penstock.schema()
                .create(
                        Account.class,
                        Reading.class,
                        User.class,
                        Run.class,
                        Event.class,
                        Notification.class,
                        Comment.class);
        PenstockStore store = new PenstockStore(DocumentsUnderTest.PENSTOCK, penstock);
        fill(store);
        stores = List.of(
                new BareStore(tested.session()),
                store,
                new PenstockStore(DocumentsUnderTest.PENSTOCK_ALONE, tested.penstockAlone()),
                new MapperStore(tested.session()),
                new SpringStore(tested.session()));
        argus = List.of(
                new BareArgus(tested.session()),
                new PenstockArgus(DocumentsUnderTest.PENSTOCK, penstock),
                new PenstockArgus(DocumentsUnderTest.PENSTOCK_ALONE, tested.penstockAlone()),
                new MapperArgus(tested.session()),
                new SpringArgus(tested.session()));
    }

    /** What {@code --only} can name. */
    static List<String> words() {
        return Stream.of(
                        DocumentOperations.ALL.stream().map(Operation::word),
                        ArgusOperations.ALL.stream().map(Operation::word),
                        Stream.of(SCAN, SCHEMA, COLD_START))
                .flatMap(words -> words)
                .toList();
    }

    private void fill(PenstockStore store) throws InterruptedException {
        save(Account.class, DocumentOperations.ACCOUNTS, Account::numbered);
        for (int sensor : new int[] {DocumentOperations.SMALL, DocumentOperations.LARGE}) {
            save(Reading.class, sensor, place -> Reading.at(sensor, place));
        }
        int filled = (scanned - DocumentOperations.SMALL - DocumentOperations.LARGE) / DocumentOperations.SMALL;
        new InFlight(16, new Latencies()).run(filled, i -> store.batch(-1 - i, DocumentOperations.SMALL));
        save(User.class, ArgusStore.USERS, User::numbered);
        save(Run.class, ArgusOperations.BUILDS * Run.EACH, i -> Run.numbered(i / Run.EACH, i % Run.EACH));
        save(
                Notification.class,
                ArgusOperations.BUILDS * ArgusOperations.NOTIFICATIONS,
                i -> Notification.numbered(i % ArgusOperations.BUILDS, i / ArgusOperations.BUILDS));
    }

    private <E> void save(Class<E> table, int count, IntFunction<E> row) {
        tested.penstock()
                .repository(table)
                .saveAll(() -> IntStream.range(0, count).mapToObj(row).iterator());
    }

    /** Which library of the driver all of them use. */
    DriverDescription driver() {
        return tested.driver();
    }

    /** The comparisons of these words. */
    List<Comparison> of(Set<String> words) {
        List<Comparison> comparisons = new ArrayList<>();
        add(DocumentOperations.ALL, stores, words, comparisons);
        add(ArgusOperations.ALL, argus, words, comparisons);
        if (words.contains(SCAN)) {
            comparisons.add(scan());
        }
        if (words.contains(SCHEMA)) {
            comparisons.addAll(new SchemaComparisons(tested).all());
        }
        if (words.contains(COLD_START)) {
            comparisons.add(ColdStart.comparison(tested.node()));
        }
        return comparisons;
    }

    private static <S extends Store> void add(
            List<Operation<S>> operations, List<S> stores, Set<String> words, List<Comparison> comparisons) {
        for (Operation<S> operation : operations) {
            if (words.contains(operation.word())) {
                for (Load load : operation.loads()) {
                    comparisons.add(comparison(operation, load, stores));
                }
            }
        }
    }

    private static <S extends Store> Comparison comparison(Operation<S> operation, Load load, List<S> stores) {
        return new Comparison(
                operation.title() + ", " + load.atOnce() + " in flight, " + load.operations() + " a round",
                operation.rows() == 1 ? "operation" : "row",
                stores.stream().map(store -> contender(store, operation, load)).toList());
    }

    private static <S extends Store> Contender contender(S store, Operation<S> operation, Load load) {
        Latencies latencies = new Latencies();
        InFlight inFlight = new InFlight(load.atOnce(), latencies);
        return Contender.timed(
                store.name(),
                () -> operation.rows()
                        * inFlight.run(load.operations(), i -> operation.work().start(store, i)),
                latencies);
    }

    private Comparison scan() {
        InFlight one = new InFlight(1, new Latencies());
        return new Comparison(
                String.format(Locale.ROOT, "Paged scan of %,d rows", scanned),
                "row",
                stores.stream()
                        .map(store -> Contender.of(store.name(), () -> scanned * one.run(1, i -> scanned(store))))
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
        tested.close();
    }
}
