package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.PartitionKey;
import io.penstock.documents.Vector;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many bytes the values of a record are taken for. */
class ValueSizesTest {
    record Sides(
            @PartitionKey int id,
            @Vector(dimensions = 3) float[] place,
            @Vector(dimensions = 2) List<Double> size,
            @Vector(dimensions = 2) List<String> words,
            List<Integer> numbers) {}

    @Test
    void elements_of_vectors_have_no_lengths_but_those_of_no_fixed_size() {
        EntityPlan<Sides> plan = new EntityPlan<>(Sides.class, "ops");
        Sides sides = new Sides(1, new float[3], List.of(1.0, 2.0), List.of("a", "bc"), List.of(1, 2));
        List<?> values = Mutations.save(plan, sides, WriteOptions.DEFAULT, RequestOptions.defaults())
                .values();
        long number = 4 + 4;
        long place = 4 + 3 * 4;
        long size = 4 + 2 * 8;
        long words = 4 + (1 + 1) + (1 + 2);
        long numbers = 4 + 4 + 2 * (4 + 4);
        assertThat(ValueSizes.of(values)).isEqualTo(number + place + size + words + numbers);
    }
}
