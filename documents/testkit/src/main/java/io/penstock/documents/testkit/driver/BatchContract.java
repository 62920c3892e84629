package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several statements in one request of the protocol's own. */
public abstract class BatchContract extends DriverSuite {
    private String table() {
        return keyspace() + ".rows";
    }

    private CqlStatement insert(int id, int n) {
        return CqlStatement.of("INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?)", id, n, "name " + n);
    }

    private List<?> numbers(int id) {
        return execute("SELECT n FROM " + table() + " WHERE id = ?", id).rows().stream()
                .map(row -> row.get(0))
                .toList();
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int, n int, name text, PRIMARY KEY (id, n))");
        schema("CREATE TABLE " + keyspace() + ".counts (id int PRIMARY KEY, hits counter)");
    }

    @Test
    @Covers({"G-10", "D-12"})
    void logged_and_unlogged_batches_are_written_as_one() {
        expectOrRefuse(Capability.BATCH, () -> {
            execute(batch(CqlBatch.Type.LOGGED, insert(1, 1), insert(1, 2)));
            execute(batch(CqlBatch.Type.UNLOGGED, insert(1, 3), insert(1, 4)));
            assertThat(numbers(1)).isEqualTo(List.of(1, 2, 3, 4));
        });
    }

    @Test
    @Covers({"G-10", "D-12"})
    void counters_are_counted_in_a_batch_of_their_own_kind() {
        String count = "UPDATE " + keyspace() + ".counts SET hits = hits + ? WHERE id = ?";
        expectOrRefuse(Capability.BATCH, () -> {
            execute(batch(CqlBatch.Type.COUNTER, CqlStatement.of(count, 2L, 1), CqlStatement.of(count, 3L, 1)));
            assertThat(only(execute("SELECT hits FROM " + keyspace() + ".counts WHERE id = ?", 1)))
                    .isEqualTo(5L);
            refused(
                    DocumentsError.INVALID_REQUEST,
                    () -> execute(batch(CqlBatch.Type.LOGGED, CqlStatement.of(count, 2L, 1))));
        });
    }

    @Test
    @Covers({"G-10", "D-12"})
    void statements_with_and_without_values_go_together_and_repeat() {
        expectOrRefuse(Capability.BATCH, () -> {
            CqlBatch mixed = batch(
                    CqlBatch.Type.LOGGED,
                    CqlStatement.of("INSERT INTO " + table() + " (id, n, name) VALUES (2, 1, 'text')"),
                    insert(2, 2),
                    CqlStatement.of("DELETE FROM " + table() + " WHERE id = 2 AND n = 3"));
            execute(mixed);
            execute(mixed);
            assertThat(numbers(2)).isEqualTo(List.of(1, 2));
        });
    }

    @Test
    @Covers({"G-10", "D-12"})
    void a_condition_in_a_batch_is_told_applied_or_not() {
        expectOrRefuse(Capability.BATCH, () -> {
            CqlBatch conditional = batch(
                    CqlBatch.Type.LOGGED,
                    CqlStatement.of(
                            "INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?) IF NOT EXISTS", 3, 1, "first"),
                    insert(3, 2));
            assertThat(execute(conditional).wasApplied()).isTrue();
            CqlPage second = execute(conditional);
            assertThat(second.wasApplied()).isFalse();
            assertThat(second.rows().getFirst().get(second.indexOf("name"))).isEqualTo("first");
        });
    }

    @Test
    @Covers({"D-12", "D-13"})
    void the_options_of_a_batch_are_its_own() {
        expectOrRefuse(Capability.REQUEST_TIMESTAMP, () -> {
            execute(new CqlBatch(
                    CqlBatch.Type.LOGGED,
                    List.of(insert(4, 1)),
                    RequestOptions.defaults().withExtras(RequestExtras.NONE.withTimestampMicros(99))));
            assertThat(only(execute("SELECT WRITETIME(name) FROM " + table() + " WHERE id = ?", 4)))
                    .isEqualTo(99L);
        });
    }

    @Test
    @Covers("D-12")
    void a_batch_of_a_hundred_and_one_that_is_too_large() {
        expectOrRefuse(Capability.BATCH, () -> {
            execute(batch(
                    CqlBatch.Type.UNLOGGED,
                    IntStream.range(0, 100).mapToObj(n -> insert(5, n)).toArray(CqlStatement[]::new)));
            assertThat(numbers(5)).hasSize(100);
            CqlBatch tooMany = new CqlBatch(
                    CqlBatch.Type.UNLOGGED, Collections.nCopies(65_536, insert(6, 1)), RequestOptions.defaults());
            assertThatThrownBy(() -> execute(tooMany))
                    .hasMessage("a batch has at most 65535 statements, got 65536; split it");
            CqlStatement large = CqlStatement.of(
                    "INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?)", 7, 1, "x".repeat(1_000_000));
            refused(DocumentsError.INVALID_REQUEST, () -> execute(batch(CqlBatch.Type.LOGGED, large, insert(10, 1))));
            assertThat(numbers(7)).isEmpty();
        });
    }

    @Test
    @Covers("D-12")
    void one_wrong_statement_fails_the_batch_as_a_whole() {
        expectOrRefuse(Capability.BATCH, () -> {
            refused(
                    DocumentsError.UNKNOWN_TABLE,
                    () -> execute(batch(
                            CqlBatch.Type.LOGGED,
                            insert(8, 1),
                            CqlStatement.of("INSERT INTO " + keyspace() + ".nowhere (id) VALUES (?)", 1))));
            refused(
                    DocumentsError.WRONG_VALUES,
                    () -> execute(batch(
                            CqlBatch.Type.LOGGED,
                            insert(8, 1),
                            CqlStatement.of("INSERT INTO " + table() + " (id, n) VALUES (?, ?)", 1))));
            assertThat(numbers(8)).isEmpty();
        });
    }
}
