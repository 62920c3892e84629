package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell as somebody types into it. */
class ShellTest {
    /** Presses Ctrl-C as soon as the word is shown. */
    private static final class InterruptingOutput extends ByteArrayOutputStream {
        private final String word;
        private @Nullable Terminal terminal;

        InterruptingOutput(String word) {
            this.word = word;
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

    private static String typed(String... lines) throws IOException {
        return typed(new ByteArrayOutputStream(), lines);
    }

    private static String typed(ByteArrayOutputStream out, String... lines) throws IOException {
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keys, 1 << 16);
                Database database = Database.open();
                Terminal terminal = new DumbTerminal("test", "dumb", in, out, StandardCharsets.UTF_8)) {
            if (out instanceof InterruptingOutput interrupting) {
                interrupting.terminal = terminal;
            }
            // The keyboard stays: a terminal whose input has ended gives nothing of what was typed before.
            keys.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            assertThat(new Shell(database, false, new Work()).run(terminal)).isZero();
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
}
