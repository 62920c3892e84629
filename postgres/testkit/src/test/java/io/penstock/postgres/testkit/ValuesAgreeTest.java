package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.FrontendMessage.Bind;
import io.penstock.postgres.wire.FrontendMessage.BindFormats;
import io.penstock.postgres.wire.FrontendMessage.CopyDone;
import io.penstock.postgres.wire.FrontendMessage.Execute;
import io.penstock.postgres.wire.FrontendMessage.Parse;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.ValueEncoder;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.type.Codec;
import io.penstock.postgres.wire.type.Codecs;
import io.penstock.postgres.wire.type.CopyEncoder;
import io.penstock.postgres.wire.type.PgType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What we write, the server reads as the same value, and the other way round; its own text is the judge. */
@ExtendWith(PostgresServerExtension.class)
class ValuesAgreeTest {
    /** A value, and how the server writes it as text. */
    private record Sample(PgType type, Object value, String serverText) {}

    private static Sample sample(PgType type, Object value, String serverText) {
        return new Sample(type, value, serverText);
    }

    private static List<Sample> samples() throws IOException {
        byte[] json = "{\"a\": [1, \"é\"]}".getBytes(StandardCharsets.UTF_8);
        return List.of(
                sample(PgType.BOOL, true, "true"),
                sample(PgType.BOOL, false, "false"),
                sample(PgType.INT2, (short) -32768, "-32768"),
                sample(PgType.INT2, (byte) -128, "-128"),
                sample(PgType.INT4, Integer.MIN_VALUE, "-2147483648"),
                sample(PgType.INT8, Long.MAX_VALUE, "9223372036854775807"),
                sample(PgType.OID, 4_000_000_000L, "4000000000"),
                sample(PgType.FLOAT4, 1.1f, "1.1"),
                sample(PgType.FLOAT4, Float.MIN_VALUE, "1e-45"),
                sample(PgType.FLOAT8, -0.1, "-0.1"),
                sample(PgType.FLOAT8, Double.NaN, "NaN"),
                sample(PgType.FLOAT8, Double.NEGATIVE_INFINITY, "-Infinity"),
                sample(PgType.NUMERIC, new BigDecimal("0.00"), "0.00"),
                sample(PgType.NUMERIC, new BigDecimal("-12345.678900"), "-12345.678900"),
                sample(PgType.NUMERIC, new BigDecimal("0.00000000000000000000012"), "0.00000000000000000000012"),
                sample(PgType.NUMERIC, new BigDecimal("10000"), "10000"),
                sample(
                        PgType.NUMERIC,
                        new BigInteger("-123456789012345678901234567890000"),
                        "-123456789012345678901234567890000"),
                sample(PgType.NUMERIC, Double.POSITIVE_INFINITY, "Infinity"),
                sample(PgType.TEXT, "é \ud83d\ude00 ' \\ \"", "é \ud83d\ude00 ' \\ \""),
                sample(PgType.VARCHAR, "", ""),
                sample(PgType.NAME, "pg_class", "pg_class"),
                sample(PgType.BYTEA, new byte[] {0, -1, 92, 39}, "\\x00ff5c27"),
                sample(PgType.JSON, json, new String(json, StandardCharsets.UTF_8)),
                sample(PgType.JSONB, json, new String(json, StandardCharsets.UTF_8)),
                sample(PgType.UUID, new UUID(1, 2), "00000000-0000-0001-0000-000000000002"),
                sample(PgType.DATE, LocalDate.of(2001, 2, 3), "2001-02-03"),
                sample(PgType.DATE, LocalDate.of(-43, 3, 15), "0044-03-15 BC"),
                sample(PgType.DATE, LocalDate.of(5874897, 12, 31), "5874897-12-31"),
                sample(PgType.DATE, LocalDate.of(-4713, 11, 24), "4714-11-24 BC"),
                sample(PgType.DATE, LocalDate.MAX, "infinity"),
                sample(PgType.TIME, LocalTime.of(23, 59, 59, 999_999_000), "23:59:59.999999"),
                sample(
                        PgType.TIMESTAMP,
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1000),
                        "1969-12-31 23:59:59.000001"),
                sample(PgType.TIMESTAMP, LocalDateTime.MIN, "-infinity"),
                sample(PgType.TIMESTAMPTZ, Instant.parse("2001-02-03T04:05:06.7Z"), "2001-02-03 04:05:06.7+00"),
                sample(
                        PgType.TIMESTAMPTZ,
                        Instant.parse("+294276-12-31T23:59:59.999999Z"),
                        "294276-12-31 23:59:59.999999+00"),
                sample(PgType.TIMESTAMPTZ, Instant.parse("-4713-11-24T00:00:00Z"), "4714-11-24 00:00:00+00 BC"),
                sample(PgType.INET, InetAddress.getByName("10.1.2.3"), "10.1.2.3/32"),
                sample(PgType.INET, InetAddress.getByName("2001:db8::1"), "2001:db8::1/128"));
    }

    @SuppressWarnings("unchecked") // the sample's value is of the class that its codec was found by
    private static Codec<Object> codec(PgType type, Object value) {
        return (Codec<Object>) Codecs.of(type.oid(), value.getClass());
    }

    @Test
    void every_type_agrees_in_both_formats(PostgresServer server) throws IOException {
        try (BareClient client = BareClient.loggedIn(server)) {
            client.send(new Query("set timezone = 'UTC'")).answer();
            List<PgType> seen = new ArrayList<>(List.of(PgType.UNKNOWN, PgType.BPCHAR));
            for (Sample sample : samples()) {
                agrees(client, sample, Format.BINARY);
                agrees(client, sample, Format.TEXT);
                seen.add(sample.type());
            }
            assertThat(seen).as("types with a sample").contains(PgType.values());
        }
    }

    /** {@code $1} as it is in both formats, and as the server's text. */
    private static void agrees(BareClient client, Sample sample, Format sent) throws IOException {
        Codec<Object> codec = codec(sample.type(), sample.value());
        WireBuffer value = new WireBuffer();
        if (sent == Format.BINARY) {
            codec.encode(sample.value(), value);
        } else {
            codec.encodeText(sample.value(), value);
        }
        String type = codec.sqlName();
        List<DataRow> rows = client.send(
                        new Parse("", "select $1::" + type + ", $1::" + type + ", $1::" + type + "::text", List.of()),
                        new Bind(
                                "",
                                "",
                                List.of(Bytes.of(value.toByteArray())),
                                new BindFormats(List.of(sent), List.of(Format.BINARY, Format.TEXT, Format.TEXT))),
                        new Execute("", 0),
                        new Sync())
                .rows();
        DataRow row = rows.getFirst();
        assertThat(Codecs.of(String.class).read(row, 2, Format.TEXT))
                .as("%s sent as %s", codec, sent)
                .isEqualTo(sample.serverText());
        assertThat(codec.read(row, 0, Format.BINARY)).as("%s in binary", codec).isEqualTo(sample.value());
        assertThat(codec.read(row, 1, Format.TEXT)).as("%s in text", codec).isEqualTo(sample.value());
    }

    @Test
    void lists_agree_with_arrays(PostgresServer server) throws IOException {
        List<@Nullable String> texts = Arrays.asList("a", null, "", "NULL", "\"q\\,{}", " ");
        List<@Nullable Integer> numbers = Arrays.asList(1, null, -3);
        Codec<List<@Nullable String>> textCodec = Codecs.listOf(PgType.TEXT.arrayOid(), String.class);
        Codec<List<@Nullable Integer>> numberCodec = Codecs.listOf(PgType.INT4.arrayOid(), Integer.class);
        try (BareClient client = BareClient.loggedIn(server)) {
            client.encoder()
                    .write(new Parse("s", "select $1, $2, $1, $2, $3", List.of(1009, 1007, 1007)))
                    .bind(
                            "s",
                            new ValueEncoder<?>[] {textCodec, numberCodec, numberCodec},
                            new @Nullable Object[] {texts, numbers, List.of()},
                            List.of(Format.BINARY, Format.BINARY, Format.TEXT, Format.TEXT, Format.BINARY))
                    .execute(0)
                    .sync();
            DataRow row = client.flush().rows().getFirst();
            assertThat(textCodec.read(row, 0, Format.BINARY)).isEqualTo(texts);
            assertThat(numberCodec.read(row, 1, Format.BINARY)).isEqualTo(numbers);
            assertThat(textCodec.read(row, 2, Format.TEXT)).isEqualTo(texts);
            assertThat(numberCodec.read(row, 3, Format.TEXT)).isEqualTo(numbers);
            assertThat(numberCodec.read(row, 4, Format.BINARY)).isEmpty();
        }
    }

    enum Mood {
        HAPPY
    }

    @Test
    void types_without_a_codec_take_and_give_their_text(PostgresServer server) throws IOException {
        int interval = 1186;
        try (BareClient client = BareClient.loggedIn(server)) {
            client.send(new Query("create type pg_temp.mood as enum ('HAPPY')")).answer();
            client.encoder()
                    .write(new Parse("s", "select $1::interval, $2::pg_temp.mood, $3::int", List.of()))
                    .bind(
                            "s",
                            new ValueEncoder<?>[] {
                                Codecs.of(interval, String.class),
                                Codecs.of(70_000, Mood.class),
                                Codecs.of(Integer.class)
                            },
                            new @Nullable Object[] {"1 day 02:03:04", Mood.HAPPY, 5},
                            List.of(Format.TEXT, Format.TEXT, Format.BINARY))
                    .execute(0)
                    .sync();
            DataRow row = client.flush().rows().getFirst();
            assertThat(Codecs.natural(interval).read(row, 0, Format.TEXT)).isEqualTo("1 day 02:03:04");
            assertThat(Codecs.of(70_000, Mood.class).read(row, 1, Format.TEXT)).isEqualTo(Mood.HAPPY);
            assertThat(row.intAt(2)).isEqualTo(5);
        }
    }

    @Test
    void copy_brings_the_same_rows_in_every_form(PostgresServer server) throws IOException {
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {1, "plain", Instant.parse("2001-02-03T04:05:06.789Z"), new BigDecimal("1.50")},
                new @Nullable Object[] {2, "tab\t new\nline\r back\\slash \"quote\" , comma \\N", null, null},
                new @Nullable Object[] {3, "", Instant.EPOCH, new BigDecimal("-7")},
                new @Nullable Object[] {4, "\\.", Instant.EPOCH, null},
                new @Nullable Object[] {5, null, null, new BigDecimal("0.000001")});
        List<Codec<?>> columns = List.of(
                Codecs.of(Integer.class),
                Codecs.of(String.class),
                Codecs.of(Instant.class),
                Codecs.of(BigDecimal.class));
        try (BareClient client = BareClient.loggedIn(server)) {
            client.send(new Query("create temp table t (id int, name text, at timestamptz, price numeric)"))
                    .answer();
            for (CopyEncoder.Form form : CopyEncoder.Form.values()) {
                client.send(new Query("truncate t")).answer();
                client.send(new Query("copy t from stdin with (format "
                                + form.name().toLowerCase(java.util.Locale.ROOT) + ")"))
                        .answer();
                CopyEncoder encoder = new CopyEncoder(form, columns);
                WireBuffer data = new WireBuffer();
                encoder.begin(data);
                rows.forEach(row -> encoder.row(row, data));
                encoder.end(data);
                client.encoder().copyData(data).write(new CopyDone());
                assertThat(client.flush().answer()).contains(new CommandComplete("COPY 5"));
                List<List<@Nullable Object>> stored = new ArrayList<>();
                for (DataRow row :
                        client.send(new Query("select * from t order by id")).rows()) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        values.add(columns.get(i).read(row, i, Format.TEXT));
                    }
                    stored.add(values);
                }
                assertThat(stored)
                        .as(form.name())
                        .isEqualTo(Stream.of(rows.toArray(new @Nullable Object[0][]))
                                .map(Arrays::asList)
                                .toList());
            }
        }
    }
}
