package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.PenstockException;
import io.penstock.stream.plan.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What statements mean, and what wrong ones are told. */
class GoldenTest {
    private static final SqlFrontEnd SQL = new SqlFrontEnd();

    private static ScriptedCatalog catalog() {
        ScriptedCatalog catalog = new ScriptedCatalog("ops", "ref");
        try {
            run(Files.readString(Path.of("src", "test", "resources", "golden", "setup.sql")), catalog);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return catalog;
    }

    /** Runs a script and gives what its last statement means. */
    private static Statement run(String script, ScriptedCatalog catalog) {
        Statement last = null;
        for (ParsedStatement parsed : SQL.parse(script)) {
            last = SQL.analyze(parsed, catalog);
            catalog.carryOut(last);
        }
        if (last == null) {
            throw new IllegalArgumentException("no statement");
        }
        return last;
    }

    private static String describe(Statement statement) {
        return switch (statement) {
            case Statement.CreateStream create -> {
                Relation.Stream s = create.stream();
                yield PlanText.of(create.plan()) + "columns " + s.schema() + "\ntime "
                        + s.timeColumn().orElse("none") + ", key " + s.key() + (s.changelog() ? ", changelog" : "")
                        + (s.updating() ? ", updating" : "") + (s.materialized() ? ", materialized" : "") + ", "
                        + create.ifPresent();
            }
            case Statement.Select select -> PlanText.of(select.plan()) + "columns " + select.schema();
            case Statement.Explain explain -> "Explain\n" + describe(explain.statement());
            default -> statement.toString();
        };
    }

    private static String failure(String script) {
        try {
            return "NO ERROR: " + describe(run(script, catalog()));
        } catch (PenstockException e) {
            assertThat(e.position()).as(script).isPresent();
            return e.code().code() + " " + e.getMessage();
        }
    }

    @Test
    void plans_are_as_written_down() {
        int count = GoldenFile.check("plans.txt", question -> describe(run(question, catalog())));
        assertThat(count).isPositive();
    }

    @Test
    void statements_without_a_plan_are_as_written_down() {
        int count = GoldenFile.check("statements.txt", question -> describe(run(question, catalog())));
        assertThat(count).isPositive();
    }

    @Test
    void errors_are_as_written_down() {
        int count = GoldenFile.check("errors.txt", GoldenTest::failure);
        assertThat(count).isPositive();
    }

    @Test
    void an_empty_script_has_no_statements() {
        assertThat(SQL.parse("")).isEmpty();
        assertThat(SQL.parse(" ; ;; -- nothing\n /* at ; all */ ;")).isEmpty();
        assertThat(List.of(SqlError.values()))
                .allSatisfy(e -> assertThat(e.apiCode()).hasSize(3));
    }
}
