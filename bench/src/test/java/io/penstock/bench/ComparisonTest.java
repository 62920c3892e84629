package io.penstock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private final List<String> ran = new ArrayList<>();

    private Contender contender(String name) {
        return new Contender(
                name,
                () -> {
                    ran.add(name);
                    return new Sample(30, 20, 10);
                },
                new Latencies());
    }

    @Test
    void everybody_is_in_each_place_and_after_each_neighbour_as_often() throws Exception {
        Comparison comparison = new Comparison("x", "y", List.of(contender("a"), contender("b"), contender("c")));
        comparison.run(new Effort(0, 6));
        assertThat(String.join("", ran)).isEqualTo("abc" + "cba" + "bca" + "acb" + "cab" + "bac");
    }

    @Test
    void warms_up_once_more_and_keeps_to_its_most_rounds() throws Exception {
        Comparison comparison = new Comparison("x", "y", List.of(contender("a"), contender("b")), 4);
        comparison.warmUp(new Effort(5, 9));
        assertThat(ran).hasSize(2);
        List<Comparison.Result> results = comparison.run(new Effort(5, 9));
        assertThat(ran).hasSize(2 + 2 + 8);
        assertThat(results).extracting(Comparison.Result::name).containsExactly("a", "b");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.wallNanos()).isEqualTo(30);
            assertThat(result.processorNanos()).isEqualTo(20);
            assertThat(result.bytes()).isEqualTo(10);
            assertThat(result.ratio()).isEqualTo(new Interval(1, 1, 1));
        });
    }

    @Test
    void a_disturbance_of_both_sides_does_not_widen_the_interval_of_their_ratio() {
        double[] calm = {10, 10, 10, 10, 50, 50, 50, 50, 50};
        double[] twice = {20, 20, 20, 20, 100, 100, 100, 100, 100};
        assertThat(Interval.of(twice, calm)).isEqualTo(new Interval(2, 2, 2));
        assertThat(Interval.quantile(new double[] {3, 1, 2}, 0.25)).isEqualTo(1.5);
    }

    @Test
    void chains_start_each_operation_once_and_time_it() throws InterruptedException {
        Latencies latencies = new Latencies();
        List<Long> started = new ArrayList<>();
        long operations = new InFlight(2, latencies).run(5, i -> {
            started.add(i);
            return CompletableFuture.completedFuture(i);
        });
        assertThat(operations).isEqualTo(5);
        assertThat(started).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(latencies.isEmpty()).isFalse();
    }

    @Test
    void a_failed_operation_ends_the_round_with_its_reason() {
        InFlight inFlight = new InFlight(3, new Latencies());
        assertThatThrownBy(() ->
                        inFlight.run(9, i -> CompletableFuture.failedFuture(new IllegalStateException("no " + i))))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no 0");
        assertThatThrownBy(() -> inFlight.run(9, i -> {
                    throw new IllegalStateException("not even started");
                }))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("not even started");
    }

    @Test
    void a_summary_has_a_line_for_each_comparison_and_a_table_for_each_set_of_contenders() throws Exception {
        Comparison two = new Comparison("two", "y", List.of(contender("a"), contender("b")));
        Comparison again = new Comparison("again", "y", List.of(contender("a"), contender("b")));
        Comparison three = new Comparison("three", "y", List.of(contender("a"), contender("b"), contender("c")));
        Summary summary = new Summary();
        for (Comparison comparison : List.of(two, again, three)) {
            summary.add(comparison, comparison.run(new Effort(0, 3)));
        }
        assertThat(summary.text()).isEqualTo("""
                ### Ratios to a: client CPU (95 %) · bytes · wall

                | operation | b |
                |---|---:|
                | two | 1.00 (1.00 to 1.00) · 1.00 · 1.00 |
                | again | 1.00 (1.00 to 1.00) · 1.00 · 1.00 |

                ### Ratios to a: client CPU (95 %) · bytes · wall

                | operation | b | c |
                |---|---:|---:|
                | three | 1.00 (1.00 to 1.00) · 1.00 · 1.00 | 1.00 (1.00 to 1.00) · 1.00 · 1.00 |

                """);
    }

    @Test
    void quantiles_of_latencies_are_over_all_rounds() {
        Latencies latencies = new Latencies();
        latencies.add(new long[] {40, 10});
        latencies.add(new long[] {30, 20});
        assertThat(latencies.quantile(0.5)).isEqualTo(20);
        assertThat(latencies.quantile(0.99)).isEqualTo(40);
        latencies.forget();
        assertThat(latencies.isEmpty()).isTrue();
    }
}
