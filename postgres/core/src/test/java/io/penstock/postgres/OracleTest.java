package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same SQL and values through PostgreSQL's own JDBC driver give the same. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OracleTest {
    private static final int VALUES = 60;

    private Pool pool;
    private Connection oracle;

    @BeforeAll
    void open(PostgresServer server) throws SQLException {
        pool = Pool.open(TestPools.config(server, "oracle_test").build());
        oracle = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(),
                server.user(),
                server.password());
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
        oracle.close();
    }

    /** A type, its values by chance, and what both clients call it. */
    record Type<T>(String sql, Class<T> ours, Class<?> theirs, Function<Random, T> values) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static List<Type<?>> types() {
        return List.of(
                new Type<>("smallint", Short.class, Integer.class, r -> (short) r.nextInt()),
                new Type<>("integer", Integer.class, Integer.class, Random::nextInt),
                new Type<>("bigint", Long.class, Long.class, Random::nextLong),
                new Type<>("real", Float.class, Float.class, OracleTest::real),
                new Type<>("double precision", Double.class, Double.class, OracleTest::precise),
                new Type<>("numeric", BigDecimal.class, BigDecimal.class, OracleTest::decimal),
                new Type<>("boolean", Boolean.class, Boolean.class, Random::nextBoolean),
                new Type<>("text", String.class, String.class, OracleTest::text),
                new Type<>("varchar(40)", String.class, String.class, OracleTest::text),
                new Type<>("uuid", UUID.class, UUID.class, r -> new UUID(r.nextLong(), r.nextLong())),
                new Type<>("bytea", byte[].class, byte[].class, OracleTest::bytes),
                new Type<>("date", LocalDate.class, LocalDate.class, OracleTest::date),
                new Type<>(
                        "time",
                        LocalTime.class,
                        LocalTime.class,
                        r -> micros(LocalTime.ofNanoOfDay(r.nextLong(86_400_000_000_000L)))),
                new Type<>(
                        "timestamp",
                        LocalDateTime.class,
                        LocalDateTime.class,
                        r -> date(r).atTime(micros(LocalTime.ofNanoOfDay(r.nextLong(86_400_000_000_000L))))));
    }

    private static float real(Random r) {
        float any = Float.intBitsToFloat(r.nextInt());
        return Float.isNaN(any) ? Float.NaN : any;
    }

    private static double precise(Random r) {
        double any = Double.longBitsToDouble(r.nextLong());
        return Double.isNaN(any) ? Double.NaN : any;
    }

    private static BigDecimal decimal(Random r) {
        return new BigDecimal(new BigInteger(1 + r.nextInt(200), r), r.nextInt(60) - 20)
                .multiply(r.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate());
    }

    private static String text(Random r) {
        return r.ints(r.nextInt(30), 1, 0x2FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] bytes(Random r) {
        byte[] bytes = new byte[r.nextInt(300)];
        r.nextBytes(bytes);
        return bytes;
    }

    private static LocalDate date(Random r) {
        return LocalDate.ofEpochDay(r.nextLong(-2_000_000, 80_000_000));
    }

    private static LocalTime micros(LocalTime time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    @ParameterizedTest
    @MethodSource("types")
    void values_are_read_alike(Type<?> type) throws SQLException {
        Random random = new Random(type.sql().hashCode());
        try (PreparedStatement theirs =
                oracle.prepareStatement("SELECT ?::" + type.sql() + " AS v, ?::" + type.sql() + "::text AS t")) {
            for (int i = 0; i < VALUES; i++) {
                Object value = type.values().apply(random);
                Row row = pool.query("SELECT $1::" + type.sql() + " AS v, $1::text AS t", value)
                        .single();
                theirs.setObject(1, value);
                theirs.setObject(2, value);
                try (ResultSet rows = theirs.executeQuery()) {
                    rows.next();

                    assertThat(row.getString("t")).as("what the server got").isEqualTo(rows.getString(2));
                    assertThat(comparable(row.get("v", type.ours())))
                            .isEqualTo(comparable(rows.getObject(1, type.theirs())));
                }
            }
        }
    }

    /** One of them has a wider type for small numbers; an instant is the same whatever its offset. */
    private static Object comparable(Object value) {
        return value instanceof Short small ? (Object) small.intValue() : value;
    }

    @Test
    void moments_are_read_alike() throws SQLException {
        Random random = new Random(3);
        try (PreparedStatement theirs = oracle.prepareStatement("SELECT ?::timestamptz")) {
            for (int i = 0; i < VALUES; i++) {
                OffsetDateTime at =
                        date(random).atTime(micros(LocalTime.ofSecondOfDay(i))).atOffset(ZoneOffset.ofHours(i % 12));
                theirs.setObject(1, at);
                try (ResultSet rows = theirs.executeQuery()) {
                    rows.next();

                    assertThat(pool.query("SELECT $1::timestamptz AS v", at.toInstant())
                                    .single()
                                    .get("v", java.time.Instant.class))
                            .isEqualTo(rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '1 day 02:03:04.5'::interval AS v",
                "SELECT '[1,5)'::int4range AS v",
                "SELECT '(1,2)'::point AS v",
                "SELECT '10.0.0.0/8'::cidr AS v",
                "SELECT '08:00:2b:01:02:03'::macaddr AS v",
                "SELECT 'a b'::tsvector AS v",
                "SELECT '<a/>'::xml AS v",
                "SELECT '101'::bit(3) AS v",
                "SELECT ROW(1, 'x', NULL) AS v",
                "SELECT 'pg_class'::regclass AS v",
                "SELECT '12:00+02'::timetz AS v",
                "SELECT '$1.50'::money AS v",
                "SELECT current_database() AS v",
            })
    void types_without_a_codec_are_their_text(String sql) throws SQLException {
        try (java.sql.Statement theirs = oracle.createStatement();
                ResultSet rows = theirs.executeQuery(sql)) {
            rows.next();

            assertThat(pool.query(sql).single().getString("v")).isEqualTo(rows.getString("v"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELEC 1",
                "SELECT 1 / 0",
                "SELECT 'x'::int",
                "SELECT no_column FROM pg_class",
                "SELECT * FROM no_table",
                "SELECT no_function()",
                "SELECT 2147483647 + 1",
                "SELECT ('{1,2'::int[])[1]",
                "SELECT '2001-02-30'::date",
                "SELECT repeat('x', 2000000000)",
                "SELECT 1 WHERE 'a' = 1",
                "SELECT lower(1, 2)",
                "SELECT 1 UNION SELECT 1, 2",
                "SELECT array[1, 2][1:2] + 1",
                "CREATE TABLE pg_catalog.mine (id int)",
                "SELECT pg_terminate_backend('x')",
                "SELECT sqrt(-1)",
                "SELECT * FROM generate_series(1, 10, 0)",
                "INSERT INTO pg_type VALUES (1)",
                "DROP TABLE pg_class",
                "SELECT (SELECT 1 UNION SELECT 2)",
            })
    void failures_have_the_same_sqlstate(String sql) {
        assertThat(ours(sql)).isEqualTo(theirs(sql)).hasSize(5);
    }

    private String ours(String sql) {
        try {
            pool.query(sql);
            return "no failure";
        } catch (PostgresException failed) {
            return failed.sqlState();
        }
    }

    private String theirs(String sql) {
        try (java.sql.Statement statement = oracle.createStatement()) {
            statement.execute(sql);
            return "no failure";
        } catch (SQLException failed) {
            return String.valueOf(failed.getSQLState());
        }
    }
}
