package io.penstock.postgres.wire.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.WireException;
import io.penstock.record.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodecsTest {
    /** A value with the codec of its own class, both ways, in both formats. */
    private static <T> void roundTrips(Codec<T> codec, T value) {
        for (Format format : Format.values()) {
            assertThat(codec.decode(format, encoded(codec, format, value)))
                    .as("%s in %s", codec, format)
                    .isEqualTo(value);
        }
    }

    private static <T> Bytes encoded(Codec<T> codec, Format format, T value) {
        // Something before it, so that an offset that is forgotten shows.
        WireBuffer out = new WireBuffer().putByte(99);
        if (format == Format.BINARY) {
            codec.encode(value, out);
        } else {
            codec.encodeText(value, out);
        }
        return Bytes.of(out.toByteArray()).from(1);
    }

    @Property(tries = 300)
    void numbers_round_trip(@ForAll long l, @ForAll int i, @ForAll short s, @ForAll byte b) {
        roundTrips(Codecs.of(Long.class), l);
        roundTrips(Codecs.of(Integer.class), i);
        roundTrips(Codecs.of(Short.class), s);
        roundTrips(Codecs.of(Byte.class), b);
        roundTrips(Codecs.of(PgType.INT8.oid(), int.class), i);
        roundTrips(Codecs.of(BigInteger.class), BigInteger.valueOf(l).multiply(BigInteger.valueOf(l)));
        roundTrips(Codecs.of(PgType.NUMERIC.oid(), Long.class), l);
    }

    @Property(tries = 300)
    void floats_round_trip(@ForAll double d, @ForAll float f) {
        roundTrips(Codecs.of(Double.class), d);
        roundTrips(Codecs.of(Float.class), f);
        roundTrips(Codecs.of(PgType.FLOAT4.oid(), Double.class), (double) f);
    }

    @Test
    void odd_floats_round_trip() {
        for (double odd : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE
        }) {
            roundTrips(Codecs.of(Double.class), odd);
        }
        roundTrips(Codecs.of(PgType.NUMERIC.oid(), Double.class), Double.NaN);
        roundTrips(Codecs.of(PgType.NUMERIC.oid(), Double.class), Double.NEGATIVE_INFINITY);
        roundTrips(Codecs.of(PgType.NUMERIC.oid(), Double.class), 1e300);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        Arbitrary<BigInteger> digits = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().map(BigInteger::valueOf)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-9, 9).map(BigInteger::valueOf)),
                net.jqwik.api.Tuple.of(
                        2,
                        Arbitraries.integers()
                                .between(1, 400)
                                .map(bits -> new BigInteger(bits, new Random(bits)).negate())));
        return Combinators.combine(digits, Arbitraries.integers().between(0, 60))
                .as(BigDecimal::new);
    }

    @Property(tries = 1000)
    void decimals_round_trip_with_their_scale(@ForAll("decimals") BigDecimal value) {
        roundTrips(Codecs.of(BigDecimal.class), value);
    }

    @Test
    void extreme_decimals_round_trip() {
        Codec<BigDecimal> codec = Codecs.of(BigDecimal.class);
        BigDecimal longest = new BigDecimal(BigInteger.TEN.pow(131_071));
        assertThat(codec.decode(Format.BINARY, encoded(codec, Format.BINARY, longest)))
                .isEqualTo(longest);
        roundTrips(codec, new BigDecimal("9".repeat(9_000) + "." + "7".repeat(9_001)));
        roundTrips(codec, new BigDecimal(BigInteger.ONE, 16_383));
        assertThat(codec.decode(Format.BINARY, encoded(codec, Format.BINARY, new BigDecimal("12e5"))))
                .isEqualTo(new BigDecimal("1200000"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', '\u00e9', '\u20ac', '"', '\\', ',', '{', '}', '\n', '\t')
                .ofMaxLength(150)
                .map(text -> text + (text.length() % 7 == 0 ? "\ud83d\ude00" : ""));
    }

    @Property(tries = 300)
    void texts_and_bytes_round_trip(@ForAll("texts") String text, @ForAll @Size(max = 60) byte[] bytes) {
        roundTrips(Codecs.of(String.class), text);
        roundTrips(Codecs.of(PgType.JSONB.oid(), String.class), text);
        roundTrips(Codecs.of(byte[].class), bytes);
        roundTrips(Codecs.of(PgType.JSON.oid(), byte[].class), bytes);
        roundTrips(Codecs.of(java.nio.ByteBuffer.class), java.nio.ByteBuffer.wrap(bytes));
        roundTrips(Codecs.of(UUID.class), UUID.nameUUIDFromBytes(bytes));
        roundTrips(Codecs.of(Boolean.class), bytes.length % 2 == 0);
        assertThat(new String(
                        encoded(Codecs.of(String.class), Format.BINARY, text).toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.longs().between(-2_440_588, 2_145_042_905).map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-210_866_803_200L, 9_224_318_015_999L)
                .map(second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000L) * 1000));
    }

    @Property(tries = 500)
    void dates_and_times_round_trip(@ForAll("dates") LocalDate date, @ForAll("instants") Instant instant) {
        roundTrips(Codecs.of(LocalDate.class), date);
        roundTrips(Codecs.of(Instant.class), instant);
        LocalDateTime local = LocalDateTime.ofInstant(instant, java.time.ZoneOffset.UTC);
        roundTrips(Codecs.of(LocalDateTime.class), local);
        roundTrips(Codecs.of(LocalTime.class), local.toLocalTime());
    }

    @Test
    void infinities_of_dates_are_the_ends_of_java_time() {
        roundTrips(Codecs.of(LocalDate.class), LocalDate.MAX);
        roundTrips(Codecs.of(LocalDate.class), LocalDate.MIN);
        roundTrips(Codecs.of(Instant.class), Instant.MAX);
        roundTrips(Codecs.of(Instant.class), Instant.MIN);
        roundTrips(Codecs.of(LocalDateTime.class), LocalDateTime.MAX);
        assertThat(encoded(Codecs.of(Instant.class), Format.TEXT, Instant.MIN).toUtf8())
                .isEqualTo("-infinity");
    }

    @Test
    void texts_of_the_server_are_understood() {
        assertThat(fromText(PgType.DATE, LocalDate.class, "0044-03-15 BC")).isEqualTo(LocalDate.of(-43, 3, 15));
        assertThat(fromText(PgType.TIMESTAMPTZ, Instant.class, "2001-02-03 04:05:06.5+05:30"))
                .isEqualTo(Instant.parse("2001-02-02T22:35:06.5Z"));
        assertThat(fromText(PgType.TIMESTAMPTZ, Instant.class, "1890-01-01 00:00:00+00:53:28"))
                .isEqualTo(Instant.parse("1889-12-31T23:06:32Z"));
        assertThat(fromText(PgType.INET, InetAddress.class, "::1").isLoopbackAddress())
                .isTrue();
        assertThat(Codecs.listOf(PgType.INT4.arrayOid(), Integer.class)
                        .decode(Format.TEXT, Bytes.utf8("[0:2]={1,NULL,3}")))
                .isEqualTo(Arrays.asList(1, null, 3));
    }

    private static <T> T fromText(PgType type, Class<T> javaType, String text) {
        return Codecs.of(type.oid(), javaType).decode(Format.TEXT, Bytes.utf8(text));
    }

    @Test
    void addresses_round_trip() throws UnknownHostException {
        for (String address : List.of("127.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "2001:db8::ff00:42:8329")) {
            roundTrips(Codecs.of(InetAddress.class), InetAddress.getByName(address));
        }
        InetAddress scoped =
                Inet6Address.getByAddress("", InetAddress.getByName("fe80::1").getAddress(), 3);
        assertThatThrownBy(() -> encoded(Codecs.of(InetAddress.class), Format.BINARY, scoped))
                .hasMessage(
                        "a value of Java type InetAddress with a scope does not fit into inet, which holds no scope");
    }

    @Test
    void a_name_is_never_looked_up_as_an_address() {
        for (String name : List.of("localhost", "cafe", "1.2.3", "fe80::1%eth0", "10.0.0.0/8")) {
            assertThatThrownBy(() -> fromText(PgType.INET, InetAddress.class, name))
                    .isInstanceOf(PenstockException.class);
        }
    }

    @Property(tries = 200)
    void arrays_round_trip(
            @ForAll @Size(max = 6) List<@Nullable Integer> numbers, @ForAll("textLists") List<@Nullable String> texts) {
        roundTrips(Codecs.listOf(PgType.INT4.arrayOid(), Integer.class), numbers);
        roundTrips(Codecs.listOf(PgType.TEXT.arrayOid(), String.class), texts);
    }

    @Provide
    Arbitrary<List<@Nullable String>> textLists() {
        return Arbitraries.oneOf(texts(), Arbitraries.of("NULL", "", " ", "null"))
                .injectNull(0.2)
                .list()
                .ofMaxSize(5)
                .map(java.util.ArrayList::new);
    }

    enum Mood {
        SAD,
        HAPPY
    }

    @Test
    void enums_are_their_names() {
        roundTrips(Codecs.of(Mood.class), Mood.HAPPY);
        roundTrips(Codecs.of(70_000, Mood.class), Mood.SAD);
        assertThatThrownBy(() -> fromText(PgType.TEXT, Mood.class, "HAPY"))
                .hasMessage("a value of type text cannot be read as Mood: it is none of [SAD, HAPPY];"
                        + " did you mean 'HAPPY'?");
    }

    @Test
    void a_value_too_large_is_refused() {
        refused(
                PgType.INT2,
                Integer.class,
                40_000,
                "a value of Java type Integer does not fit into smallint, which holds -32768 to 32767");
        refused(
                PgType.INT4,
                Long.class,
                1L << 31,
                "a value of Java type Long does not fit into integer, which holds -2147483648 to 2147483647");
        refused(
                PgType.INT8,
                BigInteger.class,
                BigInteger.ONE.shiftLeft(63),
                "a value of Java type BigInteger does not fit into bigint, which holds 64 bits");
        refused(
                PgType.FLOAT4,
                Double.class,
                1e39,
                "a value of Java type Double does not fit into real, which ends at 3.4E38");
        refused(
                PgType.NUMERIC,
                BigDecimal.class,
                new BigDecimal("1e131072"),
                "a value of Java type BigDecimal does not fit into numeric, which holds 131072 digits before the point");
        refused(
                PgType.DATE,
                LocalDate.class,
                LocalDate.of(-4713, 1, 1),
                "a value of Java type LocalDate does not fit into date, which holds 4713 BC to 5874897 AD");
        refused(
                PgType.TIMESTAMPTZ,
                Instant.class,
                Instant.parse("+294277-01-01T00:00:00Z"),
                "a value of Java type Instant does not fit into timestamp with time zone, which holds 4713 BC to 294276 AD");
        Bytes large = encoded(Codecs.of(Long.class), Format.BINARY, 5_000_000_000L);
        assertThatThrownBy(() -> Codecs.of(PgType.INT8.oid(), Integer.class).decode(Format.BINARY, large))
                .hasMessage("a value of type bigint cannot be read as Integer: that holds -2147483648 to 2147483647");
    }

    private static <T> void refused(PgType type, Class<T> javaType, T value, String message) {
        Codec<T> codec = Codecs.of(type.oid(), javaType);
        for (Format format : Format.values()) {
            assertThatThrownBy(() -> encoded(codec, format, value))
                    .isInstanceOf(PenstockException.class)
                    .hasMessage(message)
                    .extracting(thrown -> ((PenstockException) thrown).code())
                    .isEqualTo(BaseError.VALUE_OUT_OF_RANGE);
        }
    }

    @Test
    void a_value_too_fine_is_refused_unless_truncated() {
        Instant fine = Instant.parse("2001-02-03T04:05:06.123456789Z");
        refused(
                PgType.TIMESTAMPTZ,
                Instant.class,
                fine,
                "a value of Java type Instant is finer than timestamp with time zone, which holds microseconds; round it, or put @Truncate on the component");
        truncated(PgType.TIMESTAMPTZ, Instant.class, fine, fine.truncatedTo(ChronoUnit.MICROS));
        Instant before = Instant.parse("1901-02-03T04:05:06.000000001Z");
        truncated(PgType.TIMESTAMPTZ, Instant.class, before, before.truncatedTo(ChronoUnit.MICROS));
        refused(
                PgType.TIME,
                LocalTime.class,
                LocalTime.of(1, 2, 3, 4),
                "a value of Java type LocalTime is finer than time, which holds microseconds; round it, or put @Truncate on the component");
        truncated(PgType.TIME, LocalTime.class, LocalTime.of(1, 2, 3, 4567), LocalTime.of(1, 2, 3, 4000));
        BigDecimal small = new BigDecimal(BigInteger.valueOf(15), 16_384);
        refused(
                PgType.NUMERIC,
                BigDecimal.class,
                small,
                "a value of Java type BigDecimal is finer than numeric, which holds 16383 digits after the point; round it, or put @Truncate on the component");
        truncated(PgType.NUMERIC, BigDecimal.class, small, new BigDecimal(BigInteger.ONE, 16_383));
        refused(
                PgType.FLOAT4,
                Double.class,
                0.1,
                "a value of Java type Double is finer than real, which holds 24 bits; round it, or put @Truncate on the component");
        truncated(PgType.FLOAT4, Double.class, 0.1, (double) 0.1f);
    }

    private static <T> void truncated(PgType type, Class<T> javaType, T value, T expected) {
        Codec<T> codec = Codecs.of(type.oid(), javaType).truncating();
        for (Format format : Format.values()) {
            assertThat(codec.decode(format, encoded(codec, format, value))).isEqualTo(expected);
        }
    }

    @Test
    void values_without_a_java_form_are_told_and_never_null() {
        unreadable(
                PgType.NUMERIC,
                BigDecimal.class,
                "0000 0000 c000 0000",
                "a value of type numeric cannot be read as BigDecimal: it is NaN; read it as double");
        unreadable(
                PgType.TIME,
                LocalTime.class,
                "000000141dd76000",
                "a value of type time cannot be read as LocalTime: it is 24:00:00, which LocalTime does not have");
        unreadable(
                PgType.INET,
                InetAddress.class,
                "02 08 00 04 0a000000",
                "a value of type inet cannot be read as InetAddress: it is a network, not a host; select host(…) of it");
    }

    private static void unreadable(PgType type, Class<?> javaType, String hex, String message) {
        Bytes bytes = Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThatThrownBy(() -> Codecs.of(type.oid(), javaType).decode(Format.BINARY, bytes))
                .hasMessage(message);
    }

    @Test
    void types_that_do_not_go_together_are_told_with_what_does() {
        assertThatThrownBy(() -> Codecs.of(PgType.INT8.oid(), LocalDate.class))
                .isInstanceOf(WireException.class)
                .hasMessage("type bigint and Java's java.time.LocalDate do not go together;"
                        + " use Long, Byte, Short, Integer, BigInteger, or cast in SQL");
    }

    @Test
    void every_value_type_that_postgresql_has_has_a_codec() {
        for (ValueType valueType : ValueType.values()) {
            assertThat(PgType.of(valueType).isPresent())
                    .isEqualTo(valueType.postgresName().isPresent());
            PgType.of(valueType).ifPresent(type -> {
                assertThat(type.sqlName()).isEqualTo(valueType.postgresName().orElseThrow());
                assertThat(Codecs.natural(type.oid()).oid()).isEqualTo(type.oid());
            });
        }
    }

    @Property(tries = 2000)
    void bad_bytes_end_in_an_error_and_never_elsewhere(@ForAll @Size(max = 40) byte[] bytes, @ForAll("oids") int oid) {
        for (Format format : Format.values()) {
            try {
                assertThat(Codecs.natural(oid).decode(format, Bytes.of(bytes))).isNotNull();
            } catch (PenstockException told) {
                assertThat(told.getMessage()).contains("value");
            }
        }
    }

    @Provide
    Arbitrary<Integer> oids() {
        return Arbitraries.of(Arrays.stream(PgType.values())
                .flatMap(type -> java.util.stream.Stream.of(type.oid(), type.arrayOid()))
                .filter(oid -> oid != 0)
                .toList());
    }
}
