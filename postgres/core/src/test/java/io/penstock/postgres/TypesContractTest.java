package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.record.Truncate;
import io.penstock.record.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every row of the type table, through parameters, COPY and results, and what the server makes of it. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesContractTest {
    enum Colour {
        RED,
        GREEN
    }

    record Everything(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long big,
            BigInteger whole,
            float real,
            double precise,
            BigDecimal decimal,
            String text,
            Colour colour,
            UUID id,
            LocalDate day,
            LocalTime time,
            Instant at,
            InetAddress address,
            byte[] bytes,
            Optional<String> maybe,
            OptionalInt maybeInt,
            OptionalLong maybeLong,
            OptionalDouble maybeDouble) {}

    record Fine(Instant at) {}

    record Coarse(@Truncate Instant at) {}

    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "types_test").build());
        pool.execute("DROP SCHEMA IF EXISTS types_test CASCADE");
        pool.execute("CREATE SCHEMA types_test");
        pool.execute("CREATE TABLE everything (" + columnsOf(RecordShape.of(Everything.class)) + ")");
        pool.execute("CREATE TABLE moments (at timestamptz)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("TRUNCATE everything, moments");
    }

    private static String columnsOf(RecordShape<?> shape) {
        return shape.components().stream()
                .map(c -> c.columnName() + " " + c.valueType().postgresName().orElseThrow())
                .collect(Collectors.joining(", "));
    }

    private static Everything usual() {
        return new Everything(
                true,
                (byte) 7,
                (short) 300,
                70_000,
                5_000_000_000L,
                new BigInteger("123456789012345678901234567890"),
                1.5f,
                Math.PI,
                new BigDecimal("-12345.678900"),
                "žluťoučký \t\n\\ \"kůň\" 🐎",
                Colour.GREEN,
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                LocalDate.of(2001, 2, 28),
                LocalTime.of(23, 59, 59, 999_999_000),
                Instant.parse("2001-02-28T12:34:56.789012Z"),
                address("192.168.7.1"),
                new byte[] {0, 1, -1, 127},
                Optional.of("some"),
                OptionalInt.of(1),
                OptionalLong.of(2),
                OptionalDouble.of(3));
    }

    private static Everything extreme() {
        return new Everything(
                false,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                BigInteger.ZERO,
                Float.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                new BigDecimal("0.0000000000000000001"),
                "",
                Colour.RED,
                new UUID(-1, -1),
                LocalDate.of(9999, 12, 31),
                LocalTime.MIDNIGHT,
                Instant.parse("-0044-03-15T00:00:00Z"),
                address("2001:db8::1"),
                new byte[0],
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Test
    void covers_every_row_of_the_type_table_that_postgresql_has() {
        EnumSet<ValueType> covered = RecordShape.of(Everything.class).components().stream()
                .map(RecordComponentShape::valueType)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ValueType.class)));

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ValueType.values())
                        .filter(type -> type.postgresName().isPresent())
                        .toList());
    }

    @Test
    void values_come_back_as_they_went_by_parameters() {
        String markers = java.util.stream.IntStream.rangeClosed(1, 21)
                .mapToObj(i -> "$" + i)
                .collect(Collectors.joining(", "));

        pool.executeBatch(
                "INSERT INTO everything VALUES (" + markers + ")", Everything.class, List.of(usual(), extreme()));

        readBack();
    }

    @Test
    void values_come_back_as_they_went_by_copy() {
        pool.copyIn("everything", Everything.class, List.of(usual(), extreme()));

        readBack();
        List<Everything> copied = new java.util.ArrayList<>();
        pool.copyOut("SELECT * FROM everything ORDER BY flag DESC", Everything.class, copied::add);
        assertThat(copied).usingRecursiveFieldByFieldElementComparator().containsExactly(usual(), extreme());
    }

    private void readBack() {
        List<Everything> all = pool.query(Everything.class, "SELECT * FROM everything ORDER BY flag DESC");
        assertThat(all).usingRecursiveFieldByFieldElementComparator().containsExactly(usual(), extreme());
    }

    /** The server's own text forms, so that two mistakes of ours cannot cancel each other out. */
    @Test
    void the_server_sees_the_same() {
        pool.copyIn("everything", Everything.class, List.of(usual()));

        Row row = pool.query("""
                        SELECT flag::text, tiny::text, small::text, number::text, big::text, whole::text, real::text,
                               precise::text, decimal::text, text, colour, id::text, day::text, "time"::text,
                               (at AT TIME ZONE 'UTC')::text AS at, host(address) AS address, encode(bytes, 'hex') AS bytes
                        FROM everything""").single();

        assertThat(row.columns().names().stream().map(row::getString))
                .containsExactly(
                        "true",
                        "7",
                        "300",
                        "70000",
                        "5000000000",
                        "123456789012345678901234567890",
                        "1.5",
                        "3.141592653589793",
                        "-12345.678900",
                        usual().text(),
                        "GREEN",
                        "123e4567-e89b-12d3-a456-426614174000",
                        "2001-02-28",
                        "23:59:59.999999",
                        "2001-02-28 12:34:56.789012",
                        "192.168.7.1",
                        "0001ff7f");
    }

    @Test
    void a_moment_finer_than_microseconds_is_an_error_unless_truncated() {
        Instant fine = Instant.parse("2001-01-01T00:00:00.123456789Z");

        assertThatThrownBy(() -> pool.copyIn("moments", Fine.class, List.of(new Fine(fine))))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageStartingWith("row 1, column 'at'");
        assertThatThrownBy(() -> pool.execute("INSERT INTO moments VALUES ($1)", fine))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageStartingWith("parameter $1");
        assertThat(pool.copyIn("moments", Coarse.class, List.of(new Coarse(fine))))
                .isEqualTo(1);

        assertThat(pool.query(Fine.class, "SELECT at FROM moments"))
                .containsExactly(new Fine(Instant.parse("2001-01-01T00:00:00.123456Z")));
    }

    @Test
    void a_value_larger_than_its_component_is_an_error() {
        record Small(byte n) {}

        assertThatThrownBy(() -> pool.query(Small.class, "SELECT 128::smallint AS n"))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageStartingWith("component 'n' of Small");
        assertThat(pool.query(Small.class, "SELECT 127::smallint AS n")).containsExactly(new Small((byte) 127));
    }

    @Test
    void arrays_and_types_without_a_codec_are_readable() {
        Row row = pool.query(
                        "SELECT $1::int[] AS numbers, '1 day'::interval AS span, '{\"a\": 1}'::jsonb AS json",
                        List.of(1, 2, 3))
                .single();

        assertThat(row.value("numbers")).isEqualTo(List.of(1, 2, 3));
        assertThat(row.getString("span")).isEqualTo("1 day");
        assertThat(row.getString("json")).isEqualTo("{\"a\": 1}");
    }
}
