package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.documents.schema.SchemaPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans against a database that plays a script: what a real one does only rarely. */
class ScriptedSchemaTest {
    @Table("t")
    record Row(@PartitionKey int id, Optional<String> a, Optional<String> b) {}

    private final DocumentsException refused = new DocumentsException(
            DocumentsError.INVALID_REQUEST, "the server refuses the statement: column 'a' already exists");

    /** A keyspace with one table, whose columns are these at the moment. */
    private final List<String> columns = new ArrayList<>(List.of("id"));

    /** Whether another program adds column a just before this one does. */
    private boolean anotherAddsA;

    private final ScriptedDriver driver = new ScriptedDriver()
            .onEach(
                    "system_schema.keyspaces",
                    request -> page(
                            List.of("replication", "durable_writes"),
                            List.of(ScriptedDriver.row(
                                    Map.of("class", "SimpleStrategy", "replication_factor", "1"), true))))
            .onEach(
                    "system_schema.tables",
                    request -> page(
                            List.of("keyspace_name", "table_name", "default_time_to_live"),
                            List.of(ScriptedDriver.row("ks", "t", 0))))
            .onEach("system_schema.columns", this::described);

    private CqlPage described(CqlRequest request) {
        if (anotherAddsA && !columns.contains("a") && changes().contains("ALTER TABLE ks.t ADD a text")) {
            columns.add("a");
        }
        return page(
                List.of("table_name", "column_name", "kind", "position", "type", "clustering_order"),
                columns.stream()
                        .map(name -> name.equals("id")
                                ? ScriptedDriver.row("t", name, "partition_key", 0, "int", "none")
                                : ScriptedDriver.row("t", name, "regular", -1, "text", "none"))
                        .toList());
    }

    private static CqlPage page(List<String> names, List<List<@Nullable Object>> rows) {
        return ScriptedDriver.page(
                names.stream().map(name -> new CqlColumn(name, Scalar.TEXT)).toList(), rows);
    }

    private DocumentSession session() {
        return Documents.over(driver)
                .settings(DocumentsSettings.DEFAULT.withSchemaTimeout(Duration.ofMillis(200)))
                .open()
                .session("ks");
    }

    private List<String> changes() {
        return driver.requests().stream()
                .map(CqlRequest::cql)
                .filter(cql -> !cql.startsWith("SELECT "))
                .toList();
    }

    @Test
    void a_plan_only_reads() {
        assertThat(session().schema().plan(Row.class).cql())
                .isEqualTo("ALTER TABLE ks.t ADD a text;\nALTER TABLE ks.t ADD b text;\n");
        assertThat(changes()).isEmpty();
        assertThat(driver.requests()).isNotEmpty();
    }

    @Test
    void a_step_that_another_program_did_meanwhile_is_not_a_failure() {
        anotherAddsA = true;
        driver.on("ADD a", refused);
        driver.onEach("ADD b", request -> {
            columns.add("b");
            return CqlPage.empty();
        });
        session().schema().sync(Row.class);
        assertThat(changes()).containsExactly("ALTER TABLE ks.t ADD a text", "ALTER TABLE ks.t ADD b text");
    }

    @Test
    void a_step_that_failed_and_is_still_needed_ends_the_plan() {
        driver.on("ADD a", refused);
        assertThatThrownBy(() -> session().schema().sync(Row.class)).hasMessage(refused.getMessage());
        assertThat(changes()).containsExactly("ALTER TABLE ks.t ADD a text");
    }

    @Test
    void steps_that_were_done_before_are_left_out() {
        SchemaPlan plan = session().schema().plan(Row.class);
        columns.add("a");
        session().schema().apply(plan);
        assertThat(changes()).containsExactly("ALTER TABLE ks.t ADD b text");
    }

    @Test
    void nothing_is_run_while_the_nodes_disagree() {
        SchemaPlan plan = session().schema().plan(Row.class);
        driver.schemaAgrees(false);
        assertThatThrownBy(() -> session().schema().apply(plan))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.SCHEMA_DISAGREEMENT));
        assertThat(changes()).isEmpty();
    }

    @Test
    void a_plan_ends_only_when_the_nodes_agree_on_what_it_did() {
        driver.onEach("ADD", request -> {
            driver.schemaAgrees(false);
            return CqlPage.empty();
        });
        assertThatThrownBy(() -> session().schema().sync(Row.class))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.SCHEMA_DISAGREEMENT));
    }

    @Test
    void a_schema_that_asks_for_another_step_makes_the_plan_stale() {
        columns.add("a");
        SchemaPlan plan = session().schema().plan(Row.class);
        columns.remove("a");
        assertThatThrownBy(() -> session().schema().apply(plan))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.STALE_PLAN))
                .hasMessage("the schema of keyspace 'ks' changed after the plan was made, and nothing was run: it would"
                        + " take ALTER TABLE ks.t ADD a text; make the plan again");
        assertThat(changes()).isEmpty();
    }
}
