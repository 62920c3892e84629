package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.PenstockException;
import io.penstock.stream.plan.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What statements mean, and what wrong ones are told. */
class GoldenTest {
    private static final SqlFrontEnd SQL = new SqlFrontEnd();

    private static final List<Statement> SETUP = setup();

    private static List<Statement> setup() {
        try {
            ScriptedCatalog catalog = new ScriptedCatalog("ops", "ref");
            List<Statement> statements = new ArrayList<>();
            String script = Files.readString(Path.of("src", "test", "resources", "golden", "setup.sql"));
            for (ParsedStatement parsed : SQL.parse(script)) {
                statements.add(SQL.analyze(parsed, catalog));
                catalog.carryOut(statements.getLast());
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedCatalog catalog() {
        ScriptedCatalog catalog = new ScriptedCatalog("ops", "ref");
        SETUP.forEach(catalog::carryOut);
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
            case Statement.Explain explain ->
                "Explain\n" + describe(explain.statement()) + (explain.analyze() ? "analyzed" : "");
            default -> statement.toString();
        };
    }

    private static String meaning(String script) {
        try {
            return describe(run(script, catalog()));
        } catch (PenstockException e) {
            return "ERROR " + e.code().code() + " " + e.getMessage();
        }
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
        int count = GoldenFile.check("plans.txt", GoldenTest::meaning);
        assertThat(count).isGreaterThanOrEqualTo(60);
    }

    @Test
    void statements_without_a_plan_are_as_written_down() {
        int count = GoldenFile.check("statements.txt", GoldenTest::meaning);
        assertThat(count).isGreaterThanOrEqualTo(20);
    }

    @Test
    void errors_are_as_written_down() {
        int count = GoldenFile.check("errors.txt", GoldenTest::failure);
        assertThat(count).isGreaterThanOrEqualTo(100);
    }

    @Test
    void an_empty_script_has_no_statements() {
        assertThat(SQL.parse("")).isEmpty();
        assertThat(SQL.parse(" ; ;; -- nothing\n /* at ; all */ ;")).isEmpty();
        assertThat(List.of(SqlError.values()))
                .allSatisfy(e -> assertThat(e.apiCode()).hasSize(3));
    }
}
