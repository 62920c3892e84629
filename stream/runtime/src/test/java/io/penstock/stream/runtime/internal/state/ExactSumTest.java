package io.penstock.stream.runtime.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    record Weighted(double value, int weight) {}

    @Test
    void a_sum_beyond_the_range_is_infinite_until_enough_is_taken_back() {
        ExactSum sum = new ExactSum();
        sum.add(1e308, 1);
        sum.add(1e308, 1);
        assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
        sum.add(1, 1);
        sum.add(1e308, -1);
        assertThat(sum.value()).isEqualTo(1e308);
        sum.add(1e308, -1);
        assertThat(sum.value()).isEqualTo(1);
        sum.add(1, -1);
        assertThat(sum.isEmpty()).isTrue();
    }

    @Test
    void a_weight_that_leaves_the_range_is_taken_back_at_once_or_one_by_one() {
        ExactSum sum = new ExactSum();
        sum.add(-Double.MAX_VALUE, 3);
        assertThat(sum.value()).isEqualTo(Double.NEGATIVE_INFINITY);
        sum.add(-Double.MAX_VALUE, -1);
        sum.add(-Double.MAX_VALUE, -1);
        assertThat(sum.value()).isEqualTo(-Double.MAX_VALUE);
        sum.add(Double.MAX_VALUE, Integer.MAX_VALUE);
        sum.add(Double.MAX_VALUE, -Integer.MAX_VALUE);
        assertThat(sum.value()).isEqualTo(-Double.MAX_VALUE);
    }

    @Property(tries = 500)
    void is_the_exact_sum_rounded_once_and_empty_when_all_is_taken_back(@ForAll("rows") List<Weighted> rows) {
        ExactSum sum = new ExactSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (Weighted row : rows) {
            sum.add(row.value, row.weight);
            exact = exact.add(new BigDecimal(row.value).multiply(BigDecimal.valueOf(row.weight)));
            assertThat(sum.value() + 0.0).isEqualTo(exact.doubleValue());
        }
        for (Weighted row : rows) {
            sum.add(row.value, -row.weight);
        }
        assertThat(sum.isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<List<Weighted>> rows() {
        Arbitrary<Double> huge = Arbitraries.doubles().between(-Double.MAX_VALUE, Double.MAX_VALUE);
        Arbitrary<Double> edge = Arbitraries.of(
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                0x1p1023,
                -0x1p1023,
                0x1p970,
                -0x1p970,
                Math.ulp(1.0),
                1.0,
                -1e300,
                Double.MIN_VALUE);
        Arbitrary<Double> small = Arbitraries.doubles().between(-1e9, 1e9);
        Arbitrary<Integer> weight =
                Arbitraries.oneOf(Arbitraries.of(1, -1), Arbitraries.integers().between(-5, 5), Arbitraries.integers());
        return Combinators.combine(Arbitraries.oneOf(huge, edge, small), weight)
                .as(Weighted::new)
                .filter(row -> row.weight != Integer.MIN_VALUE)
                .list()
                .ofMaxSize(12);
    }
}
