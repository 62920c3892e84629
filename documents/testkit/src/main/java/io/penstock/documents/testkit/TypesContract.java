package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.documents.ColumnConverter;
import io.penstock.documents.Converted;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.record.Column;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.record.Truncate;
import io.penstock.record.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of {@link ValueType} as a CQL column: what goes in comes out, and what does not fit is refused. */
public abstract class TypesContract extends DocumentsContract {
    /** For a column of constants. */
    public enum Colour {
        RED,
        GREEN
    }

    /** For a column of a user-defined type. */
    public record Place(String street, Optional<Integer> number, List<Colour> colours) {}

    /** One component of each scalar kind. */
    public record Scalars(
            @PartitionKey UUID id,
            boolean flag,
            byte tiny,
            short small,
            int number,
            long big,
            BigInteger huge,
            float single,
            double wide,
            BigDecimal exact,
            String text,
            ByteBuffer bytes,
            LocalDate day,
            LocalTime time,
            Instant moment,
            InetAddress address,
            Colour colour) {}

    /** Components with parts, and components that may be absent. */
    public record Parts(
            @PartitionKey int id,
            List<String> list,
            Set<Integer> set,
            Map<String, Long> map,
            @Nullable Place place,
            List<Place> places,
            Map<String, List<Integer>> nested,
            Set<Map<Colour, Place>> deep,
            Optional<String> text,
            OptionalInt number,
            OptionalLong big,
            OptionalDouble wide,
            @Nullable Integer boxed) {}

    /** A moment that must fit, and one that may be cut. */
    public record Moments(
            @PartitionKey int id, Instant exact, @Truncate Instant cut) {}

    /** An array of bytes. */
    public record Bytes(@PartitionKey int id, byte[] bytes) {}

    /** Euros, which are stored as cents wherever they stand. */
    @Converted(with = Cents.class)
    public record Amount(BigDecimal euros) {}

    /** What is stored of euros. */
    public static final class Cents implements ColumnConverter<Amount, Long> {
        @Override
        public Long toColumn(Amount amount) {
            return amount.euros().movePointRight(2).longValueExact();
        }

        @Override
        public Amount fromColumn(Long cents) {
            return new Amount(BigDecimal.valueOf(cents, 2));
        }
    }

    /** Values of a class that says itself how it is stored. */
    public record Priced(
            @PartitionKey Amount least, Amount price, Optional<Amount> before, Map<String, List<Amount>> others) {}

    /** Names that JSON and CQL spell differently, and values with parts. */
    public record Written(
            @PartitionKey int id,
            @Column("Mixed") String mixed,
            String order,
            Map<String, List<Integer>> nested,
            Place place,
            Optional<Integer> none) {}

    /** A column that the table may hold no value for. */
    public record Primitive(@PartitionKey int id, int number) {}

    @BeforeAll
    void createTables() {
        session()
                .schema()
                .create(
                        Scalars.class,
                        Parts.class,
                        Moments.class,
                        Bytes.class,
                        Primitive.class,
                        Written.class,
                        Priced.class);
    }

    @Test
    void covers_every_row_of_the_table_of_types() {
        EnumSet<ValueType> covered = EnumSet.noneOf(ValueType.class);
        for (Class<?> type : List.of(Scalars.class, Parts.class)) {
            for (RecordComponentShape component : RecordShape.of(type).components()) {
                covered.add(component.valueType());
            }
        }
        assertThat(covered).isEqualTo(EnumSet.allOf(ValueType.class));
    }

    @Test
    void names_the_column_types_as_the_table_of_types_does() {
        EntityModel<Scalars> model = EntityModel.of(Scalars.class);
        for (RecordComponentShape component : RecordShape.of(Scalars.class).components()) {
            EntityColumn column = model.columns().get(component.index());
            assertThat(column.type().cql())
                    .as(component.name())
                    .isEqualTo(component.valueType().cqlName());
        }
    }

    @TestFactory
    Stream<DynamicTest> scalars_come_back_as_they_went() {
        Repository<Scalars> repository = session().repository(Scalars.class);
        return Stream.of(smallest(), ordinary(), largest())
                .map(scalars -> DynamicTest.dynamicTest(scalars.text(), () -> {
                    repository.save(scalars);
                    assertThat(repository.get(scalars.id())).contains(scalars);
                }));
    }

    private static Scalars smallest() {
        return new Scalars(
                new UUID(0, 0),
                false,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                BigInteger.TWO.pow(300).negate(),
                Float.NEGATIVE_INFINITY,
                -Double.MIN_VALUE,
                new BigDecimal("-1E+50"),
                "smallest",
                ByteBuffer.allocate(0),
                LocalDate.ofEpochDay(Integer.MIN_VALUE),
                LocalTime.MIN,
                Instant.ofEpochMilli(Long.MIN_VALUE),
                address("0.0.0.0"),
                Colour.RED);
    }

    private static Scalars ordinary() {
        return new Scalars(
                UUID.fromString("123e4567-e89b-42d3-a456-426614174000"),
                true,
                (byte) 1,
                (short) 2,
                3,
                4,
                BigInteger.ZERO,
                1.5f,
                Double.NaN,
                new BigDecimal("1.20"),
                "ordinary ''\" é 𝄞 \u0000",
                ByteBuffer.wrap(new byte[] {0, -1, 127}),
                LocalDate.of(2001, 2, 3),
                LocalTime.of(1, 2, 3, 4),
                Instant.parse("2001-02-03T04:05:06.789Z"),
                address("192.0.2.1"),
                Colour.GREEN);
    }

    private static Scalars largest() {
        return new Scalars(
                new UUID(-1, -1),
                true,
                Byte.MAX_VALUE,
                Short.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                BigInteger.TWO.pow(300),
                Float.MAX_VALUE,
                Double.MAX_VALUE,
                new BigDecimal("1E-50"),
                "largest",
                ByteBuffer.allocate(100_000),
                LocalDate.ofEpochDay(Integer.MAX_VALUE),
                LocalTime.MAX,
                Instant.ofEpochMilli(Long.MAX_VALUE),
                address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
                Colour.GREEN);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void parts_come_back_as_they_went() {
        Place place = new Place("Main", Optional.of(1), List.of(Colour.RED, Colour.RED));
        Place bare = new Place("Side", Optional.empty(), List.of());
        Parts full = new Parts(
                1,
                List.of("b", "a", "b"),
                Set.of(3, 1, 2),
                Map.of("one", 1L, "two", 2L),
                place,
                List.of(bare, place),
                Map.of("none", List.of(), "some", List.of(1, 2)),
                Set.of(Map.of(Colour.RED, place), Map.of(Colour.GREEN, bare)),
                Optional.of("text"),
                OptionalInt.of(1),
                OptionalLong.of(2),
                OptionalDouble.of(3.5),
                4);
        Parts empty = new Parts(
                2,
                List.of(),
                Set.of(),
                Map.of(),
                null,
                List.of(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                null);
        Repository<Parts> repository = session().repository(Parts.class);
        repository.save(full);
        repository.save(empty);
        assertThat(repository.get(1)).contains(full);
        assertThat(repository.get(2)).contains(empty);
    }

    @Test
    void a_record_as_json_is_what_the_server_takes_and_gives() {
        EntityModel<Written> model = EntityModel.of(Written.class);
        Written written = new Written(
                1,
                "line\n\"é\"",
                "reserved",
                Map.of("some", List.of(1, 2)),
                new Place("Main", Optional.of(1), List.of(Colour.RED)),
                Optional.empty());
        String json = model.toJson(written);
        assertThat(json)
                .startsWith("{\"id\": 1, \"\\\"Mixed\\\"\": \"line\\n\\\"é\\\"\", \"order\": \"reserved\", ")
                .endsWith(", \"none\": null}");
        Repository<Written> repository = session().repository(Written.class);
        repository.saveJson(json);
        assertThat(repository.get(1)).contains(written);
        assertThat(repository.json().find(Query.where("id", 1))).containsExactly(json);
        Repository<Scalars> scalars = session().repository(Scalars.class);
        Scalars ordinary = ordinary();
        scalars.deleteByKey(ordinary.id());
        scalars.saveJson(EntityModel.of(Scalars.class).toJson(ordinary));
        assertThat(scalars.get(ordinary.id())).contains(ordinary);
    }

    @Test
    void a_class_may_say_for_all_its_values_how_they_are_stored() {
        Repository<Priced> repository = session().repository(Priced.class);
        Amount one = new Amount(new BigDecimal("1.20"));
        Amount two = new Amount(new BigDecimal("-0.01"));
        Priced priced = new Priced(one, two, Optional.of(one), Map.of("a", List.of(two, one)));
        repository.save(priced);
        assertThat(repository.get(one)).contains(priced);
        assertThat(repository.find(Query.where("least", one))).containsExactly(priced);
        assertThat(session().schema().table("priced").orElseThrow().columns().stream()
                        .map(column -> column.name() + " " + column.type().cql()))
                .contains("least bigint", "price bigint", "others map<text, frozen<list<bigint>>>");
    }

    @Test
    void an_array_of_bytes_comes_back_as_it_went() {
        byte[] bytes = {1, 2, 3};
        session().repository(Bytes.class).save(new Bytes(1, bytes));
        assertThat(session().repository(Bytes.class).get(1).orElseThrow().bytes())
                .containsExactly(bytes);
    }

    @Test
    void a_moment_finer_than_a_millisecond_is_refused_unless_it_may_be_cut() {
        Instant fine = Instant.parse("2001-02-03T04:05:06.789123Z");
        Instant coarse = Instant.parse("2001-02-03T04:05:06.789Z");
        Repository<Moments> repository = session().repository(Moments.class);
        repository.save(new Moments(1, coarse, fine));
        assertThat(repository.get(1)).contains(new Moments(1, coarse, coarse));
        assertThatThrownBy(() -> repository.save(new Moments(1, fine, fine)))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessage("the value of component 'exact' of " + Moments.class.getName()
                        + " is finer than a millisecond, which is all that column type timestamp holds; cut it, or say"
                        + " @Truncate on the component");
        assertThatThrownBy(() -> repository.save(new Moments(1, coarse, Instant.MAX)))
                .hasMessageContaining("is more than 292 million years from 1970");
    }

    @Test
    void a_day_or_text_that_the_column_cannot_hold_is_refused() {
        Scalars fine = ordinary();
        Repository<Scalars> repository = session().repository(Scalars.class);
        assertThatThrownBy(() -> repository.save(withText(fine, "half a pair: \ud834")))
                .hasMessageContaining("it has half a surrogate pair at character 14");
        assertThatThrownBy(() -> repository.save(withDay(fine, LocalDate.MAX)))
                .hasMessageContaining("is not between -5877641-06-23 and 5881580-07-11");
    }

    private static Scalars withText(Scalars s, String text) {
        return new Scalars(
                s.id(),
                s.flag(),
                s.tiny(),
                s.small(),
                s.number(),
                s.big(),
                s.huge(),
                s.single(),
                s.wide(),
                s.exact(),
                text,
                s.bytes(),
                s.day(),
                s.time(),
                s.moment(),
                s.address(),
                s.colour());
    }

    private static Scalars withDay(Scalars s, LocalDate day) {
        return new Scalars(
                s.id(),
                s.flag(),
                s.tiny(),
                s.small(),
                s.number(),
                s.big(),
                s.huge(),
                s.single(),
                s.wide(),
                s.exact(),
                s.text(),
                s.bytes(),
                day,
                s.time(),
                s.moment(),
                s.address(),
                s.colour());
    }

    @Test
    void no_value_is_not_read_into_a_primitive() {
        session().execute(CqlStatement.of("INSERT INTO " + session().keyspace() + ".primitive (id) VALUES (?)", 1));
        assertThatThrownBy(() -> session().repository(Primitive.class).get(1))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(DocumentsError.NULL_VALUE))
                .hasMessage("component 'number' of " + Primitive.class.getName()
                        + " must have a value, but got null; the row has no value for it; use Integer or Optional");
    }
}
