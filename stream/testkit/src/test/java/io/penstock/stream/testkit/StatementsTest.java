package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Position;
import io.penstock.stream.Database;
import io.penstock.stream.ExecuteResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of several statements. */
@Timeout(60)
class StatementsTest {
    @ParameterizedTest
    @ValueSource(strings = {"CREATE STREAM x AZ SELECT 1", "NONSENSE", "SELECT 'a text that does not end"})
    void statements_before_an_error_of_syntax_were_carried_out(String wrong) {
        try (Database database = Database.open()) {
            assertThatThrownBy(() ->
                            database.executeAll("CREATE SOURCE s (v BIGINT);\nINSERT INTO s VALUES (1);\n  " + wrong))
                    .isInstanceOfSatisfying(PenstockException.class, failed -> {
                        assertThat(failed.code().code()).isEqualTo("401");
                        assertThat(failed.position().map(Position::line)).isEqualTo(Optional.of(3));
                    });
            assertThat(database.query("SELECT v FROM s").single().getLong("v")).isEqualTo(1);
        }
    }

    @Test
    void explain_analyze_runs_the_query() {
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); INSERT INTO s VALUES (1), (2), (3)");
            assertThat(database.execute("EXPLAIN ANALYZE SELECT v FROM s WHERE v > 1"))
                    .isInstanceOfSatisfying(
                            ExecuteResult.Explained.class,
                            plan -> assertThat(plan.plan())
                                    .contains("Scan s")
                                    .containsPattern("rows_produced 2\nexecution_time_ms [0-9.]+\n"));
        }
    }

    @Test
    void statements_behind_a_failure_are_not_carried_out() {
        try (Database database = Database.open()) {
            assertThatThrownBy(() -> database.executeAll(
                            "CREATE SOURCE s (v BIGINT); INSERT INTO t VALUES (1); CREATE SOURCE u (v BIGINT)"))
                    .isInstanceOf(PenstockException.class);
            assertThat(database.catalog().sources())
                    .singleElement()
                    .satisfies(source -> assertThat(source.name()).isEqualTo("s"));
        }
    }
}
