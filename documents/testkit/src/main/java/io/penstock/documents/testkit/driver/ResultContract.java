package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlTrace;
import io.penstock.documents.driver.CqlType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers: rows or none, their columns, and the account of how the request was run. */
public abstract class ResultContract extends DriverSuite {
    private String table() {
        return keyspace() + ".rows";
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int, n int, name text, PRIMARY KEY (id, n))");
    }

    private CqlPage insert(int id, int n) {
        return execute("INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?)", id, n, "name");
    }

    @Test
    @Covers({"G-06", "D-22"})
    void a_statement_without_rows_gives_an_empty_page() {
        for (CqlPage page : java.util.List.of(
                insert(1, 1),
                execute("UPDATE " + table() + " SET name = ? WHERE id = ? AND n = ?", "new", 1, 1),
                execute("DELETE FROM " + table() + " WHERE id = ?", 1),
                execute("TRUNCATE " + table()),
                execute("CREATE TABLE IF NOT EXISTS " + table() + " (id int PRIMARY KEY)"))) {
            assertThat(page.hasColumns()).isFalse();
            assertThat(page.rows()).isEmpty();
            assertThat(page.pagingState()).isEmpty();
            assertThat(page.wasApplied()).isTrue();
        }
    }

    @Test
    @Covers({"G-06", "D-22"})
    void a_statement_with_rows_tells_its_columns_although_there_are_none() {
        CqlPage page = execute("SELECT name, n FROM " + table() + " WHERE id = ?", -1);
        assertThat(page.hasColumns()).isTrue();
        assertThat(page.columns())
                .containsExactly(new CqlColumn("name", CqlType.Scalar.TEXT), new CqlColumn("n", CqlType.Scalar.INT));
        assertThat(page.rows()).isEmpty();
        assertThat(page.indexOf("n")).isEqualTo(1);
    }

    @Test
    @Covers({"G-14", "D-21"})
    void rows_are_counted_without_reading_them() {
        IntStream.range(0, 7).forEach(n -> insert(7, n));
        assertThat(execute("SELECT n, name FROM " + table() + " WHERE id = ?", 7)
                        .rows())
                .hasSize(7);
    }

    @Test
    @Covers("D-21")
    void tells_who_answered_and_that_no_try_failed() {
        expectOrRefuse(Capability.EXECUTION_DETAILS, () -> {
            CqlPage page = insert(8, 1);
            assertThat(page.execution().coordinator().orElseThrow())
                    .endsWith(":" + target().address().getPort());
            assertThat(page.execution().failedAttempts()).isEmpty();
            assertThat(page.execution().speculativeExecutions()).isZero();
            assertThat(page.execution().schemaInAgreement()).isTrue();
            assertThat(page.execution().payload()).isEmpty();
        });
    }

    @Test
    @Covers("D-21")
    void hands_on_the_warnings_of_the_server() {
        expectOrRefuse(Capability.EXECUTION_DETAILS, () -> {
            CqlStatement[] partitions = IntStream.range(100, 130)
                    .mapToObj(id -> CqlStatement.of(
                            "INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?)", id, 1, "x".repeat(500)))
                    .toArray(CqlStatement[]::new);
            assertThat(execute(batch(CqlBatch.Type.UNLOGGED, partitions))
                            .execution()
                            .warnings())
                    .anySatisfy(warning -> assertThat(warning).containsIgnoringCase("batch"));
            assertThat(insert(9, 1).execution().warnings()).isEmpty();
        });
    }

    @Test
    @Covers({"D-13", "D-43"})
    void a_traced_request_tells_what_the_server_did() {
        insert(10, 1);
        expectOrRefuse(Capability.REQUEST_TRACING, () -> {
            CqlPage page = execute(CqlStatement.of(
                    extras(extras -> extras.withTracing(true)), "SELECT name FROM " + table() + " WHERE id = ?", 10));
            assertThat(page.execution().tracingId()).isPresent();
            CqlTrace trace = Blocking.await(page.execution().trace());
            assertThat(trace.events()).isNotEmpty();
            assertThat(trace.coordinator()).isNotEmpty();
            assertThat(trace.parameters().get("query")).startsWith("SELECT name");
        });
    }

    @Test
    @Covers("D-43")
    void a_request_that_was_not_traced_has_no_trace() {
        CqlPage page = insert(11, 1);
        assertThat(page.execution().tracingId()).isEmpty();
        assertThatThrownBy(() -> Blocking.await(page.execution().trace()))
                .hasMessage("the request was not traced; ask for it with RequestExtras.withTracing");
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> Blocking.await(page.execution().trace()));
    }
}
