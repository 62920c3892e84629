package io.penstock.documents.testkit;

import static io.penstock.documents.testkit.ScriptedDriver.page;
import static io.penstock.documents.testkit.ScriptedDriver.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.testkit.ManualTime;
import io.penstock.testkit.RecordingMetrics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How requests are run: cancelling, deadlines, back-pressure and bounds, without a database. */
@NullMarked
class ScriptedDocumentsTest {
    /** A number and its name. */
    public record Item(@PartitionKey int id, String name) {}

    private static final List<CqlColumn> COLUMNS =
            List.of(new CqlColumn("id", CqlType.Scalar.INT), new CqlColumn("name", CqlType.Scalar.TEXT));

    private final ScriptedDriver driver = new ScriptedDriver();
    private final ManualTime time = new ManualTime();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final List<String> heard = new ArrayList<>();
    private final Documents documents = Documents.over(driver)
            .time(time)
            .metrics(metrics)
            .listener(this::started)
            .settings(DocumentsSettings.DEFAULT
                    .withConsistency(Consistency.QUORUM)
                    .withRequestTimeout(Duration.ofSeconds(3)))
            .open();
    private final Repository<Item> items = documents.session("ops").repository(Item.class);

    private OperationListener.Span started(OperationListener.Operation operation) {
        heard.add(operation.kind() + ": " + operation.statement());
        return (outcome, error) -> heard.add(error == null ? outcome.rows() + " rows" : "failed");
    }

    private static Item item(int id) {
        return new Item(id, "item " + id);
    }

    private static CqlPage items(int from, int to, boolean more) {
        List<List<@Nullable Object>> rows =
                IntStream.range(from, to).mapToObj(i -> row(i, "item " + i)).toList();
        return page(COLUMNS, rows, more ? ByteBuffer.wrap(new byte[] {(byte) to}) : null);
    }

    @Test
    void a_request_carries_the_defaults_and_the_earlier_deadline() {
        Deadline soon = Deadline.after(Duration.ofSeconds(1), time);
        items.save(item(1));
        items.save(item(1), WriteOptions.DEFAULT.withDeadline(soon).withConsistency(Consistency.ONE));
        List<RequestOptions> options =
                driver.requests().stream().map(CqlRequest::options).toList();
        assertThat(options.get(0).consistency()).contains(Consistency.QUORUM);
        assertThat(options.get(0).until(time)).isEqualTo(Deadline.after(Duration.ofSeconds(3), time));
        assertThat(options.get(0).idempotent()).isTrue();
        assertThat(options.get(1).consistency()).contains(Consistency.ONE);
        assertThat(options.get(1).until(time)).isEqualTo(soon);
    }

    @Test
    void a_passed_deadline_sends_nothing() {
        Deadline soon = Deadline.after(Duration.ofSeconds(1), time);
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> items.save(item(1), WriteOptions.DEFAULT.withDeadline(soon)))
                .isInstanceOfSatisfying(
                        PenstockException.class, late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED))
                .hasMessage("the deadline passed before the request was sent; it was not");
        assertThat(driver.requests()).isEmpty();
    }

    @Test
    void cancelling_reaches_the_driver_and_begins_no_further_step() {
        driver.holdOthers();
        CompletableFuture<List<Item>> all = items.async().find(Query.all());
        all.cancel(true);
        assertThat(driver.futures())
                .singleElement()
                .satisfies(sent -> assertThat(sent).isCancelled());
        CompletableFuture<Void> save = items.async().save(item(1));
        save.cancel(true);
        assertThat(driver.futures().getLast()).isCancelled();
        assertThatThrownBy(save::join).isInstanceOf(CancellationException.class);
        assertThat(driver.requests()).hasSize(2);
    }

    @Test
    void save_all_keeps_its_bound_and_counts() {
        driver.holdOthers();
        CompletableFuture<Long> saved = items.async()
                .saveAll(
                        IntStream.range(0, 10)
                                .mapToObj(ScriptedDocumentsTest::item)
                                .toList(),
                        BulkOptions.DEFAULT.withConcurrencyMax(3));
        assertThat(driver.requests()).hasSize(3);
        driver.futures().get(1).complete(CqlPage.empty());
        assertThat(driver.requests()).hasSize(4);
        for (int i = 0; i < 10; i++) {
            driver.futures().get(i).complete(CqlPage.empty());
        }
        assertThat(saved).isCompletedWithValue(10L);
    }

    @Test
    void save_all_of_many_that_complete_at_once_does_not_recurse() {
        assertThat(items.saveAll(IntStream.range(0, 100_000)
                        .mapToObj(ScriptedDocumentsTest::item)
                        .toList()))
                .isEqualTo(100_000);
    }

    @Test
    void save_all_stops_at_the_first_failure_and_waits_for_what_runs() {
        driver.holdOthers();
        CompletableFuture<Long> saved = items.async()
                .saveAll(
                        IntStream.range(0, 10)
                                .mapToObj(ScriptedDocumentsTest::item)
                                .toList(),
                        BulkOptions.DEFAULT.withConcurrencyMax(2));
        driver.futures().get(0).completeExceptionally(new DocumentsException(DocumentsError.OVERLOADED, "too much"));
        assertThat(saved).isNotDone();
        driver.futures().get(1).complete(CqlPage.empty());
        assertThat(saved).isCompletedExceptionally();
        assertThat(driver.requests()).hasSize(2);
        assertThatThrownBy(saved::join).hasRootCauseMessage("too much");
    }

    @Test
    void cancelling_save_all_cancels_what_runs() {
        driver.holdOthers();
        CompletableFuture<Long> saved = items.async()
                .saveAll(
                        IntStream.range(0, 10)
                                .mapToObj(ScriptedDocumentsTest::item)
                                .toList(),
                        BulkOptions.DEFAULT.withConcurrencyMax(2));
        saved.cancel(true);
        assertThat(driver.futures()).hasSize(2).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void find_reads_all_pages_and_many_of_them() {
        driver.otherwise(request -> {
            int from = request.options()
                    .pagingState()
                    .map(state -> state.duplicate().getInt())
                    .orElse(0);
            ByteBuffer next = ByteBuffer.allocate(4).putInt(0, from + 1);
            return page(COLUMNS, List.of(row(from, "x")), from < 20_000 ? next : null);
        });
        assertThat(items.findAll()).hasSize(20_001);
        assertThat(items.stream(Query.all()).limit(5)).hasSize(5);
    }

    @Test
    void a_publisher_fetches_a_page_only_when_its_rows_are_wanted() {
        driver.answer(items(0, 2, true)).answer(items(2, 4, true)).answer(items(4, 5, false));
        Recorder recorder = new Recorder();
        items.async().publisher(Query.all()).subscribe(recorder);
        assertThat(driver.requests()).isEmpty();
        recorder.subscription().request(2);
        assertThat(recorder.rows).hasSize(2);
        assertThat(driver.requests()).hasSize(1);
        recorder.subscription().request(1);
        assertThat(driver.requests()).hasSize(2);
        assertThat(recorder.ends).isEmpty();
        recorder.subscription().request(Long.MAX_VALUE);
        assertThat(recorder.rows).containsExactly(item(0), item(1), item(2), item(3), item(4));
        assertThat(recorder.ends).containsExactly("complete");
    }

    @Test
    void a_publisher_ends_once_with_a_failure_and_never_after_a_cancel() {
        driver.answer(items(0, 1, true)).fail(new DocumentsException(DocumentsError.OVERLOADED, "too much"));
        Recorder failing = new Recorder();
        items.async().publisher(Query.all()).subscribe(failing);
        failing.subscription().request(10);
        failing.subscription().request(10);
        assertThat(failing.rows).containsExactly(item(0));
        assertThat(failing.ends).containsExactly("error: too much");

        driver.holdOthers();
        Recorder cancelling = new Recorder();
        items.async().publisher(Query.all()).subscribe(cancelling);
        cancelling.subscription().request(1);
        cancelling.subscription().cancel();
        assertThat(driver.futures().getLast()).isCancelled();
        assertThat(cancelling.ends).isEmpty();

        Recorder wrong = new Recorder();
        items.async().publisher(Query.all()).subscribe(wrong);
        wrong.subscription().request(0);
        assertThat(wrong.ends).containsExactly("error: a subscriber asks for at least 1 row, got 0");
    }

    @Test
    void an_answer_that_does_not_say_whether_it_applied_is_no_success() {
        assertThatThrownBy(() -> items.insertIfNotExists(item(1)))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INTERNAL))
                .hasMessage("the answer to a conditional write does not say whether it was applied; it has columns []");
    }

    @Test
    void every_request_is_heard_of_and_counted() {
        items.save(item(1));
        driver.fail(new DocumentsException(DocumentsError.OVERLOADED, "too much"));
        assertThatThrownBy(() -> items.get(1)).hasMessage("too much");
        assertThat(heard)
                .containsExactly(
                        "insert: INSERT INTO ops.item (id, name) VALUES (?, ?)",
                        "0 rows",
                        "select: SELECT id, name FROM ops.item WHERE id = ?",
                        "failed");
        assertThat(metrics.durations("documents.request.nanos{kind=insert}")).hasSize(1);
        assertThat(metrics.count("documents.request.errors{kind=select}")).isEqualTo(1);
        assertThat(metrics.count("documents.request.errors{kind=insert}")).isZero();
    }

    /** Whose instruments fail with an error that is no exception. */
    private static final class BrokenMetrics implements Metrics {
        @Override
        public Counter counter(String name, String... tags) {
            return amount -> {
                throw new AssertionError("counter");
            };
        }

        @Override
        public Timer timer(String name, String... tags) {
            return nanos -> {
                throw new AssertionError("timer");
            };
        }

        @Override
        public Gauge gauge(String name, DoubleSupplier value, String... tags) {
            return () -> {};
        }
    }

    @Test
    @Timeout(30)
    void metrics_that_fail_change_nothing() {
        ScriptedDriver answering = new ScriptedDriver();
        Repository<Item> measured = Documents.over(answering)
                .metrics(new BrokenMetrics())
                .open()
                .session("ops")
                .repository(Item.class);
        measured.save(item(1));
        answering.fail(new DocumentsException(DocumentsError.OVERLOADED, "too much"));
        assertThatThrownBy(() -> measured.get(1)).hasMessage("too much");
    }

    @Test
    void a_wrong_table_is_named_with_the_nearest_right_one() {
        List<CqlColumn> name = List.of(new CqlColumn("name", CqlType.Scalar.TEXT));
        driver.fail(new DocumentsException(DocumentsError.UNKNOWN_TABLE, "unconfigured table item"))
                .answer(page(name, List.of(row("ops"), row("system"))))
                .answer(page(name, List.of(row("items"), row("flights"))));
        assertThatThrownBy(() -> items.get(1))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.UNKNOWN_TABLE))
                .hasMessage("table 'item' does not exist in keyspace 'ops'; did you mean 'items'?"
                        + " (schema().create(…) makes the tables of record classes)");
        driver.fail(new DocumentsException(DocumentsError.UNKNOWN_KEYSPACE, "keyspace ops does not exist"))
                .answer(page(name, List.of(row("opt"), row("system"))));
        assertThatThrownBy(() -> items.get(1))
                .hasMessage("keyspace 'ops' does not exist; did you mean 'opt'?"
                        + " (schema().createKeyspace(…) makes it)");
    }

    @Test
    void closing_closes_the_driver_and_refuses_more() {
        documents.close();
        assertThat(driver.isClosed()).isTrue();
        assertThatThrownBy(() -> items.get(1))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.CLOSED));
    }

    @Test
    void a_page_size_goes_with_the_request() {
        items.page(Query.all().with(ReadOptions.DEFAULT.withPageSize(7)));
        assertThat(driver.requests().getFirst().options().pageSize()).hasValue(7);
    }

    private static final class Recorder implements Flow.Subscriber<Item> {
        private final List<Item> rows = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
        }

        @Override
        public void onNext(Item row) {
            rows.add(row);
        }

        @Override
        public void onError(Throwable failure) {
            ends.add("error: " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            ends.add("complete");
        }
    }

    @Test
    void first_and_count_look_behind_an_empty_page() {
        driver.answer(items(0, 0, true)).answer(items(7, 8, false));
        assertThat(items.first(Query.all())).contains(item(7));

        List<CqlColumn> count = List.of(new CqlColumn("count", CqlType.Scalar.BIGINT));
        driver.answer(page(count, List.of(), ByteBuffer.wrap(new byte[] {1})))
                .answer(page(count, List.of(row(3L)), null));
        assertThat(items.count(Query.all())).isEqualTo(3);
        assertThat(driver.requests().getLast().options().pagingState()).contains(ByteBuffer.wrap(new byte[] {1}));
    }

    /** A record that refuses its row in its own way. */
    public record Picky(@PartitionKey int id, String name) {
        public Picky {
            throw new AssertionError("refused " + id);
        }
    }

    @Test
    void an_error_of_a_record_or_a_subscriber_ends_the_stream_with_it() {
        driver.otherwise(request -> items(0, 2, false));
        CompletableFuture<List<Picky>> refused =
                documents.session("ops").repository(Picky.class).async().find(Query.all());
        assertThat(refused).isCompletedExceptionally();
        assertThat(refused.exceptionNow()).hasMessage("refused 0");

        List<Throwable> told = new ArrayList<>();
        items.async().publisher(Query.all()).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(5);
            }

            @Override
            public void onNext(Item item) {
                throw new AssertionError("not this one");
            }

            @Override
            public void onError(Throwable failure) {
                told.add(failure);
            }

            @Override
            public void onComplete() {}
        });
        assertThat(told).singleElement().isInstanceOf(AssertionError.class);
    }
}
