package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.Filter;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Rows;
import io.penstock.documents.ScanOptions;
import io.penstock.documents.Selector;
import io.penstock.documents.Table;
import io.penstock.documents.column.ClusteringColumn;
import io.penstock.documents.column.Columns;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many rows: pages, streams, publishers and scans on a real database. Subclass it with the driver. */
public abstract class PagingContract extends DocumentsContract {
    private static final int ROWS = 20_000;
    private static final int BUCKETS = 40;

    /** One of many rows. */
    @Table("contract_many")
    public record Many(
            @PartitionKey int bucket, @ClusteringKey int number, String text) {}

    private static final ClusteringColumn<Many, Integer> NUMBER = Columns.clustering(Many.class, "number");

    /** Nothing but its number. */
    public record Numbered(int number) {}

    /** A partition. */
    public record Bucket(int bucket) {}

    /** What is in a partition. */
    public record Filled(int bucket, long rows, int last) {}

    @BeforeAll
    void fillTable() {
        session().schema().create(Many.class);
        Iterable<Many> all = () -> IntStream.range(0, ROWS)
                .mapToObj(i -> new Many(i % BUCKETS, i, "row " + i))
                .iterator();
        assertThat(session().repository(Many.class).saveAll(all, BulkOptions.DEFAULT.withConcurrencyMax(256)))
                .isEqualTo(ROWS);
    }

    private Repository<Many> many(Calls calls) {
        return repository(Many.class, calls);
    }

    private static Query<Object> pages(int rows) {
        return Query.all().with(ReadOptions.DEFAULT.withPageSize(rows));
    }

    @BlockingAndAsync
    void all_rows_come_however_many_pages_they_are(Calls calls) {
        assertThat(numbers(many(calls).find(Query.all()))).hasSize(ROWS);
        assertThat(many(calls).count(Query.all())).isEqualTo(ROWS);
        assertThat(many(calls).select(Numbered.class).find(pages(5_000))).hasSize(ROWS);
    }

    private static Set<Integer> numbers(List<Many> rows) {
        Set<Integer> numbers = new HashSet<>();
        for (Many row : rows) {
            assertThat(numbers.add(row.number())).isTrue();
        }
        return numbers;
    }

    @BlockingAndAsync
    void pages_hand_on_a_token_and_the_last_has_none(Calls calls) {
        Query<Object> query = Query.where("bucket", 7).with(ReadOptions.DEFAULT.withPageSize(130));
        assertThat(walk(many(calls), query)).hasSize(ROWS / BUCKETS);
        assertThat(walk(many(calls).select(Numbered.class), query)).hasSize(ROWS / BUCKETS);
        assertThat(walk(many(calls).json(), query)).hasSize(ROWS / BUCKETS);
        Query<Object> limited = query.limit(200);
        assertThat(walk(many(calls), limited)).hasSize(200);
        refused(
                DocumentsError.INVALID_PAGE_TOKEN,
                () -> many(calls)
                        .select(Numbered.class)
                        .page(query, many(calls).page(query).next().orElseThrow()),
                "belongs to another query");
        refused(DocumentsError.INVALID_PAGE_TOKEN, () -> many(calls).page(query, new PageToken("x' OR 1=1")));
    }

    @BlockingAndAsync
    void distinct_rows_and_groups_go_on_over_pages(Calls calls) {
        Query<Object> few = pages(7);
        Set<Integer> buckets = new HashSet<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(bucket);
        }
        Set<Bucket> distinct = walk(many(calls).select(Bucket.class), few.distinct());
        assertThat(distinct).extracting(Bucket::bucket).containsExactlyInAnyOrderElementsOf(buckets);
        Projection<Many, Filled> filled =
                Projection.of(Filled.class).with("rows", Selector.count()).with("last", NUMBER.max());
        Set<Filled> groups = walk(many(calls).select(filled), few.groupBy("bucket"));
        assertThat(groups)
                .hasSize(BUCKETS)
                .allSatisfy(group -> assertThat(group)
                        .isEqualTo(new Filled(group.bucket(), ROWS / BUCKETS, ROWS - BUCKETS + group.bucket())));
        assertThat(many(calls).select(filled).find(few.groupBy("bucket"))).hasSize(BUCKETS);
    }

    @BlockingAndAsync
    void a_statement_in_cql_is_read_page_by_page(Calls calls) {
        CqlStatement statement = CqlStatement.of(
                RequestOptions.defaults().withPageSize(130),
                "SELECT number FROM " + session().keyspace() + ".contract_many WHERE bucket = ?",
                7);
        DocumentSession reading = calls.of(DocumentSession.class, session());
        List<Integer> seen = new ArrayList<>();
        int pages = 1;
        Page<Numbered> page = reading.queryPage(statement, Numbered.class);
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(130);
            page.items().forEach(row -> seen.add(row.number()));
            page = reading.queryPage(statement, Numbered.class, page.next());
            pages++;
        }
        page.items().forEach(row -> seen.add(row.number()));
        assertThat(pages).isEqualTo(4);
        assertThat(seen).hasSize(ROWS / BUCKETS).isSorted();
        Page<Numbered> first = reading.queryPage(statement, Numbered.class);
        refused(
                DocumentsError.INVALID_PAGE_TOKEN,
                () -> reading.queryPage(
                        CqlStatement.of(statement.cql(), 8),
                        Numbered.class,
                        first.next().orElseThrow()),
                "belongs to another");
    }

    private static <D> Set<D> walk(Rows<Many, D> rows, Query<Object> query) {
        Set<D> seen = new HashSet<>();
        Optional<Page<D>> page = Optional.of(rows.page(query));
        while (page.isPresent()) {
            assertThat(page.get().items()).hasSizeLessThanOrEqualTo(130);
            page.get().items().forEach(item -> assertThat(seen.add(item)).isTrue());
            page = page.get().next().map(token -> rows.page(query, token));
        }
        return seen;
    }

    @Test
    void readers_at_the_same_time_keep_their_own_places() {
        List<CompletableFuture<List<Many>>> readers = new ArrayList<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            readers.add(session()
                    .repository(Many.class)
                    .async()
                    .find(Query.where("bucket", bucket).with(ReadOptions.DEFAULT.withPageSize(50))));
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int expected = bucket;
            assertThat(readers.get(bucket).join())
                    .hasSize(ROWS / BUCKETS)
                    .allSatisfy(row -> assertThat(row.bucket()).isEqualTo(expected));
        }
    }

    @Test
    void a_stream_reads_as_it_is_read() {
        Repository<Many> many = session().repository(Many.class);
        assertThat(many.stream(pages(100)).skip(ROWS - 5L)).hasSize(5);
        assertThat(many.stream(pages(100)).limit(7)).hasSize(7);
        assertThat(many.select(Numbered.class).stream(pages(3_000))
                        .mapToLong(Numbered::number)
                        .sum())
                .isEqualTo((long) ROWS * (ROWS - 1) / 2);
    }

    @BlockingAndAsync
    void a_filter_alone_is_a_query(Calls calls) {
        Filter<Object> bucket = Filter.eq("bucket", 3);
        assertThat(many(calls).find(bucket)).hasSize(ROWS / BUCKETS);
        assertThat(many(calls).first(bucket)).contains(new Many(3, 3, "row 3"));
        refused(DocumentsError.TOO_MANY_ROWS, () -> many(calls).one(bucket));
        Query<Object> single = Query.where("bucket", 3).and("number", 43);
        assertThat(many(calls).require(single)).isEqualTo(new Many(3, 43, "row 43"));
        assertThat(many(calls).select(Numbered.class).require(single)).isEqualTo(new Numbered(43));
        Query<Object> none = Query.where("bucket", 3).and("number", 44);
        refused(DocumentsError.NOT_FOUND, () -> many(calls).require(none), "a row must be there, but there is none");
        refused(DocumentsError.TOO_MANY_ROWS, () -> many(calls).require(Query.where("bucket", 3)));
        assertThat(many(calls).exists(single)).isTrue();
        assertThat(many(calls).exists(none)).isFalse();
        assertThat(many(calls).exists(bucket)).isTrue();
        assertThat(many(calls).count(bucket)).isEqualTo(ROWS / BUCKETS);
        refused(DocumentsError.TOO_MANY_ROWS, () -> many(calls).require(bucket));
        assertThat(many(calls).count()).isEqualTo(ROWS);
    }

    @BlockingAndAsync
    void statements_in_cql_are_read_in_all_ways(Calls calls) {
        DocumentSession session = calls.of(DocumentSession.class, session());
        String from = " FROM " + session().keyspace() + ".contract_many WHERE bucket = 7";
        CqlStatement numbers = CqlStatement.of(RequestOptions.defaults().withPageSize(130), "SELECT number" + from);
        try (Stream<Numbered> rows = session.queryStream(numbers, Numbered.class)) {
            assertThat(rows).hasSize(ROWS / BUCKETS).startsWith(new Numbered(7));
        }
        try (Stream<Integer> rows = session.queryStream(numbers, Integer.class)) {
            assertThat(rows.limit(3)).containsExactly(7, 47, 87);
        }
        assertThat(session.query(numbers, Integer.class)).hasSize(ROWS / BUCKETS);
        Page<Integer> page = session.queryPage(numbers, Integer.class);
        assertThat(page.items()).hasSize(130);
        assertThat(session.queryPage(numbers, Integer.class, page.next().orElseThrow())
                        .items())
                .hasSize(130)
                .first()
                .isEqualTo(7 + 130 * BUCKETS);
        CqlStatement plain = CqlStatement.of("SELECT number" + from);
        assertThat(session.queryFirst(plain, Integer.class)).contains(7);
        refused(DocumentsError.TOO_MANY_ROWS, () -> session.queryOne(plain, Integer.class), "one row was asked for");
        CqlStatement count = CqlStatement.of("SELECT count(*)" + from);
        assertThat(session.queryOne(count, Long.class)).contains((long) ROWS / BUCKETS);
        assertThat(session.queryOne(CqlStatement.of("SELECT number" + from + " AND number = 8"), Integer.class))
                .isEmpty();
    }

    @BlockingAndAsync
    void a_single_column_is_told_what_it_cannot_be(Calls calls) {
        DocumentSession session = calls.of(DocumentSession.class, session());
        String from = " FROM " + session().keyspace() + ".contract_many WHERE bucket = 7 AND number = ";
        CqlStatement text = CqlStatement.of("SELECT text" + from + "7");
        assertThat(session.queryOne(text, String.class)).contains("row 7");
        refused(
                DocumentsError.WRONG_TYPE,
                () -> session.query(text, UUID.class),
                "values of java.util.UUID hold uuid, but column 'text' of the result is text");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> session.query(CqlStatement.of("SELECT text, number" + from + "7"), String.class),
                "read from results of one column, but this one has [text, number]; read it into a record");
        refused(
                DocumentsError.NULL_VALUE,
                () -> session.query(CqlStatement.of("SELECT max(number)" + from + "8"), Integer.class),
                "has no value in column");
    }

    @Test
    void a_scan_reads_every_row_once_in_parallel() {
        for (ScanOptions options :
                List.of(ScanOptions.DEFAULT, new ScanOptions(1, 1), new ScanOptions(7, 3), new ScanOptions(300, 16))) {
            Collecting<Many> rows = new Collecting<>(1_000);
            session().repository(Many.class).async().scan(pages(200), options).subscribe(rows);
            assertThat(numbers(rows.ended.join())).as("%s", options).hasSize(ROWS);
        }
        Collecting<Numbered> some = new Collecting<>(50);
        session()
                .repository(Many.class)
                .async()
                .select(Numbered.class)
                .scan(Query.where("text", "row 17").allowFiltering(), ScanOptions.DEFAULT)
                .subscribe(some);
        assertThat(some.ended.join()).containsExactly(new Numbered(17));
        Collecting<Many> refused = new Collecting<>(1);
        session()
                .repository(Many.class)
                .async()
                .scan(Query.all().limit(5), ScanOptions.DEFAULT)
                .subscribe(refused);
        assertThatThrownBy(refused.ended::join)
                .hasRootCauseMessage("query on " + Many.class.getName()
                        + ": a scan reads all parts of the ring at once, so it has no tokens of its own, no order and no"
                        + " limit; leave them out, or read by publisher(…)");
    }

    @Test
    void a_cancelled_scan_ends_quietly() {
        AtomicInteger rows = new AtomicInteger();
        CompletableFuture<Boolean> enough = new CompletableFuture<>();
        session()
                .repository(Many.class)
                .async()
                .scan(pages(100), ScanOptions.DEFAULT)
                .subscribe(new Flow.Subscriber<>() {
                    private Flow.@Nullable Subscription subscription;

                    @Override
                    public void onSubscribe(Flow.Subscription newSubscription) {
                        subscription = newSubscription;
                        newSubscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(Many row) {
                        if (rows.incrementAndGet() == 250) {
                            Objects.requireNonNull(subscription).cancel();
                            enough.complete(true);
                        }
                    }

                    @Override
                    public void onError(Throwable failure) {
                        enough.completeExceptionally(failure);
                    }

                    @Override
                    public void onComplete() {
                        enough.completeExceptionally(new AssertionError("completed after a cancel"));
                    }
                });
        assertThat(enough.join()).isTrue();
        assertThat(rows).hasValue(250);
    }

    @Test
    void a_list_of_rows_has_a_limit() {
        try (CqlDriver driver = newDriver();
                Documents few = Documents.over(driver)
                        .settings(DocumentsSettings.DEFAULT.withCollectedRowsMax(1_000))
                        .open()) {
            Repository<Many> many = few.session(session().keyspace()).repository(Many.class);
            assertThat(many.find(Query.all().limit(1_000))).hasSize(1_000);
            refused(
                    DocumentsError.RESULT_TOO_LARGE,
                    many::findAll,
                    "the query has more rows than collectedRowsMax = 1000");
        }
    }

    /** Collects rows, asking for a few at a time. */
    private static final class Collecting<D> implements Flow.Subscriber<D> {
        private final int batch;
        private final List<D> rows = new ArrayList<>();
        private final CompletableFuture<List<D>> ended = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private int asked;

        Collecting(int batch) {
            this.batch = batch;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            asked = batch;
            newSubscription.request(batch);
        }

        @Override
        public void onNext(D row) {
            rows.add(row);
            asked--;
            if (asked == 0) {
                asked = batch;
                Objects.requireNonNull(subscription).request(batch);
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(rows);
        }
    }
}
