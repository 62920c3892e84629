package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.observe.OperationListener;
import io.penstock.stream.AsyncDatabase;
import io.penstock.stream.Database;
import io.penstock.stream.Row;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell as somebody types into it. */
class ShellTest {
    /** Presses Ctrl-C as soon as the word is shown. */
    private static class InterruptingOutput extends ByteArrayOutputStream {
        private final String word;
        private @Nullable Terminal terminal;

        InterruptingOutput(String word) {
            this.word = word;
        }

        void shownOn(Terminal shown) {
            terminal = shown;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            Terminal pressed = terminal;
            if (pressed != null && toString(StandardCharsets.UTF_8).contains(word)) {
                terminal = null;
                pressed.raise(Terminal.Signal.INT);
            }
        }
    }

    @TempDir
    private Path state;

    private boolean hasKeys;

    /** A terminal without keys for editing, or one that knows them. */
    private Terminal terminal(InputStream in, OutputStream out) throws IOException {
        return hasKeys
                ? new ExternalTerminal("test", "xterm", in, out, StandardCharsets.UTF_8)
                : new DumbTerminal("test", "dumb", in, out, StandardCharsets.UTF_8);
    }

    private String typed(String... lines) throws IOException {
        return typed(new ByteArrayOutputStream(), lines);
    }

    private String typed(ByteArrayOutputStream out, String... lines) throws IOException {
        try (Database database = Database.open()) {
            return typed(database, out, lines);
        }
    }

    private String typed(Database database, ByteArrayOutputStream out, String... lines) throws IOException {
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keys, 1 << 16);
                Terminal terminal = terminal(in, out)) {
            if (out instanceof InterruptingOutput interrupting) {
                interrupting.shownOn(terminal);
            }
            // The keyboard stays: a terminal whose input has ended gives nothing of what was typed before.
            keys.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            assertThat(new Shell(database, false, new Work(), state.resolve("sql_history")).run(terminal))
                    .isZero();
            terminal.flush();
        }
        return out.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void carries_out_statements_over_several_lines_and_goes_on_after_errors() throws IOException {
        String out = typed(
                "CREATE SOURCE trades (symbol VARCHAR,",
                "  qty BIGINT);",
                "SELECT nothing FROM trades;",
                "INSERT INTO trades VALUES ('a', 1);",
                "\\l",
                "\\nonsense",
                "\\q");
        assertThat(out)
                .contains("created source trades")
                .contains("nothing")
                .contains("inserted 1 row into trades")
                .contains("source        trades")
                .contains("there is no command \\nonsense; \\? lists them");
    }

    @Test
    void commands_without_their_word_help() throws IOException {
        assertThat(typed("CREATE SOURCE a (n BIGINT);", "\\d", "\\d nope", "\\w", "\\i", "\\q"))
                .contains("source        a\n")
                .contains("[1101] there is no source, stream, view or table 'nope'; there are 'a'\n")
                .doesNotContain("  ^")
                .contains("\\w NAME is how it is used")
                .contains("\\i FILE is how it is used");
    }

    @Test
    void a_view_made_after_rows_is_told_of_them() throws IOException {
        String view = "CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n FROM a;";
        String out = typed(
                "CREATE SOURCE a (n BIGINT);",
                view,
                "DROP MATERIALIZED VIEW m;",
                "INSERT INTO a VALUES (1), (2);",
                view,
                "\\q");
        assertThat(out)
                .containsOnlyOnce("note: ")
                .contains(
                        "note: m begins with the rows that come from now on; the 2 pushed into a before are not in it");
    }

    @Test
    void commands_need_no_semicolon() throws IOException {
        assertThat(typed("\\timing", "exit")).contains("timing is off");
    }

    @Test
    void a_script_may_end_without_a_semicolon(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(
                folder.resolve("s.sql"), "CREATE SOURCE a (n BIGINT);\nCREATE SOURCE b (n BIGINT)\n-- the end\n");
        assertThat(typed("\\i " + script, "\\q")).contains("created source a").contains("created source b");
    }

    @Test
    void what_is_wrong_in_a_script_is_shown_in_the_script(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(
                folder.resolve("s.sql"),
                "CREATE SOURCE a (n BIGINT);\n\nSELECT m FROM a;\nCREATE SOURCE b (n BIGINT);\n");
        assertThat(typed("\\i " + script, "\\l", "\\q"))
                .contains(script + ": [1100] ")
                .contains("  SELECT m FROM a;\n         ^\n")
                .contains("source        a")
                .doesNotContain("source        b");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ctrl_c_ends_a_watch_while_it_prints() throws IOException {
        String out = typed(
                new InterruptingOutput("watching a"),
                "CREATE SOURCE a (n BIGINT);",
                "INSERT INTO a VALUES (4711);",
                "\\w a",
                "\\timing",
                "\\q");
        assertThat(out).containsSubsequence("4711", "(1 row)", "watching a", "cancelled", "timing is off");
    }

    /** Presses Ctrl-C when a statement with the word begins. */
    private static final class InterruptingListener implements OperationListener {
        private final String word;
        private volatile @Nullable Terminal terminal;

        InterruptingListener(String word) {
            this.word = word;
        }

        @Override
        public Span started(Operation operation) {
            Terminal pressed = terminal;
            if (pressed != null && operation.kind().equals(word)) {
                pressed.raise(Terminal.Signal.INT);
            }
            return (outcome, error) -> {};
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ctrl_c_cancels_the_statement_that_runs_and_the_shell_goes_on() throws IOException {
        InterruptingListener listener = new InterruptingListener("insert");
        try (Database database = Database.builder()
                .listener(listener)
                .limits(StreamLimits.defaults().withSubscriptionRowsMax(1))
                .open()) {
            database.execute("CREATE SOURCE a (n BIGINT)");
            Subscription<Row> unread = database.subscribe("a");
            database.execute("INSERT INTO a VALUES (1)");
            // it waits for room at the subscriber, who does not read
            String out = typed(
                    database,
                    new InterruptingOutput("nothing of it") {
                        @Override
                        void shownOn(Terminal terminal) {
                            listener.terminal = terminal;
                        }
                    },
                    "INSERT INTO a VALUES (2);",
                    "\\timing",
                    "\\q");
            assertThat(out).containsSubsequence("cancelled", "timing is off");
            unread.close();
        }
    }

    @Test
    void what_was_typed_comes_back_in_the_next_shell() throws IOException {
        typed("CREATE SOURCE remembered (n BIGINT);", "\\q");
        hasKeys = true;
        // Ctrl-P twice: the line before the one that left
        assertThat(typed("\u0010\u0010", "\\q")).contains("created source remembered");
    }

    @Test
    void tab_completes_names_columns_and_keywords() throws IOException {
        hasKeys = true;
        assertThat(typed(
                        "CREATE SOURCE measurements (celsius BIGINT);",
                        "INSERT INTO meas\tVALUES (4711);",
                        "SELE\tMAX(cels\t) FROM measurements;",
                        "\\q"))
                .contains("inserted 1 row into measurements")
                .contains("4711");
    }

    @Test
    void names_of_commands_are_as_they_are_listed_or_quoted() throws IOException {
        String out = typed(
                "CREATE SOURCE \"select\" (n BIGINT);",
                "CREATE SOURCE b (other BIGINT);",
                "\\d select",
                "\\d \"select\"",
                "\\d b;",
                "\\i no\0file",
                "\\q");
        assertThat(out.split("BIGINT", -1)).as(out).hasSizeGreaterThanOrEqualTo(4);
        assertThat(out).contains("other").doesNotContain("[0001]").doesNotContain("there is no");
    }

    @Test
    void a_defect_is_told_and_the_shell_goes_on() throws IOException {
        try (Database whole = Database.open()) {
            AsyncDatabase failing = fake(
                    AsyncDatabase.class,
                    (proxy, method, arguments) ->
                            CompletableFuture.failedFuture(new IllegalStateException("broken inside")));
            Database broken = fake(
                    Database.class,
                    (proxy, method, arguments) ->
                            method.getName().equals("async") ? failing : method.invoke(whole, arguments));
            assertThat(typed(broken, new ByteArrayOutputStream(), "SHOW SOURCES;", "\\timing", "\\q"))
                    .containsSubsequence("this is a defect in Penstock", "broken inside", "timing is off");
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
