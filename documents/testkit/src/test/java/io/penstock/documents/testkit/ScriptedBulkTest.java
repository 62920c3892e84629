package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Bulk work that goes on after failures, and what it tells of them, without a database. */
@NullMarked
class ScriptedBulkTest {
    /** A number and its name. */
    public record Item(@PartitionKey int id, String name) {}

    private final ScriptedDriver driver = new ScriptedDriver().otherwise(ScriptedBulkTest::answer);
    private final DocumentSession session = Documents.over(driver).open().session("ops");
    private final Repository<Item> items = session.repository(Item.class);

    /** Odd numbers are too much. */
    private static CqlPage answer(CqlRequest request) {
        if (((CqlStatement) request).values().contains(1)) {
            throw new DocumentsException(DocumentsError.OVERLOADED, "too much");
        }
        return CqlPage.empty();
    }

    private static Item item(int id) {
        return new Item(id, "item " + id);
    }

    private static List<Item> items(int... ids) {
        return IntStream.of(ids).mapToObj(ScriptedBulkTest::item).toList();
    }

    @Test
    void a_failure_says_which_item_it_is_of_and_how_many_were_done() {
        assertThatThrownBy(() -> items.saveAll(items(0, 2, 1, 4), BulkOptions.DEFAULT.withConcurrencyMax(1)))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.OVERLOADED))
                .hasMessage("too much (item 2 of bulk work, counted from 0; done: 2; no more are begun)");
        assertThat(driver.requests()).hasSize(3);
    }

    @Test
    void what_goes_on_gives_the_failures_with_their_items() {
        BulkResult<Item> saved = items.saveEach(items(1, 0, 1, 2));
        assertThat(saved.succeeded()).isEqualTo(2);
        assertThat(saved.failures()).extracting(BulkResult.Failure::index).containsExactly(0L, 2L);
        assertThat(saved.failed()).containsExactly(item(1), item(1));
        assertThat(saved.isWhole()).isTrue();
        assertThat(saved.isDone()).isFalse();
        assertThat(saved.failures().getFirst())
                .hasToString("Failure[item 0: " + saved.failures().getFirst().error() + "]");
        assertThat(items.deleteEach(items(2, 4), BulkOptions.DEFAULT)).isEqualTo(new BulkResult<>(2, List.of(), true));
        List<Update<Object>> updates =
                List.of(Update.byKey(1).set("name", "x"), Update.byKey(2).set("name", "y"));
        assertThat(items.updateEach(updates, BulkOptions.DEFAULT).failed()).containsExactly(updates.getFirst());
        List<CqlStatement> statements =
                List.of(CqlStatement.of("DELETE FROM ops.t WHERE a = ?", 2), CqlStatement.of("TRUNCATE ops.t", 1));
        assertThat(session.executeEach(statements, BulkOptions.DEFAULT).failed())
                .containsExactly(statements.getLast());
    }

    @Test
    void too_many_failures_end_it() {
        BulkOptions few = BulkOptions.DEFAULT.withConcurrencyMax(1).withFailuresMax(2);
        BulkResult<Item> ended = items.saveEach(items(1, 0, 1, 2, 4), few);
        assertThat(ended.succeeded()).isEqualTo(1);
        assertThat(ended.failures()).hasSize(2);
        assertThat(ended.isWhole()).isFalse();
        assertThat(driver.requests()).hasSize(3);
        assertThat(items.saveEach(items(1, 0, 1), few).isWhole()).isTrue();
        assertThatThrownBy(() -> BulkOptions.DEFAULT.withFailuresMax(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("failuresMax must be at least 1 failure, got 0");
    }

    @Test
    void cancelling_it_cancels_what_runs_and_begins_no_more() {
        driver.holdOthers();
        CompletableFuture<BulkResult<Item>> saved =
                items.async().saveEach(items(0, 2, 4), BulkOptions.DEFAULT.withConcurrencyMax(2));
        saved.cancel(true);
        assertThat(driver.futures()).hasSize(2).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void write_options_reach_each_write() {
        BulkOptions timed = BulkOptions.DEFAULT.withWrite(WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(9)));
        assertThat(items.saveEach(items(2), timed).isDone()).isTrue();
        assertThat(driver.requests().getLast().cql()).endsWith(" USING TTL ?");
    }
}
