package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.record.Truncate;
import io.penstock.record.ValueType;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of the stream engine with the one type table: what a record holds comes back from columns. */
class RecordColumnsTest {
    /** Colours. */
    public enum Colour {
        RED,
        GREEN
    }

    /** A nested record. */
    public record Point(int x, double y) {}

    /** One component for each type that the stream engine has a column for. */
    public record Every(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long big,
            BigInteger huge,
            float real,
            double wide,
            BigDecimal price,
            @Nullable String text,
            Optional<Colour> colour,
            UUID id,
            LocalDate day,
            LocalTime time,
            Instant at,
            OptionalLong maybe,
            List<Long> list,
            Map<String, Double> map,
            Point point) {}

    private static final Schema EVERY = Schema.of(
            Field.required("flag", DataType.BOOLEAN),
            Field.required("tiny", DataType.TINYINT),
            Field.required("small", DataType.SMALLINT),
            Field.required("number", DataType.INTEGER),
            Field.required("big", DataType.BIGINT),
            Field.of("huge", new DataType.Decimal(38, 0)),
            Field.required("real", DataType.REAL),
            Field.required("wide", DataType.DOUBLE),
            Field.of("price", new DataType.Decimal(38, 9)),
            Field.of("text", DataType.VARCHAR),
            Field.of("colour", DataType.VARCHAR),
            Field.of("id", DataType.VARCHAR),
            Field.of("day", DataType.DATE),
            Field.of("time", DataType.TIME),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("maybe", DataType.BIGINT),
            Field.of("list", new DataType.Array(DataType.BIGINT)),
            Field.of("map", new DataType.MapOf(DataType.VARCHAR, DataType.DOUBLE)),
            Field.of(
                    "point",
                    new DataType.Row(List.of(Field.of("x", DataType.INTEGER), Field.of("y", DataType.DOUBLE)))));

    private static final Every LARGE = new Every(
            true,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            BigInteger.TEN.pow(38).subtract(BigInteger.ONE),
            Float.MAX_VALUE,
            Double.MAX_VALUE,
            new BigDecimal("12345678901234567890123456789.123456789"),
            "text",
            Optional.of(Colour.GREEN),
            new UUID(1, 2),
            LocalDate.of(9999, 12, 31),
            LocalTime.of(23, 59, 59, 999_999_000),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            OptionalLong.of(7),
            List.of(1L, 2L),
            Map.of("a", 0.5),
            new Point(1, 2.5));

    private static final Every SMALL = new Every(
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            BigInteger.TEN.pow(38).subtract(BigInteger.ONE).negate(),
            -0.0f,
            Double.NaN,
            new BigDecimal("-0.000000001"),
            null,
            Optional.empty(),
            new UUID(0, 0),
            LocalDate.of(1, 1, 1),
            LocalTime.MIDNIGHT,
            Instant.parse("1901-01-01T00:00:00.000001Z"),
            OptionalLong.empty(),
            List.of(),
            Map.of(),
            new Point(-1, -0.5));

    private static <R> R roundTrip(Class<R> type, Schema schema, R record) {
        BatchBuilder builder = new BatchBuilder(schema);
        RecordAppender.of(type, builder, "s").append(record);
        Batch batch = builder.build();
        Batch stored =
                BatchCodec.decode(schema, BatchCodec.encode(List.of(batch))).getFirst();
        assertThat(BatchCodec.encode(List.of(stored)))
                .as("read from its file form and written again")
                .isEqualTo(BatchCodec.encode(List.of(batch)));
        return RecordReader.of(type, schema, "s").read(batch, 0);
    }

    @Test
    void every_type_comes_back_at_both_ends_of_its_range() {
        assertThat(roundTrip(Every.class, EVERY, LARGE)).isEqualTo(LARGE);
        assertThat(roundTrip(Every.class, EVERY, SMALL)).isEqualTo(SMALL);
    }

    @Test
    void bytes_come_back_as_their_own_copy() {
        record Blob(byte[] data) {}
        Schema schema = Schema.of(Field.of("data", DataType.VARBINARY));
        byte[] bytes = {1, 2, 3};
        byte[] back = roundTrip(Blob.class, schema, new Blob(bytes)).data();
        assertThat(back).isEqualTo(bytes).isNotSameAs(bytes);
    }

    @Test
    void no_type_of_the_table_is_left_out() {
        Set<ValueType> covered = RecordShape.of(Every.class).components().stream()
                .map(RecordComponentShape::valueType)
                .collect(Collectors.toSet());
        covered.add(ValueType.BYTES);
        assertThat(Arrays.stream(ValueType.values())
                        .filter(type -> type.streamName().isPresent()))
                .allMatch(covered::contains);
    }

    @Test
    void smaller_types_go_into_larger_columns_and_not_the_other_way() {
        record Numbers(int a, float b, long c) {}
        Schema wider = Schema.of(
                Field.of("a", DataType.BIGINT),
                Field.of("b", DataType.DOUBLE),
                Field.of("c", new DataType.Decimal(19, 0)));
        BatchBuilder builder = new BatchBuilder(wider);
        RecordAppender.of(Numbers.class, builder, "s").append(new Numbers(1, 0.5f, 2));
        Batch batch = builder.build();
        assertThat(batch.get(0, 0)).isEqualTo(1L);
        assertThat(batch.get(0, 1)).isEqualTo(0.5);
        assertThat(batch.get(0, 2)).isEqualTo(new BigDecimal("2"));

        record Narrow(long a) {}
        Schema narrower = Schema.of(Field.of("a", DataType.INTEGER));
        assertThatThrownBy(() -> RecordAppender.of(Narrow.class, new BatchBuilder(narrower), "s"))
                .isInstanceOf(StreamException.class)
                .hasMessage("component 'a' of record Narrow is long, but column 'a' of source s is INTEGER");
    }

    @Test
    void what_is_too_fine_is_an_error_unless_it_may_be_truncated() {
        record Exact(Instant at, LocalTime time, BigDecimal price) {}
        record Cut(
                @Truncate Instant at,
                @Truncate LocalTime time,
                @Truncate BigDecimal price) {}
        Schema schema = Schema.of(
                Field.of("at", DataType.TIMESTAMP),
                Field.of("time", DataType.TIME),
                Field.of("price", new DataType.Decimal(5, 2)));
        Instant at = Instant.ofEpochSecond(1, 1_234);
        LocalTime time = LocalTime.of(1, 2, 3, 4_567);
        Cut cut = roundTrip(Cut.class, schema, new Cut(at, time, new BigDecimal("1.239")));
        assertThat(cut)
                .isEqualTo(
                        new Cut(Instant.ofEpochSecond(1, 1_000), LocalTime.of(1, 2, 3, 4_000), new BigDecimal("1.23")));

        RecordAppender<Exact> exact = RecordAppender.of(Exact.class, new BatchBuilder(schema), "s");
        LocalTime noon = LocalTime.NOON;
        assertThatThrownBy(() -> exact.append(new Exact(at, noon, BigDecimal.ONE)))
                .hasMessageContaining("component 'at', column 'at'");
        assertThatThrownBy(() -> exact.append(new Exact(Instant.EPOCH, time, BigDecimal.ONE)))
                .hasMessageContaining("component 'time'");
        assertThatThrownBy(() -> exact.append(new Exact(Instant.EPOCH, noon, new BigDecimal("1.239"))))
                .hasMessageContaining("finer than DECIMAL(5, 2)");
        assertThatThrownBy(() -> exact.append(new Exact(Instant.ofEpochSecond(1L << 50), noon, BigDecimal.ONE)))
                .hasMessageContaining("outside TIMESTAMP's range");
    }

    @Test
    void what_is_too_large_is_an_error_even_if_it_may_be_truncated() {
        record Cut(@Truncate BigDecimal price) {}
        Schema schema = Schema.of(Field.of("price", new DataType.Decimal(5, 2)));
        assertThatThrownBy(() -> RecordAppender.of(Cut.class, new BatchBuilder(schema), "s")
                        .append(new Cut(new BigDecimal("1000"))))
                .hasMessageContaining("larger than DECIMAL(5, 2)");
    }

    @Test
    void a_null_stops_at_not_null_and_at_primitives() {
        record Text(@Nullable String t) {}
        Schema required = Schema.of(Field.required("t", DataType.VARCHAR));
        assertThatThrownBy(() -> RecordAppender.of(Text.class, new BatchBuilder(required), "s")
                        .append(new Text(null)))
                .hasMessageContaining("NOT NULL");

        record Counted(long n) {}
        Schema schema = Schema.of(Field.of("n", DataType.BIGINT));
        BatchBuilder builder = new BatchBuilder(schema);
        builder.addRow(1, new @Nullable Object[] {null});
        Batch batch = builder.build();
        assertThatThrownBy(() -> RecordReader.of(Counted.class, schema, "s").read(batch, 0))
                .hasMessageContaining("column 'n' is NULL")
                .hasMessageContaining("component 'n' is long");
    }

    @Test
    void a_record_left_out_for_a_bad_value_leaves_the_others_whole() {
        record Two(String a, Instant b) {}
        Schema schema = Schema.of(Field.of("a", DataType.VARCHAR), Field.of("b", DataType.TIMESTAMP));
        BatchBuilder builder = new BatchBuilder(schema);
        RecordAppender<Two> appender = RecordAppender.of(Two.class, builder, "s");
        appender.append(new Two("x", Instant.EPOCH));
        assertThatThrownBy(() -> appender.append(new Two("y", Instant.ofEpochSecond(0, 1))))
                .isInstanceOf(StreamException.class);
        appender.append(new Two("z", Instant.EPOCH));
        Batch batch = builder.build();
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.get(1, 0)).isEqualTo("z");
    }
}
