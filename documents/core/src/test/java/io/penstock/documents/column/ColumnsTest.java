package io.penstock.documents.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.TupleComparison;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Typed columns make the same values as component names do, for one entity only. */
@NullMarked
class ColumnsTest {
    record Flight(
            @PartitionKey String origin,
            @ClusteringKey Instant departed,
            @ClusteringKey(1) long number,
            int delay,
            Set<String> tags) {}

    private static final PartitionColumn<Flight, String> ORIGIN = Columns.partition(Flight.class, "origin");
    private static final ClusteringColumn<Flight, Instant> DEPARTED = Columns.clustering(Flight.class, "departed");
    private static final ClusteringColumn<Flight, Long> NUMBER = Columns.clustering(Flight.class, "number");
    private static final RegularColumn<Flight, Integer> DELAY = Columns.regular(Flight.class, "delay");
    private static final SetColumn<Flight, String> TAGS = Columns.set(Flight.class, "tags");

    @Test
    void typed_and_named_filters_are_equal_and_mix_in_one_query() {
        Query<Flight> typed = Query.where(ORIGIN.eq("DTW"))
                .and(DEPARTED.gt(Instant.EPOCH))
                .and(Filter.lte("number", 7L))
                .and("delay", 3)
                .orderBy(DEPARTED.desc());
        Query<Object> named = Query.where("origin", "DTW")
                .and(Filter.gt("departed", Instant.EPOCH))
                .and(Filter.lte("number", 7L))
                .and(Filter.eq("delay", 3))
                .descending("departed");
        assertThat((Object) typed).isEqualTo(named);
        Query<Flight> narrowed = Query.where("origin", "DTW").and(TAGS.contains("late"));
        assertThat(narrowed.filters()).isEqualTo(List.of(Filter.eq("origin", "DTW"), Filter.contains("tags", "late")));
    }

    @Test
    void two_clustering_columns_compare_as_one_place() {
        assertThat(DEPARTED.then(NUMBER).gt(Instant.EPOCH, 7L))
                .isEqualTo(new TupleComparison<Flight>(
                        List.of("departed", "number"), Operator.GT, List.of(List.of(Instant.EPOCH, 7L))));
        assertThatThrownBy(() -> Filter.tuple(List.of("departed", "number"), Operator.GT, 7L))
                .hasMessage("expected 2 values for [departed, number], got 1");
    }

    @Test
    void values_stay_out_of_what_is_printed() {
        assertThat(DELAY.gt(15)).hasToString("delay > ?");
        assertThat(DELAY.ne(15)).hasToString("delay != ?");
    }
}
