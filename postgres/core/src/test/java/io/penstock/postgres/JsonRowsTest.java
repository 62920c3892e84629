package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonRowsTest {
    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "json_test").build());
    }

    @AfterAll
    void close() {
        pool.close();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void rows_come_as_the_bytes_that_the_server_has() throws IOException {
        for (String type : new String[] {"json", "jsonb"}) {
            JsonRows rows = pool.queryJson("SELECT v::" + type
                    + " FROM (VALUES (1, '{\"ä\": [1, 2]}'), (2, NULL), (3, '\"text\"'), (4, 'null'), (5, '17')) t (i, v)"
                    + " ORDER BY i");

            assertThat(text(rows.array())).isEqualTo("[{\"ä\": [1, 2]},null,\"text\",null,17]");
            assertThat(rows.size()).isEqualTo(5);
            assertThat(text(rows.row(0))).isEqualTo("{\"ä\": [1, 2]}");
            assertThat(text(rows.row(4))).isEqualTo("17");
            assertThat(rows.isNull(1)).isTrue();
            assertThat(rows.isNull(3)).as("the JSON literal is a value").isFalse();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            rows.writeTo(out);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text(rows.array()));
        }
    }

    @Test
    void no_rows_are_an_empty_array() {
        assertThat(text(pool.queryJson("SELECT '1'::json WHERE false").array())).isEqualTo("[]");
    }

    @Test
    void many_rows_keep_their_places() {
        JsonRows rows = pool.async()
                .queryJson(
                        "SELECT jsonb_build_object('n', n, 'pad', repeat('x', n % 50)) FROM generate_series(1, $1) n",
                        2_000)
                .join();

        assertThat(rows.size()).isEqualTo(2_000);
        assertThat(text(rows.row(1_233))).isEqualTo("{\"n\": 1234, \"pad\": \"" + "x".repeat(34) + "\"}");
        assertThat(text(rows.array())).endsWith(text(rows.row(1_999)) + "]");
    }

    @Test
    void other_columns_are_refused() {
        assertThatThrownBy(() -> pool.queryJson("SELECT 1"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.TYPE_MISMATCH))
                .hasMessageContaining("is integer, and json or jsonb is expected");
        assertThatThrownBy(() -> pool.queryJson("SELECT '1'::json, '2'::json"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.UNEXPECTED_RESULT));
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }
}
