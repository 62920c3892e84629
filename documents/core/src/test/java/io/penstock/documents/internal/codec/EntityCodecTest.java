package io.penstock.documents.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ColumnConverter;
import io.penstock.documents.Converted;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Embedded;
import io.penstock.documents.EnumOrdinal;
import io.penstock.documents.Json;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Vector;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.model.EntityRules;
import io.penstock.record.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityCodecTest {
    record Name(@Nullable String first, @Nullable String last) {}

    record Person(
            @PartitionKey int id,
            @Embedded @Nullable Name name,
            @Embedded(prefix = "was_") Optional<Name> before,
            @Column("years") int age) {}

    private static <E> EntityCodec<E> codec(Class<E> type) {
        return EntityCodec.of(type, EntityRules.draft(Reflected.of(type)));
    }

    private static CqlRow row(@Nullable Object... values) {
        return index -> values[index];
    }

    @Test
    void embedded_records_are_columns() {
        EntityCodec<Person> codec = codec(Person.class);
        assertThat(codec.columns()).containsExactly("id", "name_first", "name_last", "was_first", "was_last", "years");
        Person person = new Person(1, new Name("a", null), Optional.empty(), 40);
        @Nullable Object[] values = new @Nullable Object[7];
        codec.encode(person, values, 1);
        assertThat(values).containsExactly(null, 1, "a", null, null, null, 40);
        for (int i = 0; i < 6; i++) {
            assertThat(codec.encode(person, i)).isEqualTo(values[i + 1]);
        }
        assertThat(codec.decoder(codec.columns()).decode(row(1, "a", null, null, null, 40)))
                .isEqualTo(person);
        assertThat(codec.decoder(codec.columns()).decode(row(1, null, null, null, "b", 40)))
                .isEqualTo(new Person(1, null, Optional.of(new Name(null, "b")), 40));
    }

    record Only(String text) {}

    record Single(@PartitionKey int id, @Embedded Optional<Only> only) {}

    @Test
    void an_embedded_record_may_have_one_component() {
        EntityCodec.RowDecoder<Single> decoder = codec(Single.class).decoder(List.of("id", "only_text"));
        assertThat(decoder.decode(row(1, "x"))).isEqualTo(new Single(1, Optional.of(new Only("x"))));
        assertThat(decoder.decode(row(1, null))).isEqualTo(new Single(1, Optional.empty()));
    }

    @Test
    void a_decoder_is_made_for_one_order_of_columns() {
        EntityCodec.RowDecoder<Person> decoder = codec(Person.class).decoder(List.of("years", "id", "other"));
        assertThat(decoder.decode(row(7, 1, "x"))).isEqualTo(new Person(1, null, Optional.empty(), 7));
    }

    @Discriminator(column = "kind")
    sealed interface Shape permits Circle, Square {}

    record Circle(@PartitionKey int id, double radius) implements Shape {}

    record Square(@PartitionKey int id, double side) implements Shape {}

    @Test
    void rows_of_a_hierarchy_are_of_the_class_that_the_discriminator_says() {
        EntityCodec<Shape> codec = codec(Shape.class);
        assertThat(codec.columns()).containsExactly("id", "radius", "side", "kind");
        @Nullable Object[] values = new @Nullable Object[4];
        codec.encode(new Square(1, 2.5), values, 0);
        assertThat(values).containsExactly(1, null, 2.5, "square");
        EntityCodec.RowDecoder<Shape> decoder = codec.decoder(List.of("kind", "side", "radius", "id"));
        assertThat(decoder.decode(row("square", 2.5, null, 1))).isEqualTo(new Square(1, 2.5));
        assertThat(decoder.decode(row("circle", null, 0.5, 2))).isEqualTo(new Circle(2, 0.5));
        assertThat(codec.decode(Arrays.<@Nullable Object>asList(2, 0.5, null, "circle")::get))
                .isEqualTo(new Circle(2, 0.5));
    }

    @Test
    void a_discriminator_of_no_class_is_refused() {
        EntityCodec.RowDecoder<Shape> decoder = codec(Shape.class).decoder(List.of("kind"));
        assertThatThrownBy(() -> decoder.decode(row("cube")))
                .hasMessage("the value of column 'kind' read from the table stands for no class of "
                        + Shape.class.getName() + "; it has [circle, square]");
        EntityCodec<Circle> circles = codec(Circle.class);
        assertThatThrownBy(() -> circles.decoder(List.of("id", "kind")).decode(row(1, null)))
                .hasMessage("the value of column 'kind' read from the table is null of " + Circle.class.getName()
                        + "; it has [circle]");
        assertThatThrownBy(() -> circles.encode(new Square(1, 1), 0))
                .isInstanceOf(DocumentsException.class)
                .hasMessage("rows of " + Circle.class.getName() + " are made of [" + Circle.class.getName() + "], got "
                        + Square.class.getName());
    }

    enum Level {
        LOW
    }

    static final class Nothing implements ColumnConverter<String, String> {
        @Override
        @SuppressWarnings("NullAway") // what a wrong converter does
        public String toColumn(String value) {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // what a wrong converter does
        public String fromColumn(String column) {
            return null;
        }
    }

    record Odd(
            @PartitionKey int id,
            @EnumOrdinal @Nullable Level level,
            @Json @Nullable List<Integer> json,
            @Converted(with = Nothing.class) @Nullable String converted,
            @Vector(dimensions = 2) float @Nullable [] vector) {}

    @Test
    void what_is_stored_must_be_a_value() {
        EntityCodec.RowDecoder<Odd> decoder = codec(Odd.class).decoder(List.of("id", "level", "json", "converted"));
        assertThatThrownBy(() -> decoder.decode(row(1, 1, null, null)))
                .hasMessage("the value of component 'level' of " + Odd.class.getName()
                        + " read from the table is no ordinal of " + Level.class.getName() + ", which has 1 constants");
        assertThatThrownBy(() -> decoder.decode(row(1, null, "[1,", null)))
                .hasMessage("the value of component 'json' of " + Odd.class.getName()
                        + " read from the table is no JSON of list<int>: at character 4 a value of type int"
                        + " was expected");
        assertThatThrownBy(() -> decoder.decode(row(1, null, null, "x")))
                .hasMessageContaining("its converter made nothing of what is stored");
        assertThatThrownBy(() -> codec(Odd.class).encode(new Odd(1, null, null, "x", null), 3))
                .hasMessageContaining("its converter made nothing of a value");
        assertThat(decoder.decode(row(1, 0, "null", null)).json()).isEmpty();
    }

    @Test
    void a_vector_to_search_for_may_be_a_list() {
        ValueCodec vector = codec(Odd.class).component(4);
        assertThat(vector.toCql(List.of(1f, 2f))).isEqualTo(List.of(1f, 2f));
        assertThat(vector.toCql(new float[] {1, 2})).isEqualTo(List.of(1f, 2f));
        assertThatThrownBy(() -> vector.toCql(List.of(1f)))
                .hasMessageContaining("has 1 dimension, but its column vector<float, 2> has 2");
        assertThatThrownBy(() -> vector.toCql(List.of(1.0, 2.0))).isInstanceOf(DocumentsException.class);
    }

    record Answer(@Column("count") long number, String name) {}

    @Test
    void a_projection_needs_no_key_and_is_made_once() {
        EntityCodec<Answer> codec = EntityCodec.ofProjection(Answer.class);
        assertThat(EntityCodec.ofProjection(Answer.class)).isSameAs(codec);
        assertThat(codec.decoder(List.of("name", "count")).decode(row("x", 3L))).isEqualTo(new Answer(3, "x"));
    }
}
