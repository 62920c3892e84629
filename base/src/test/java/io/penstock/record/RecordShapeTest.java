package io.penstock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordShapeTest {
    record Flight(
            String carrier,
            @Column("dest") String destination,
            int delayMinutes,
            @Truncate Instant departedAt,
            Optional<String> tailNumber,
            OptionalInt seats) {}

    record Checked(int positive) {
        Checked {
            if (positive <= 0) {
                throw new IllegalArgumentException("positive, please");
            }
        }
    }

    record Twice(
            String flightNumber, @Column("flight_number") String other) {}

    record Strange(String name, Thread thread) {}

    record Empty() {}

    private final RecordShape<Flight> shape = RecordShape.of(Flight.class);

    @Test
    void names_columns_by_the_one_rule_or_the_annotation() {
        assertThat(shape.columnNames())
                .containsExactly("carrier", "dest", "delay_minutes", "departed_at", "tail_number", "seats");
    }

    @Test
    void describes_each_component() {
        RecordComponentShape delay = shape.column("delay_minutes").orElseThrow();
        assertThat(delay.index()).isEqualTo(2);
        assertThat(delay.name()).isEqualTo("delayMinutes");
        assertThat(delay.javaClass()).isEqualTo(int.class);
        assertThat(delay.valueType()).isEqualTo(ValueType.INT);
        assertThat(delay.isNullable()).isFalse();
        assertThat(delay.isTruncated()).isFalse();
        assertThat(shape.column("departed_at").orElseThrow().isTruncated()).isTrue();
        assertThat(shape.column("tail_number").orElseThrow().isOptional()).isTrue();
        assertThat(shape.column("seats").orElseThrow().isOptional()).isTrue();
        assertThat(shape.column("dest").orElseThrow().annotation(Column.class)).isPresent();
        assertThat(shape.column("destination")).isEmpty();
    }

    @Test
    void takes_a_record_apart_and_puts_it_together_again() {
        Flight flight = new Flight("WN", "OAK", 12, Instant.EPOCH, Optional.of("N404"), OptionalInt.empty());
        @Nullable
        Object[] values = shape.components().stream().map(c -> c.get(flight)).toArray();
        assertThat(shape.create(values)).isEqualTo(flight);
    }

    @Test
    void lets_the_records_own_check_speak() {
        assertThatThrownBy(() -> RecordShape.of(Checked.class).create(new Object[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("positive, please");
    }

    @Test
    void is_built_once_per_class() {
        assertThat(RecordShape.of(Flight.class)).isSameAs(shape);
    }

    @Test
    void suggests_the_nearest_column() {
        assertThat(shape.hintFor("delay_minute")).isEqualTo("; did you mean 'delay_minutes'?");
        assertThat(shape.hintFor("weather")).isEmpty();
    }

    @Test
    void names_the_component_and_the_type_that_no_column_holds() {
        assertThatThrownBy(() -> RecordShape.of(Strange.class))
                .isInstanceOf(PenstockException.class)
                .hasMessage("record class io.penstock.record.RecordShapeTest$Strange cannot be used:"
                        + " component 'thread' has type java.lang.Thread, which no column type holds")
                .extracting(thrown -> ((PenstockException) thrown).code())
                .isEqualTo(BaseError.INVALID_RECORD);
    }

    @Test
    void refuses_two_components_in_one_column() {
        assertThatThrownBy(() -> RecordShape.of(Twice.class))
                .isInstanceOf(PenstockException.class)
                .hasMessage("record class io.penstock.record.RecordShapeTest$Twice cannot be used: components"
                        + " 'flightNumber' and 'other' are both column 'flight_number';"
                        + " give one another name with @Column");
    }

    @Test
    void refuses_what_is_no_record() {
        assertThatThrownBy(() -> RecordShape.of(List.class))
                .isInstanceOf(PenstockException.class)
                .hasMessage("record class java.util.List cannot be used: it is not a record;"
                        + " declare it as 'record List(…)'");
    }

    @Test
    void refuses_a_record_without_components() {
        assertThatThrownBy(() -> RecordShape.of(Empty.class))
                .isInstanceOf(PenstockException.class)
                .hasMessageEndingWith("it has no components, so there is nothing to store");
    }
}
