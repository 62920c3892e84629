package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.Position;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.security.Tls;
import io.penstock.testkit.FreePort;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorsOnServerTest {
    private Pool pool;

    record Wrong(LocalDate name) {}

    record Misspelt(String nmae) {}

    record Named(String name, int size) {}

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "errors_test").build());
        pool.execute("DROP SCHEMA IF EXISTS errors_test CASCADE");
        pool.execute("CREATE SCHEMA errors_test");
        pool.execute("CREATE TABLE things (name text PRIMARY KEY, size int CHECK (size > 0))");
        pool.execute("INSERT INTO things VALUES ('a', 1), ('b', NULL)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void wrong_sql_gives_its_position_and_the_nearest_name() {
        failure(() -> pool.query("SELECT name,\n  siez FROM things"), e -> {
            assertThat(e.error()).isEqualTo(PostgresError.UNDEFINED_COLUMN);
            assertThat(e.position()).contains(new Position(2, 3));
            assertThat(e)
                    .hasMessage("column \"siez\" does not exist at line 2, column 3. Perhaps you meant to reference the"
                            + " column \"things.size\". (SQLSTATE 42703)");
        });
    }

    @Test
    void a_syntax_error_counts_characters_not_bytes() {
        failure(() -> pool.query("SELECT 'ÄÖÜ🚰' FORM things"), e -> {
            assertThat(e.sqlState()).isEqualTo("42601");
            assertThat(e.position()).contains(new Position(1, 21));
        });
    }

    @Test
    void each_kind_of_failure_has_its_sqlstate() {
        sqlState("42P01", () -> pool.query("SELECT * FROM nowhere"));
        sqlState("22012", () -> pool.query("SELECT 1/$1::int", 0));
        sqlState("22P02", () -> pool.query("SELECT $1::text::int", "x"));
        sqlState("23505", () -> pool.execute("INSERT INTO things VALUES ('a', 2)"));
        sqlState("23514", () -> pool.execute("INSERT INTO things VALUES ('c', -1)"));
        sqlState("42P18", () -> pool.query("SELECT $1 IS NULL", (Object) null));
        sqlState(
                "25006",
                () -> pool.inTransaction(
                        TransactionOptions.DEFAULT.asReadOnly(),
                        tx -> tx.execute("INSERT INTO things VALUES ('d', 1)")));
    }

    @Test
    void the_report_has_the_fields_and_the_message_no_values() {
        failure(() -> pool.execute("INSERT INTO things VALUES ($1, 2)", "a"), e -> {
            assertThat(e.report()).hasValueSatisfying(report -> {
                assertThat(report.severity()).isEqualTo("ERROR");
                assertThat(report.constraint()).contains("things_pkey");
                assertThat(report.table()).contains("things");
                assertThat(report.detail()).contains("Key (name)=(a) already exists.");
            });
            assertThat(e.getMessage()).doesNotContain("(a)");
        });
    }

    @Test
    void futures_fail_alike() {
        assertThatThrownBy(() -> pool.async().query("SELECT * FROM nowhere").join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(PostgresException.class, e -> {
                    assertThat(e.error()).isEqualTo(PostgresError.UNDEFINED_TABLE);
                    assertThat(e.position()).contains(new Position(1, 15));
                });
    }

    @Test
    void a_wrong_record_names_the_component_and_both_types() {
        failure(() -> pool.query(Wrong.class, "SELECT name FROM things"), e -> {
            assertThat(e.error()).isEqualTo(PostgresError.TYPE_MISMATCH);
            assertThat(e)
                    .hasMessageStartingWith("component 'name' is java.time.LocalDate, but column 'name' is text: ");
        });
        failure(
                () -> pool.query(Misspelt.class, "SELECT name, size FROM things"),
                e -> assertThat(e)
                        .hasMessage(
                                "the result has no column 'nmae' for component 'nmae' of Misspelt; did you mean 'name'?; it"
                                        + " has name, size"));
        failure(
                () -> pool.query(Named.class, "SELECT * FROM things ORDER BY name"),
                e -> assertThat(e)
                        .hasMessage(
                                "component 'size' of Named is int, but column 'size' is NULL in a row; make it Optional or a"
                                        + " class"));
        assertThat(pool.query("SELECT 1").size()).as("the connection is fine").isEqualTo(1);
    }

    @Test
    void a_wrong_value_names_the_parameter() {
        failure(() -> pool.query("SELECT $1::int, $2::date", 1, "x"), e -> {
            assertThat(e.error()).isEqualTo(PostgresError.TYPE_MISMATCH);
            assertThat(e)
                    .hasMessageStartingWith("parameter $2: type date and Java's java.lang.String do not go together");
        });
        assertThatThrownBy(() -> pool.query("SELECT $1::int", 1L << 40))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageStartingWith(
                        "parameter $1: a value of Java type Long does not fit into integer, which holds");
        failure(
                () -> pool.query("SELECT $1::int", 1, 2),
                e -> assertThat(e)
                        .hasMessage("the statement has 1 parameters, but 2 values are given: SELECT $1::int"));
    }

    @Test
    void a_result_of_another_size_is_told() {
        assertThat(pool.queryOne(Misspelt.class, "SELECT 'x' AS nmae WHERE false"))
                .isEqualTo(Optional.empty());
        failure(
                () -> pool.queryOne(Misspelt.class, "SELECT name AS nmae FROM things"),
                e -> assertThat(e.error()).isEqualTo(PostgresError.UNEXPECTED_RESULT));
    }

    @Test
    void refuses_what_would_change_a_shared_connection() {
        failure(
                () -> pool.execute(" -- now\n begin"),
                e -> assertThat(e)
                        .hasMessage(
                                "BEGIN cannot be run as a single statement of the pool, whose connections are shared; use"
                                        + " inTransaction"));
        failure(
                () -> pool.execute("SET search_path TO x"),
                e -> assertThat(e.sqlState()).isEqualTo("0A000"));
        failure(
                () -> pool.query("COPY things TO STDOUT"),
                e -> assertThat(e).hasMessageContaining("use copyIn or copyOut"));
    }

    @Test
    void refuses_in_a_transaction_what_would_outlive_it() {
        for (String sql : List.of(
                "SET search_path TO x",
                "set /* all */ session statement_timeout = 1",
                "RESET ALL",
                "LISTEN news",
                "PREPARE p AS SELECT 1",
                "DEALLOCATE ALL")) {
            failure(
                    () -> pool.inTransaction(tx -> tx.execute(sql)),
                    e -> assertThat(e).hasMessageContaining("would outlive the transaction"));
        }
        String timeout = pool.inTransaction(tx -> {
            tx.execute("SET TRANSACTION READ ONLY");
            tx.execute("set constraints all deferred");
            tx.execute("SET -- here\n LOCAL statement_timeout = '7s'");
            return tx.query("SHOW statement_timeout").single().getString("statement_timeout");
        });
        assertThat(timeout).isEqualTo("7s");
    }

    @Test
    void a_batch_is_done_whole_or_not_at_all() {
        sqlState(
                "23505",
                () -> pool.executeBatch(
                        "INSERT INTO things VALUES ($1, $2)",
                        List.of(List.of("new1", 1), List.of("a", 2), List.of("new2", 3))));
        failure(
                () -> pool.executeBatch(
                        "INSERT INTO things VALUES ($1, $2)", List.of(List.of("new3", 1), List.of("new4", "x"))),
                e -> assertThat(e).hasMessageStartingWith("parameter $2"));

        assertThat(pool.query("SELECT name FROM things WHERE name LIKE 'new%'").isEmpty())
                .isTrue();
    }

    @Test
    void a_result_larger_than_the_limit_is_refused(PostgresServer server) {
        try (Pool small = Pool.open(TestPools.config(server, "errors_test")
                .limits(PoolLimits.DEFAULT.withRows(10))
                .build())) {
            failure(
                    () -> small.query("SELECT generate_series(1, 11)"),
                    e -> assertThat(e)
                            .hasMessage(
                                    "the result has more rows than fit: the limit rowsMax = 10 rows is reached; use stream,"
                                            + " or LIMIT in the query"));
            assertThat(small.query("SELECT generate_series(1, 10)").size()).isEqualTo(10);
        }
    }

    @Test
    void tells_that_no_server_is_there() {
        int port = FreePort.find();
        failure(() -> Pool.open(PostgresConfig.builder("127.0.0.1").port(port).build()), e -> {
            assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED);
            assertThat(e)
                    .hasMessage("no PostgreSQL server can be reached at 127.0.0.1:" + port
                            + ": Connection refused; check that it runs and listens there");
        });
    }

    @Test
    void tells_a_wrong_password_database_and_missing_encryption(PostgresServer server) {
        PostgresConfig.Builder config = TestPools.config(server, "errors_test");
        failure(
                () -> Pool.open(
                        config.credentials(server.user(), "wrong-secret").build()),
                e -> {
                    assertThat(e.error()).isEqualTo(PostgresError.INVALID_PASSWORD);
                    assertThat(e.getMessage())
                            .contains("password authentication failed")
                            .doesNotContain("wrong-secret");
                });
        config.credentials(server.user(), server.password());
        failure(
                () -> Pool.open(config.database("nowhere").build()),
                e -> assertThat(e.error()).isEqualTo(PostgresError.UNKNOWN_DATABASE));
        failure(
                () -> Pool.open(config.database(server.database())
                        .tls(Tls.of(Tls.Mode.REQUIRE))
                        .build()),
                e -> assertThat(e.error()).isEqualTo(PostgresError.SECURITY_REFUSED));
    }

    @Test
    void tells_who_holds_all_connections(PostgresServer server) {
        try (Pool small = Pool.open(TestPools.config(server, "errors_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, 1))
                .timeouts(Timeouts.DEFAULT.withAcquire(Duration.ofMillis(100)))
                .build())) {
            failure(
                    () -> small.inTransaction(tx -> {
                        tx.execute("SELECT 1");
                        return small.query("SELECT 1");
                    }),
                    e -> {
                        assertThat(e.error()).isEqualTo(PostgresError.ACQUIRE_TIMEOUT);
                        assertThat(e)
                                .message()
                                .matches("no connection became free within 100 ms: all 1 are in use and 0 other calls"
                                        + " wait; hold connections shorter, or raise connectionsMax; held the longest"
                                        + " by '" + Thread.currentThread().getName() + "' for \\d+ ms");
                    });
            assertThat(small.query("SELECT 1").size()).isEqualTo(1);
        }
    }

    private static void sqlState(String expected, ThrowingCallable call) {
        failure(call, e -> assertThat(e.sqlState()).isEqualTo(expected));
    }

    private static void failure(ThrowingCallable call, java.util.function.Consumer<PostgresException> check) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PostgresException.class, check);
    }
}
