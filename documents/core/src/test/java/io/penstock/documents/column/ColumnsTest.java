package io.penstock.documents.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.TupleComparison;
import java.time.Instant;
import java.util.ArrayList;
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
    void every_refinement_leaves_the_query_that_it_refines_as_it_was() {
        Query<Object> first = Query.where("origin", "DTW")
                .ascending("departed")
                .groupBy("origin")
                .limit(5);
        String before = first.toString();
        Query<Object> again = Query.where("origin", "DTW")
                .ascending("departed")
                .groupBy("origin")
                .limit(5);
        List<Query<?>> refined = List.of(
                first.and("delay", 3),
                first.and(DELAY.gt(15)),
                first.descending("number"),
                first.orderBy(NUMBER.asc()),
                first.groupBy("departed"),
                first.limit(6),
                first.perPartitionLimit(2),
                first.distinct(),
                first.allowFiltering(),
                first.with(ReadOptions.DEFAULT.withPageSize(7)));
        assertThat((Object) first).isEqualTo(again).hasToString(before);
        assertThat(refined).doesNotContain(first).doesNotHaveDuplicates();
        assertThat(Query.all().filters()).as("what all queries begin with").isEmpty();
        assertThatThrownBy(() -> first.filters().clear()).isInstanceOf(UnsupportedOperationException.class);
        List<Filter<? super Object>> own = new ArrayList<>(first.filters());
        Query<Object> made = new Query<>(
                own,
                first.ordering(),
                first.grouping(),
                first.limit(),
                first.perPartitionLimit(),
                false,
                false,
                first.options());
        own.clear();
        assertThat((Object) made).isEqualTo(first);
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
