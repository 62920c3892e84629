package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.Batch;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.BatchResult;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.Counter;
import io.penstock.documents.CounterRepository;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Key;
import io.penstock.documents.NotAppliedException;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.Version;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.CounterColumn;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** Batches and counters on a real database. Subclass it with the driver. */
public abstract class BatchContract extends DocumentsContract {
    /** A line of an order. */
    @Table("contract_lines")
    public record Line(
            @PartitionKey String order,
            @ClusteringKey int number,
            @Nullable String item,
            int pieces) {}

    /** The orders of a customer. */
    @Table("contract_orders")
    public record Order(
            @PartitionKey String customer, @ClusteringKey String order) {}

    /** How often a page was seen. */
    @Table("contract_views")
    public record PageViews(
            @PartitionKey String page,
            @ClusteringKey int day,
            @Counter long views,
            @Counter long likes) {}

    /** What is left of an item, and which of those who take it were first. */
    @Table("contract_stock")
    public record Stock(
            @PartitionKey String shop,
            @ClusteringKey String item,
            int left,
            @Version long version) {}

    private static final CounterColumn<PageViews> VIEWS = Columns.counter(PageViews.class, "views");
    private static final CounterColumn<PageViews> LIKES = Columns.counter(PageViews.class, "likes");

    @BeforeAll
    void createTables() {
        session().schema().create(Line.class, Order.class, PageViews.class, Stock.class);
    }

    private DocumentSession session(Calls calls) {
        return calls.of(DocumentSession.class, session());
    }

    private List<Line> lines(String order) {
        return session().repository(Line.class).find(Query.where("order", order));
    }

    @BlockingAndAsync
    void a_batch_writes_to_several_tables(Calls calls) {
        String order = "MUL" + calls;
        session().repository(Line.class).save(new Line(order, 9, "gone", 1));
        BatchResult result = session(calls).batch(BatchOptions.LOGGED, batch -> {
            batch.table(Line.class)
                    .save(new Line(order, 1, "pen", 2))
                    .save(new Line(order, 2, "ink", 1), WriteOptions.DEFAULT.withTtl(Duration.ofHours(1)))
                    .update(Update.byKey(order, 1).set("pieces", 3))
                    .delete(Delete.byKey(order, 9));
            batch.table(Order.class).save(new Order("ann", order));
            batch.add(CqlStatement.of(
                    "INSERT INTO " + session().keyspace() + ".contract_orders (customer, \"order\") VALUES (?, ?)",
                    "bob",
                    order));
        });
        assertThat(result).isEqualTo(BatchResult.applied());
        assertThat(lines(order)).containsExactly(new Line(order, 1, "pen", 3), new Line(order, 2, "ink", 1));
        assertThat(session().repository(Order.class).exists("ann", order)).isTrue();
        assertThat(session().repository(Order.class).exists("bob", order)).isTrue();
        session(calls).batch(BatchOptions.UNLOGGED, batch -> {
            for (Line line : lines(order)) {
                batch.table(Line.class).delete(line);
            }
        });
        assertThat(lines(order)).isEmpty();
    }

    @BlockingAndAsync
    void nothing_is_sent_when_the_function_throws_or_writes_nothing(Calls calls) {
        String order = "THR" + calls;
        List<Batch> kept = new ArrayList<>();
        assertThatThrownBy(() -> session(calls).batch(BatchOptions.LOGGED, batch -> {
                    kept.add(batch);
                    batch.table(Line.class).save(new Line(order, 1, "pen", 2));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(lines(order)).isEmpty();
        assertThat(session(calls).batch(BatchOptions.LOGGED, batch -> {}).isApplied())
                .isTrue();
        assertThatThrownBy(() -> kept.getFirst().table(Line.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sent already");
    }

    @BlockingAndAsync
    void a_condition_is_of_the_whole_batch(Calls calls) {
        String order = "LWT" + calls;
        assertThat(session(calls)
                        .batch(
                                BatchOptions.LOGGED,
                                batch -> batch.table(Line.class)
                                        .insertIfNotExists(new Line(order, 1, "pen", 2))
                                        .save(new Line(order, 2, "ink", 1)))
                        .isApplied())
                .isTrue();
        BatchResult refused = session(calls)
                .batch(
                        BatchOptions.LOGGED,
                        batch -> batch.table(Line.class)
                                .save(new Line(order, 3, "cap", 1))
                                .update(Update.byKey(order, 1).set("pieces", 5).onlyIf(Condition.eq("pieces", 7))));
        assertThat(refused.isApplied()).isFalse();
        assertThat(refused.seen())
                .isNotEmpty()
                .anySatisfy(row -> assertThat(row).containsEntry("pieces", 2));
        refused(DocumentsError.NOT_APPLIED, refused::orElseThrow);
        assertThatThrownBy(refused::orElseThrow)
                .isInstanceOfSatisfying(
                        NotAppliedException.class, why -> assertThat(why.seen()).isEqualTo(refused.seen()));
        assertThat(lines(order)).extracting(Line::number).containsExactly(1, 2);
    }

    @BlockingAndAsync
    void a_batch_saves_and_deletes_by_versions_all_or_nothing(Calls calls) {
        String shop = "VER" + calls;
        Repository<Stock> stock = session().repository(Stock.class);
        BatchResult made = session(calls)
                .batch(
                        BatchOptions.LOGGED,
                        batch -> batch.table(Stock.class)
                                .saveVersioned(new Stock(shop, "ink", 5, 0))
                                .saveVersioned(
                                        new Stock(shop, "pen", 7, 0),
                                        WriteOptions.DEFAULT.withTtl(Duration.ofHours(1))));
        assertThat(made.isApplied()).isTrue();
        Stock ink = stock.require(shop, "ink");
        Stock pen = stock.require(shop, "pen");
        assertThat(List.of(ink.version(), pen.version())).containsExactly(1L, 1L);
        BatchResult taken = session(calls)
                .batch(
                        BatchOptions.LOGGED,
                        batch -> batch.table(Stock.class)
                                .saveVersioned(new Stock(shop, "ink", 4, 1))
                                .deleteVersioned(pen));
        assertThat(taken.isApplied()).isTrue();
        BatchResult stale = session(calls)
                .batch(
                        BatchOptions.LOGGED,
                        batch -> batch.table(Stock.class)
                                .insertIfNotExists(
                                        new Stock(shop, "cap", 1, 1), WriteOptions.DEFAULT.withTtl(Duration.ofHours(1)))
                                .saveVersioned(new Stock(shop, "ink", 3, 1)));
        assertThat(stale.isApplied()).isFalse();
        assertThat(stock.find(Query.where("shop", shop))).containsExactly(new Stock(shop, "ink", 4, 2));
    }

    @BlockingAndAsync
    void a_batch_has_the_other_writes_of_a_repository(Calls calls) {
        String order = "OTH" + calls;
        Line first = new Line(order, 1, "pen", 2);
        session()
                .repository(Line.class)
                .saveAll(List.of(first, new Line(order, 2, "ink", 1), new Line(order, 3, "cap", 1)));
        session(calls)
                .batch(
                        BatchOptions.UNLOGGED,
                        batch -> batch.table(Line.class)
                                .saveChanges(first, new Line(order, 1, null, 9))
                                .saveChanges(first, first)
                                .delete(Key.of(order, 2))
                                .delete(
                                        new Line(order, 3, "cap", 1),
                                        WriteOptions.DEFAULT.withTimestamp(Instant.parse("2101-01-01T00:00:00Z"))));
        assertThat(lines(order)).containsExactly(new Line(order, 1, null, 9));
        session().repository(Line.class).save(new Line(order, 3, "late", 1));
        assertThat(lines(order)).hasSize(1);
    }

    @BlockingAndAsync
    void a_condition_in_a_statement_in_cql_counts(Calls calls) {
        String order = "RAW" + calls;
        session().repository(Line.class).save(new Line(order, 1, "pen", 2));
        CqlStatement conditional = CqlStatement.of(
                "INSERT INTO " + session().keyspace()
                        + ".contract_lines (\"order\", number, item) VALUES (?, ?, ?) IF NOT EXISTS",
                order,
                1,
                "ink");
        BatchResult refused = session(calls).batch(BatchOptions.LOGGED, batch -> batch.add(conditional));
        assertThat(refused.isApplied()).isFalse();
        assertThat(refused.seen())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("item", "pen"));
        assertThat(session(calls)
                        .batch(
                                BatchOptions.LOGGED.withSerialConsistency(Consistency.SERIAL),
                                batch -> batch.add(conditional))
                        .isApplied())
                .isFalse();
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session(calls)
                        .batch(
                                BatchOptions.LOGGED,
                                batch -> batch.add(conditional.withOptions(
                                        conditional.options().withConsistency(Consistency.ALL)))),
                "of a statement's options only idempotent counts in a batch");
    }

    @BlockingAndAsync
    void the_batchs_options_reach_the_server(Calls calls) {
        String order = "OPT" + calls;
        refused(
                DocumentsError.UNAVAILABLE,
                () -> session(calls)
                        .batch(
                                BatchOptions.LOGGED.withConsistency(Consistency.THREE),
                                batch -> batch.table(Line.class).save(new Line(order, 1, "pen", 2))));
        Instant future = Instant.parse("2101-01-01T00:00:00Z");
        session(calls)
                .batch(
                        BatchOptions.UNLOGGED.withTimestamp(future),
                        batch -> batch.table(Line.class).save(new Line(order, 1, "late", 2)));
        session().repository(Line.class).save(new Line(order, 1, "early", 2));
        assertThat(lines(order)).extracting(Line::item).containsExactly("late");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session(calls)
                        .batch(
                                BatchOptions.LOGGED,
                                batch -> batch.table(Line.class)
                                        .save(
                                                new Line(order, 1, "x", 1),
                                                WriteOptions.DEFAULT.withConsistency(Consistency.ONE))),
                "the batch's own");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session(calls)
                        .batch(
                                BatchOptions.LOGGED.withTimestamp(future),
                                batch -> batch.table(Line.class).insertIfNotExists(new Line(order, 1, "x", 1))),
                "cannot have a timestamp");
    }

    @BlockingAndAsync
    void a_batch_that_is_too_large_is_not_sent(Calls calls) {
        String order = "BIG" + calls;
        refused(
                DocumentsError.BATCH_TOO_LARGE,
                () -> session(calls).batch(BatchOptions.LOGGED, batch -> {
                    for (int i = 0; i < 60; i++) {
                        batch.table(Line.class).save(new Line(order, i, "x".repeat(1_000), 1));
                    }
                }),
                "more bytes of values than bytesMax = 51200");
        refused(
                DocumentsError.BATCH_TOO_LARGE,
                () -> session(calls).batch(BatchOptions.LOGGED.withStatementsMax(3), batch -> {
                    for (int i = 0; i < 4; i++) {
                        batch.table(Line.class).save(new Line(order, i, "x", 1));
                    }
                }),
                "more statements than statementsMax = 3");
        assertThat(lines(order)).isEmpty();
        // Beyond its own guard the server has one too, and says so; several partitions, or it is no batch to it.
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> session(calls).batch(BatchOptions.LOGGED.withBytesMax(10_000_000), batch -> {
                    for (int i = 0; i < 100; i++) {
                        batch.table(Line.class).save(new Line(order + i, i, "x".repeat(1_000), 1));
                    }
                }));
    }

    @BlockingAndAsync
    void counters_count(Calls calls) {
        CounterRepository<PageViews> views = counters(calls);
        Key key = Key.of("CNT" + calls, 1);
        views.increment(key, VIEWS, 3);
        views.increment(key, "views", 4);
        views.decrement(key, VIEWS, 2);
        assertThat(views.get(key, ReadOptions.DEFAULT)).contains(new PageViews("CNT" + calls, 1, 5, 0));
        views.update(Update.of(key).change(VIEWS.increment(1)).change(LIKES.increment(9)));
        assertThat(views.require(key, ReadOptions.DEFAULT)).isEqualTo(new PageViews("CNT" + calls, 1, 6, 9));
        session(calls)
                .batch(
                        BatchOptions.COUNTER,
                        batch -> batch.counters(PageViews.class)
                                .increment(key, "views", 4)
                                .decrement(Key.of("CNT" + calls, 2), "likes", 1));
        assertThat(views.find(Query.where("page", "CNT" + calls)))
                .containsExactly(new PageViews("CNT" + calls, 1, 10, 9), new PageViews("CNT" + calls, 2, 0, -1));
        views.delete(key);
        assertThat(views.exists("CNT" + calls, 1)).isFalse();
    }

    @BlockingAndAsync
    void counters_do_nothing_but_count(Calls calls) {
        CounterRepository<PageViews> views = counters(calls);
        Key key = Key.of("ONL" + calls, 1);
        refused(DocumentsError.INVALID_ENTITY, () -> session().repository(PageViews.class), "use counters(…)");
        refused(DocumentsError.INVALID_ENTITY, () -> session().counters(Line.class), "use repository(…)");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> views.update(Update.of(key).set("views", 5L)),
                "'views' is a counter, which only goes up and down");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> views.update(Update.of(key)
                        .change(VIEWS.increment(1))
                        .with(WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(1)))),
                "no time to live");
        refused(
                DocumentsError.UNAVAILABLE,
                () -> views.update(Update.of(key)
                        .change(VIEWS.increment(1))
                        .with(WriteOptions.DEFAULT.withConsistency(Consistency.THREE))));
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session(calls).batch(BatchOptions.LOGGED, batch -> batch.counters(PageViews.class)),
                "use BatchOptions.COUNTER");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session(calls).batch(BatchOptions.COUNTER, batch -> batch.table(Line.class)),
                "changes of counters only");
        assertThat(views.get(key, ReadOptions.DEFAULT)).isEmpty();
    }

    @SuppressWarnings("unchecked") // the class of an interface says nothing of its type arguments
    private CounterRepository<PageViews> counters(Calls calls) {
        return calls.of(CounterRepository.class, session().counters(PageViews.class));
    }

    @BlockingAndAsync
    void truncate_empties_a_table(Calls calls) {
        Repository<Order> orders = repository(Order.class, calls);
        orders.save(new Order("tru", "1"));
        orders.truncate();
        assertThat(orders.findAll()).isEmpty();
        assertThat(orders.json().find(Query.all())).isEqualTo(List.of());
    }
}
