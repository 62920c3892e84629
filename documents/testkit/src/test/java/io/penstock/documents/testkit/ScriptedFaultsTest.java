package io.penstock.documents.testkit;

import static io.penstock.documents.testkit.ScriptedDriver.page;
import static io.penstock.documents.testkit.ScriptedDriver.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.BatchOptions;
import io.penstock.documents.BatchResult;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.Key;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What happens when the caller's own code fails, gives up or asks for what has no effect, without a database. */
@NullMarked
class ScriptedFaultsTest {
    /** A number and its name. */
    public record Item(@PartitionKey int id, String name) {}

    private static final List<CqlColumn> COLUMNS =
            List.of(new CqlColumn("id", CqlType.Scalar.INT), new CqlColumn("name", CqlType.Scalar.TEXT));
    private static final CqlStatement CONDITIONAL =
            CqlStatement.of("INSERT INTO ops.item (id) VALUES (?) IF NOT EXISTS", 1);

    private final ScriptedDriver driver = new ScriptedDriver();
    private final Documents documents = Documents.over(driver)
            .hooks(Item.class, new EntityHooks<>() {
                @Override
                public Item beforeSave(Item item) {
                    if (item.id() < 0) {
                        throw new StackOverflowError("in a hook");
                    }
                    return item;
                }
            })
            .open();
    private final DocumentSession session = documents.session("ops");
    private final Repository<Item> items = session.repository(Item.class);

    @Test
    void an_error_of_a_hook_or_an_iterator_fails_bulk_work_and_does_not_leave_it_hanging() {
        CompletableFuture<Long> hooked = items.async().saveAll(List.of(new Item(1, "one"), new Item(-1, "none")));
        assertThat(hooked.exceptionNow()).isInstanceOf(StackOverflowError.class).hasMessage("in a hook");
        Iterable<Item> breaking = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new AssertionError("broken");
            }

            @Override
            public Item next() {
                return new Item(1, "one");
            }
        };
        assertThat(items.async().saveAll(breaking).exceptionNow()).hasMessage("broken");
        assertThat(items.async().deleteAll(breaking).exceptionNow()).hasMessage("broken");
    }

    @Test
    void what_cannot_begin_fails_the_future_and_is_not_thrown() {
        Iterable<Item> none = ScriptedFaultsTest::closed;
        Iterable<Key> noKeys = ScriptedFaultsTest::closed;
        Iterable<Update<Item>> noUpdates = ScriptedFaultsTest::closed;
        Iterable<CqlStatement> noStatements = ScriptedFaultsTest::closed;
        List<Supplier<CompletableFuture<?>>> calls = List.of(
                () -> items.async().saveAll(none),
                () -> items.async().deleteAll(none),
                () -> items.async().getAll(noKeys),
                () -> items.async().updateAll(noUpdates),
                () -> session.async().executeAll(noStatements, BulkOptions.DEFAULT));
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.get().exceptionNow()).hasMessage("closed"));
        Object[] noPart = {null};
        assertThat(items.async().get(noPart).exceptionNow()).hasMessageContaining("part 1 of the key is null");
        assertThat(items.async().require(noPart)).isCompletedExceptionally();
        assertThat(items.async().exists(noPart)).isCompletedExceptionally();
        assertThat(items.async().deleteByKey(noPart)).isCompletedExceptionally();
        assertThat(session.async().schema().dropTable(String.class)).isCompletedExceptionally();
        assertThat(session.async().schema().truncate(String.class)).isCompletedExceptionally();
    }

    private static <T> Iterator<T> closed() {
        throw new IllegalStateException("closed");
    }

    @Test
    void a_time_limit_of_the_callers_own_ends_the_work() throws Exception {
        driver.holdOthers();
        List<Supplier<CompletableFuture<?>>> calls = List.of(
                () -> items.async().find(Query.all()),
                () -> items.async().save(new Item(1, "one")),
                () -> items.async().count(Query.all()));
        for (Supplier<CompletableFuture<?>> call : calls) {
            CompletableFuture<?> given = call.get();
            CompletableFuture<CqlPage> sent = driver.futures().getLast();
            assertThatThrownBy(() -> given.orTimeout(1, TimeUnit.MILLISECONDS).get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(TimeoutException.class);
            assertThat(sent).failsWithin(Duration.ofSeconds(10));
            assertThat(sent).isCancelled();
        }
    }

    @Test
    void write_options_of_what_does_not_take_them_are_refused() {
        BulkOptions bulk = BulkOptions.DEFAULT.withWrite(WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(9)));
        List<Runnable> calls = List.of(
                () -> items.getAll(List.of(Key.of(1)), bulk, ReadOptions.DEFAULT),
                () -> items.updateAll(List.of(Update.byKey(1).set("name", "x")), bulk),
                () -> session.executeAll(List.of(CONDITIONAL), bulk));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run)
                        .isInstanceOfSatisfying(
                                DocumentsException.class,
                                refused -> assertThat(refused.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                        .hasMessageContaining("leave write options out"));
        assertThat(driver.requests()).isEmpty();
    }

    @Test
    void one_row_of_a_query_with_a_limit_is_the_first() {
        driver.otherwise(request -> page(COLUMNS, List.of(row(1, "one")), null));
        assertThat(items.one(Query.all().limit(1))).contains(new Item(1, "one"));
        assertThat(((CqlStatement) driver.requests().getLast()).values()).containsExactly(1);
        assertThat(items.one(Query.all().limit(7))).contains(new Item(1, "one"));
        assertThat(((CqlStatement) driver.requests().getLast()).values()).containsExactly(2);
    }

    @Test
    void a_page_that_comes_after_the_end_is_not_followed_by_another() {
        driver.holdOthers();
        CompletableFuture<List<Item>> found = items.async().find(Query.all());
        found.completeExceptionally(new TimeoutException());
        driver.futures().getFirst().complete(page(COLUMNS, List.of(), ByteBuffer.wrap(new byte[] {1})));
        assertThat(driver.requests()).hasSize(1);
    }

    @Test
    void the_answer_to_a_batch_says_whether_it_was_conditional() {
        driver.otherwise(request -> page(
                List.of(new CqlColumn("[applied]", CqlType.Scalar.BOOLEAN), new CqlColumn("id", CqlType.Scalar.INT)),
                List.of(row(false, 1)),
                null));
        BatchResult refused = session.batch(batch -> batch.add(CONDITIONAL));
        assertThat(refused.isApplied()).isFalse();
        assertThat(refused.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen).containsEntry("id", 1));
        assertThatThrownBy(() -> session.batch(
                        BatchOptions.UNLOGGED,
                        batch -> batch.add(
                                CONDITIONAL.withOptions(CONDITIONAL.options().withPageSize(5)))))
                .hasMessageContaining("of a statement's options only idempotent counts in a batch");
    }
}
