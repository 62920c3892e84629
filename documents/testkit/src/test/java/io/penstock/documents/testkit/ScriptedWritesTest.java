package io.penstock.documents.testkit;

import static io.penstock.documents.testkit.ScriptedDriver.page;
import static io.penstock.documents.testkit.ScriptedDriver.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Deadline;
import io.penstock.documents.Assignment;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.ScanOptions;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What reaches the driver of writes, hooks, batches and hierarchies, without a database. */
@NullMarked
class ScriptedWritesTest {
    /** A number, its name and what else it is called. */
    public record Item(@PartitionKey int id, String name, List<String> aliases) {}

    /** What a site shows. */
    @Discriminator(column = "kind")
    public sealed interface Content permits Article, Video {
        int site();
    }

    /** Something to read. */
    public record Article(
            @PartitionKey int site, @ClusteringKey int id, String text) implements Content {}

    /** Something to watch. */
    public record Video(
            @PartitionKey int site, @ClusteringKey int id, int seconds) implements Content {}

    private final ScriptedDriver driver = new ScriptedDriver();
    private final ManualTime time = new ManualTime();
    private final List<String> heard = new ArrayList<>();
    private final Documents documents = Documents.over(driver)
            .time(time)
            .hooks(Item.class, new EntityHooks<>() {
                @Override
                public Item beforeSave(Item item) {
                    if (item.name().isEmpty()) {
                        throw new IllegalArgumentException("an item has a name");
                    }
                    return new Item(item.id(), item.name() + "!", item.aliases());
                }

                @Override
                public void afterSave(Item item) {
                    heard.add("saved " + item.name());
                }

                @Override
                public void beforeDelete(Item item) {
                    heard.add("deleting " + item.name());
                }

                @Override
                public Item afterLoad(Item item) {
                    return new Item(item.id(), "loaded " + item.name(), item.aliases());
                }
            })
            .open();
    private final DocumentSession session = documents.session("ops");
    private final Repository<Item> items = session.repository(Item.class);

    private static Item item(int id) {
        return new Item(id, "item " + id, List.of());
    }

    private RequestOptions options() {
        return driver.requests().getLast().options();
    }

    @Test
    void hooks_see_whole_records_before_and_after() {
        items.save(item(1));
        assertThat(((CqlStatement) driver.requests().getLast()).values()).contains("item 1!");
        assertThat(heard).containsExactly("saved item 1!");
        assertThatThrownBy(() -> items.save(new Item(2, "", List.of()))).hasMessage("an item has a name");
        assertThat(driver.requests()).hasSize(1);
        items.delete(item(3));
        session.batch(batch -> batch.table(Item.class).save(item(4)).delete(item(5)));
        assertThat(((CqlBatch) driver.requests().getLast())
                        .statements()
                        .getFirst()
                        .values())
                .contains("item 4!");
        assertThat(heard).containsExactly("saved item 1!", "deleting item 3", "deleting item 5");
        List<CqlColumn> columns = List.of(
                new CqlColumn("id", CqlType.Scalar.INT),
                new CqlColumn("name", CqlType.Scalar.TEXT),
                new CqlColumn("aliases", new CqlType.ListOf(CqlType.Scalar.TEXT, false)));
        driver.otherwise(request -> page(columns, List.of(row(7, "seven", null)), null));
        assertThat(items.get(7)).contains(new Item(7, "loaded seven", List.of()));
        assertThat(items.findAll()).containsExactly(new Item(7, "loaded seven", List.of()));
    }

    @Test
    void options_reach_the_driver_on_every_path() {
        WriteOptions write =
                WriteOptions.DEFAULT.withConsistency(Consistency.EACH_QUORUM).withTimeout(Duration.ofSeconds(40));
        items.save(item(1), write);
        assertReached();
        items.update(Update.byKey(1).set("name", "x").with(write));
        assertReached();
        assertThat(options().idempotent()).isTrue();
        items.update(Update.byKey(1)
                .change(Assignment.append("aliases", List.of("x")))
                .with(write));
        assertThat(options().idempotent()).isFalse();
        items.saveJson("{}", write);
        assertReached();
        items.saveChanges(item(1), new Item(1, "y", List.of()), write);
        assertReached();
        session.batch(
                BatchOptions.UNLOGGED.withRun(write.run()),
                batch -> batch.table(Item.class).save(item(1)));
        assertReached();
        driver.otherwise(
                request -> page(List.of(new CqlColumn("[applied]", CqlType.Scalar.BOOLEAN)), List.of(row(true)), null));
        items.update(Update.byKey(1)
                .set("name", "x")
                .with(write.withSerialConsistency(Consistency.SERIAL))
                .onlyIf(Condition.eq("name", "w")));
        assertReached();
        assertThat(options().serialConsistency()).contains(Consistency.SERIAL);
        assertThat(options().idempotent()).isFalse();
        items.insertIfNotExists(item(1));
        assertThat(options().serialConsistency()).contains(Consistency.LOCAL_SERIAL);
        driver.otherwise(request -> CqlPage.empty());
        ReadOptions read = ReadOptions.DEFAULT
                .withConsistency(Consistency.EACH_QUORUM)
                .withTimeout(Duration.ofSeconds(40))
                .withPageSize(7);
        items.find(Query.all().with(read));
        assertReached();
        assertThat(options().pageSize()).hasValue(7);
        items.json().find(Query.all().with(read));
        assertReached();
        AskingSubscriber<Item> scanning = new AskingSubscriber<>(Long.MAX_VALUE);
        items.async().scan(Query.all().with(read), new ScanOptions(1, 1)).subscribe(scanning);
        assertThat(scanning.failures).isEmpty();
        assertThat(scanning.completed).isTrue();
        assertReached();
        assertThat(options().pageSize()).hasValue(7);
    }

    private void assertReached() {
        assertThat(options().consistency()).contains(Consistency.EACH_QUORUM);
        assertThat(options().until(time)).isEqualTo(Deadline.after(Duration.ofSeconds(40), time));
    }

    @Test
    void nothing_is_sent_but_by_what_says_so() {
        Query<Object> query = Query.where("id", 1).limit(3);
        AskingSubscriber<Item> idle = new AskingSubscriber<>(0);
        items.async().publisher(query).subscribe(idle);
        items.async().scan(Query.all(), ScanOptions.DEFAULT).subscribe(new AskingSubscriber<>(0));
        items.json().async().publisher(query).subscribe(new AskingSubscriber<>(0));
        items.stream(query).map(Item::name).onClose(() -> heard.add("closed")).close();
        Stream<Item> wrong = items.stream(Query.where("nothing", 1));
        items.update(Update.byKey(1));
        items.saveChanges(item(1), item(1));
        assertThat(session.batch(batch -> {}).isApplied()).isTrue();
        assertThat(driver.requests()).isEmpty();
        assertThatThrownBy(wrong::toList).hasMessageContaining("'nothing'");
        assertThat(idle.failures).isEmpty();
        assertThat(items.stream(query)).isEmpty();
        assertThat(driver.requests()).hasSize(1);
    }

    @Test
    void bulk_work_is_bounded() {
        driver.holdOthers();
        List<CqlStatement> statements = IntStream.range(0, 10)
                .mapToObj(i -> CqlStatement.of("INSERT INTO ops.t (a) VALUES (?)", i))
                .toList();
        CompletableFuture<Long> all = session.async().executeAll(statements, BulkOptions.DEFAULT.withConcurrencyMax(3));
        assertThat(driver.requests()).hasSize(3);
        driver.futures().getFirst().complete(CqlPage.empty());
        assertThat(driver.requests()).hasSize(4);
        all.cancel(true);
        assertThat(driver.futures().subList(1, 4)).allMatch(CompletableFuture::isCancelled);
        CompletableFuture<Long> updates = items.async()
                .updateAll(
                        List.of(
                                Update.byKey(1).set("name", "a"),
                                Update.byKey(2).set("name", "b")),
                        BulkOptions.DEFAULT.withConcurrencyMax(1));
        assertThat(driver.requests()).hasSize(5);
        updates.cancel(true);
    }

    @Test
    void a_query_of_one_class_leaves_out_rows_of_the_others() {
        List<CqlColumn> columns = List.of(
                new CqlColumn("site", CqlType.Scalar.INT),
                new CqlColumn("id", CqlType.Scalar.INT),
                new CqlColumn("text", CqlType.Scalar.TEXT),
                new CqlColumn("kind", CqlType.Scalar.TEXT));
        driver.otherwise(request -> page(
                columns,
                List.of(row(1, 1, null, "video"), row(1, 2, "two", "article"), row(1, 3, "three", "article")),
                null));
        Repository<Article> articles = session.repository(Article.class);
        Query<Object> site = Query.where("site", 1);
        assertThat(articles.find(site)).extracting(Article::id).containsExactly(2, 3);
        assertThat(articles.first(site)).contains(new Article(1, 2, "two"));
        assertThat(driver.requests().getLast().cql()).doesNotContain("LIMIT");
        assertThat(articles.find(site.limit(1))).hasSize(1);
        assertThat(articles.stream(site.limit(1))).containsExactly(new Article(1, 2, "two"));
        assertThat(articles.get(1, 1)).isEmpty();
        assertThatThrownBy(() -> articles.page(site.limit(1))).hasMessageContaining("pages have no limit over all");
        assertThatThrownBy(() -> articles.count(site)).hasMessageContaining("calls allowFiltering()");
        articles.find(site.limit(1).allowFiltering());
        assertThat(driver.requests().getLast().cql())
                .endsWith(" FROM ops.content WHERE site = ? AND kind = ? LIMIT ? ALLOW FILTERING");
    }

    /** Asks for so many rows at once, for none when that is 0, and remembers how it ended. */
    private static final class AskingSubscriber<T> implements Flow.Subscriber<T> {
        private final long rows;
        private final List<Throwable> failures = new ArrayList<>();
        private boolean completed;

        AskingSubscriber(long rows) {
            this.rows = rows;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (rows > 0) {
                subscription.request(rows);
            }
        }

        @Override
        public void onNext(T item) {}

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
