package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.testkit.ChildJvm;
import io.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Commands as a program calls them: arguments in, exit code and two streams out. */
class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void a_script_prints_tables_and_ends_with_0(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("a.sql"), """
                CREATE SOURCE trades (symbol VARCHAR, qty BIGINT); -- a comment; with a semicolon
                INSERT INTO trades VALUES ('a;b', 1), ('c', 22);
                SHOW SOURCES;
                """);
        assertThat(run("sql", "-f", script.toString())).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith("created source trades\ninserted 2 rows into trades\n")
                .contains("trades")
                .endsWith("(1 row)\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void programs_get_one_json_object_a_row() {
        assertThat(run(
                        "sql",
                        "--json",
                        "-e",
                        "CREATE SOURCE t (\"a\" VARCHAR, b BIGINT); INSERT INTO t VALUES ('x\"y', NULL);"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).isEqualTo("{\"created\":\"source t\"}\n{\"inserted\":\"1 row into t\"}\n");
    }

    @Test
    void numbers_that_json_does_not_know_are_texts_in_it() {
        String sql = "SELECT CAST('NaN' AS DOUBLE) AS v, CAST('-Infinity' AS REAL) AS r, CAST(2.5 AS DOUBLE) AS d";
        assertThat(run("sql", "--json", "-e", sql)).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualTo("{\"v\":\"NaN\",\"r\":\"-Infinity\",\"d\":2.5}\n");
    }

    @Test
    void a_wrong_statement_is_shown_with_its_place_and_ends_with_1() {
        assertThat(run("sql", "-e", "CREATE SOURCE trades (symbol VARCHAR);\nSELECT symbl FROM trades;"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .startsWith("penstock: [")
                .contains("symbl")
                .contains("did you mean 'symbol'?")
                .endsWith("  SELECT symbl FROM trades;\n         ^\n");
    }

    @Test
    void a_folder_keeps_what_was_made(@TempDir Path folder) {
        String db = folder.resolve("db").toString();
        assertThat(run("sql", "--db", db, "-e", "CREATE SOURCE kept (a BIGINT)"))
                .as(err.toString())
                .isZero();
        assertThat(run("sql", "--db", db, "-e", "SHOW SOURCES"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("kept");
    }

    @Test
    void what_cannot_hold_a_database_is_told_in_plain_words(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("v.sql"));
        assertThat(run("sql", "--db", file.toString(), "-e", "SHOW SOURCES")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run("sql", "--db", file.resolve("db").toString(), "-e", "SHOW SOURCES"))
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString())
                .isEqualTo("penstock: [100] " + file + " cannot be used for a database: it is a file, and a database"
                        + " needs a folder of its own; name a folder, or one that does not exist yet\n"
                        + "penstock: [100] " + file.resolve("db") + " cannot be used for a database: " + file
                        + " is a file; name another folder\n");
    }

    @Test
    void what_is_in_use_is_pointed_at() {
        String script = "CREATE SOURCE t (a BIGINT); CREATE STREAM s AS SELECT a FROM t;\nDROP SOURCE t;";
        assertThat(run("sql", "-e", script)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .isEqualTo("penstock: [400] line 2, column 13: source 't' cannot be dropped: it is read by stream 's';"
                        + " drop them first, or say CASCADE\n  DROP SOURCE t;\n              ^\n");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is ended there without a chance to clean up")
    void a_signal_ends_a_script_with_a_checkpoint(String signal, int exitCode, @TempDir Path folder)
            throws IOException {
        Path script = Files.writeString(
                folder.resolve("long.sql"),
                "CREATE SOURCE s (v BIGINT);\n" + "INSERT INTO s VALUES (1);\n".repeat(20_000));
        String db = folder.resolve("db").toString();
        try (ChildProcess child = Signals.start("sql", "--db", db, "-f", script.toString())) {
            child.awaitOutput(line -> line.startsWith("inserted"), PATIENCE);
            Signals.send(signal, child);
            assertThat(child.awaitExit(PATIENCE)).as(child.tail().toString()).isEqualTo(exitCode);
        }
        assertThat(run("sql", "--json", "--db", db, "-e", "SELECT v FROM s LIMIT 1"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).isEqualTo("{\"v\":1}\n");
    }

    @Test
    void a_script_is_read_from_standard_input() {
        List<String> command = ChildJvm.command(Main.class, List.of("sql", "--json"));
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.of("piped", command))) {
            child.sendLine("CREATE SOURCE t (v BIGINT);");
            child.sendLine("INSERT INTO t VALUES (7);");
            child.sendLine("SELECT v FROM t");
            child.closeInput();
            assertThat(child.awaitExit(PATIENCE)).as(child.tail().toString()).isZero();
            assertThat(child.tail())
                    .filteredOn(line -> line.startsWith("{"))
                    .containsExactly("{\"created\":\"source t\"}", "{\"inserted\":\"1 row into t\"}", "{\"v\":7}");
        }
    }

    @Test
    void a_disk_that_is_full_or_cannot_be_written_is_told_in_plain_words(@TempDir Path folder) {
        String sql = "CREATE SOURCE kept (a BIGINT)";
        List<String> create = ChildJvm.command(
                Main.class, List.of("sql", "--db", folder.resolve("db").toString(), "-e", sql));
        List<String> show = ChildJvm.command(
                Main.class, List.of("sql", "--db", folder.resolve("db").toString(), "-e", "SHOW SOURCES"));
        List<String> mount = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=64k none \"$0\" && exec \"$@\"",
                folder.toString());
        List<String> probe = Stream.concat(mount.stream(), Stream.of("true")).toList();
        assumeThat(ChildProcess.run(ChildProcess.Spec.of("unshare", probe), PATIENCE)
                        .exitCode())
                .as("a file system of its own for a child is allowed here")
                .isZero();
        String quoted = "create() { " + shell(create) + "; echo \"create $?\"; };"
                + " show() { " + shell(show) + "; echo \"show $?\"; };"
                + " head -c 100k /dev/zero > \"$1\"/filler 2>/dev/null; create; rm \"$1\"/filler;"
                + " create; mount -o remount,ro \"$1\"; show; mount -o remount,rw \"$1\"; show";
        List<String> command = new ArrayList<>(mount);
        command.addAll(List.of("sh", "-c", quoted, "sh", folder.toString()));
        ChildProcess.Finished finished = ChildProcess.run(ChildProcess.Spec.of("disk", command), PATIENCE);
        assertThat(finished.tail())
                .as("full, then with room, then not writable, then again")
                .filteredOn(line -> line.matches("(create|show) \\d+"))
                .containsExactly("create 3", "create 0", "show 3", "show 0");
        assertThat(finished.text())
                .contains("No space left on device", "Read-only file system", "kept")
                .doesNotContain("Exception");
    }

    private static String shell(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Test
    void wrong_calls_end_with_2_and_say_what_would_be_right(@TempDir Path folder) {
        assertThat(run("sql", "-f", folder.resolve("none.sql").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("penstock: there is no file ").contains("Try './penstock sql --help'.");
        assertThat(run("sqll")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("sql");
        assertThat(run("slt")).isEqualTo(ExitCode.USAGE);
        assertThat(run("slt", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no .slt file in ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void scripts_of_streams_are_counted_and_failures_shown(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("a.slt"), """
                statement ok
                CREATE SOURCE t (a BIGINT)

                statement error 2001
                CREATE SOURCE u (a BIGINT)
                """);
        assertThat(run("slt", script.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).isEqualTo("1 passed, 1 failed\n");
        assertThat(err.toString()).contains("a.slt:4");
    }

    @Test
    void variants_of_a_run_give_the_same_answers_and_complete_writes_them(@TempDir Path folder) throws IOException {
        String script = """
                statement ok
                CREATE SOURCE t (a BIGINT)

                statement ok
                CREATE STREAM s AS SELECT a + 1 AS b FROM t

                subscribe s

                # stays
                push t
                1
                2

                expect s
                %s

                query rowsort
                SELECT b FROM s
                ----
                %s

                metric events_ingested_total 2
                """;
        Path file = Files.writeString(folder.resolve("a.slt"), script.formatted("7", "7\n8"));
        assertThat(run("slt", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(run("slt", "--complete", file.toString())).as(err.toString()).isZero();
        assertThat(file).hasContent(script.formatted("2\n3", "2\n3"));
        for (String[] variant : new String[][] {{}, {"--batch-size", "1"}, {"--restart"}, {"--complete"}}) {
            List<String> arguments = new ArrayList<>(List.of("slt"));
            arguments.addAll(List.of(variant));
            arguments.add(file.toString());
            assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        }
        assertThat(file).hasContent(script.formatted("2\n3", "2\n3"));
        assertThat(run("slt", "--batch-size", "-1", file.toString())).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void help_and_version_end_with_0() {
        assertThat(run()).isZero();
        assertThat(run("help", "slt")).isZero();
        assertThat(run("version")).isZero();
        assertThat(out.toString()).contains("Usage: ./penstock", "Exit codes:", "--batch-size", "Java");
    }
}
