package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** The shell as somebody types into it. */
class ShellTest {
    private static String typed(String... lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keys, 1 << 16);
                Database database = Database.open();
                Terminal terminal = new DumbTerminal("test", "dumb", in, out, StandardCharsets.UTF_8)) {
            // The keyboard stays: a terminal whose input has ended gives nothing of what was typed before.
            keys.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            assertThat(new Shell(database, false).run(terminal)).isZero();
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
                .contains("inserted 1 rows into trades")
                .contains("source        trades")
                .contains("there is no command \\nonsense; \\? lists them");
    }

    @Test
    void commands_need_no_semicolon() throws IOException {
        assertThat(typed("\\timing", "exit")).contains("timing is off");
    }
}
