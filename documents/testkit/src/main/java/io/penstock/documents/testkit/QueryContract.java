package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Filter;
import io.penstock.documents.Indexed;
import io.penstock.documents.Key;
import io.penstock.documents.Operator;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Selector;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.Vector;
import io.penstock.documents.column.ClusteringColumn;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.IndexedColumn;
import io.penstock.documents.column.MapColumn;
import io.penstock.documents.column.PartitionColumn;
import io.penstock.documents.column.RegularColumn;
import io.penstock.documents.column.SetColumn;
import io.penstock.documents.column.VectorColumn;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** Queries, projections and their refusals on a real database. Subclass it with the driver. */
public abstract class QueryContract extends DocumentsContract {
    /** A measurement of a sensor on a day. */
    @Table("contract_measures")
    public record Measure(
            @PartitionKey String sensor,
            @PartitionKey(1) int day,
            @ClusteringKey(descending = true) int hour,
            @ClusteringKey(1) int minute,
            @Static @Nullable String place,
            double value,
            @Nullable Integer quality,
            Set<String> labels,
            Map<String, Integer> codes) {}

    /** A text and where it lies. */
    @Table("contract_texts")
    public record Text(
            @PartitionKey int id,
            @Indexed(kind = Indexed.Kind.SAI) String kind,

            @Indexed(kind = Indexed.Kind.SAI) @Vector(dimensions = 3)
            float[] place) {}

    /** Some columns, in another order. */
    public record Brief(double value, int hour) {}

    /** What is known of a day. */
    public record Day(String sensor, int day, long measures, double sum, double mean, double best, int lastHour) {}

    /** All measurements in one. */
    public record Total(long measures, @Nullable Double worst) {}

    /** A partition. */
    public record Series(String sensor, int day, @Nullable String place) {}

    /** A value, its place on the ring, and as text. */
    public record Placed(int day, long token, double hour) {}

    /** A text and how near it is. */
    public record Near(int id, float score) {}

    private static final PartitionColumn<Measure, String> SENSOR = Columns.partition(Measure.class, "sensor");
    private static final PartitionColumn<Measure, Integer> DAY = Columns.partition(Measure.class, "day");
    private static final ClusteringColumn<Measure, Integer> HOUR = Columns.clustering(Measure.class, "hour");
    private static final ClusteringColumn<Measure, Integer> MINUTE = Columns.clustering(Measure.class, "minute");
    private static final RegularColumn<Measure, Double> VALUE = Columns.regular(Measure.class, "value");
    private static final RegularColumn<Measure, Integer> QUALITY = Columns.regular(Measure.class, "quality");
    private static final SetColumn<Measure, String> LABELS = Columns.set(Measure.class, "labels");
    private static final MapColumn<Measure, String, Integer> CODES = Columns.map(Measure.class, "codes");
    private static final IndexedColumn<Text, String> KIND = Columns.indexed(Text.class, "kind");
    private static final VectorColumn<Text, float[]> PLACE = Columns.vector(Text.class, "place");

    @BeforeAll
    void fillTables() {
        session().schema().create(Measure.class, Text.class);
        Repository<Measure> measures = session().repository(Measure.class);
        List<Measure> all = new ArrayList<>();
        for (int day = 1; day <= 3; day++) {
            for (int hour = 0; hour < 4; hour++) {
                for (int minute = 0; minute < 2; minute++) {
                    all.add(new Measure(
                            "roof",
                            day,
                            hour,
                            minute,
                            "place " + day,
                            day * 100 + hour * 10 + minute,
                            hour == 0 ? null : hour,
                            Set.of("h" + hour, "all"),
                            Map.of("m", minute)));
                }
            }
        }
        measures.saveAll(all);
        index("contract_texts_kind_idx", "contract_texts", "kind", "");
        index(
                "contract_texts_place_idx",
                "contract_texts",
                "place",
                " WITH OPTIONS = {'similarity_function': 'cosine'}");
        session()
                .repository(Text.class)
                .saveAll(List.of(
                        new Text(1, "a", new float[] {1, 0, 0}),
                        new Text(2, "a", new float[] {0.9f, 0.1f, 0}),
                        new Text(3, "b", new float[] {0, 1, 0}),
                        new Text(4, "b", new float[] {0, 0, 1})));
    }

    private void index(String name, String table, String column, String options) {
        session()
                .execute(CqlStatement.of("CREATE INDEX IF NOT EXISTS " + name + " ON "
                        + session().keyspace() + "." + table + " (" + column + ") USING 'StorageAttachedIndex'"
                        + options));
    }

    private Repository<Measure> measures(Calls calls) {
        return repository(Measure.class, calls);
    }

    private static Query<Measure> day(int day) {
        return Query.where(SENSOR.eq("roof")).and(DAY.eq(day));
    }

    @BlockingAndAsync
    void filters_on_the_key(Calls calls) {
        assertThat(measures(calls).find(day(1))).hasSize(8);
        assertThat(measures(calls).find(Query.where(SENSOR.eq("roof")).and(DAY.in(List.of(1, 2, 9)))))
                .hasSize(16);
        assertThat(measures(calls)
                        .find(Query.where(SENSOR.in(List.of("roof", "cellar"))).and(DAY.in(List.of(3)))))
                .hasSize(8);
        assertThat(measures(calls).find(day(1).and(HOUR.gt(1)).and(HOUR.lte(3)).orderBy(HOUR.asc())))
                .extracting(Measure::hour)
                .containsExactly(2, 2, 3, 3);
        assertThat(measures(calls).find(day(1).and(HOUR.in(List.of(0, 3))).and(MINUTE.eq(1))))
                .extracting(Measure::hour)
                .containsExactly(3, 0);
        assertThat(measures(calls).find(day(1).and(HOUR.eq(2)).and(MINUTE.gte(1))))
                .hasSize(1);
        assertThat(measures(calls).find(day(1).and(HOUR.in(List.of())))).isEmpty();
    }

    @BlockingAndAsync
    void filters_on_several_columns_together_and_on_tokens(Calls calls) {
        assertThat(measures(calls)
                        .find(day(1).and(Filter.tupleIn(
                                List.of("hour", "minute"), List.of(List.of(0, 1), List.of(3, 0))))))
                .extracting(Measure::value)
                .containsExactlyInAnyOrder(101.0, 130.0);
        assertThat(measures(calls).find(day(1).and(HOUR.then(MINUTE).eq(2, 1)))).hasSize(1);
        long all = measures(calls).count(Query.all());
        long upTo = measures(calls).count(Query.where(Filter.tokenOf(Operator.LTE, "roof", 2)));
        long after = measures(calls).count(Query.where(Filter.tokenOf(Operator.GT, "roof", 2)));
        assertThat(upTo + after).isEqualTo(all).isEqualTo(24);
        assertThat(upTo).isPositive();
        assertThat(measures(calls).count(Query.where(Filter.token(Operator.GTE, Long.MIN_VALUE))))
                .isEqualTo(24);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).count(Query.where(Filter.tokenOf(Operator.GT, "roof"))),
                "a token is of all 2 parts of the partition key");
    }

    @BlockingAndAsync
    void filters_outside_the_key_when_allowed(Calls calls) {
        Query<Measure> filtering = day(1).allowFiltering();
        assertThat(measures(calls).find(filtering.and(VALUE.gt(120.0)))).hasSize(3);
        assertThat(measures(calls).find(filtering.and(QUALITY.eq(2)))).hasSize(2);
        assertThat(measures(calls).find(filtering.and(LABELS.contains("h3")))).hasSize(2);
        assertThat(measures(calls).find(filtering.and(CODES.containsKey("m")))).hasSize(8);
        assertThat(measures(calls).find(filtering.and(CODES.contains(1)))).hasSize(4);
        assertThat(measures(calls).find(filtering.and(CODES.entry("m").eq(0)))).hasSize(4);
        assertThat(measures(calls).first(filtering.and(VALUE.lt(0.0)))).isEmpty();
    }

    @BlockingAndAsync
    void what_cql_cannot_run_is_refused_before_it_is_sent(Calls calls) {
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(day(1).and(VALUE.gt(1.0))),
                "allowFiltering()");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(Query.where(SENSOR.eq("roof"))),
                "'day' has no filter");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(day(1).allowFiltering().and(Filter.like("place", "p%"))),
                "has no index that matches patterns");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(day(1).allowFiltering().and(Filter.in("quality", List.of(1, 2)))),
                "in is for columns of the key");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(day(1).allowFiltering().and("labels", Set.of("x"))),
                "is found by what it contains");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(day(1).orderBy(MINUTE.asc())),
                "cannot sort by 'minute'");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).find(Query.all().distinct()),
                "select(…)");
        refused(DocumentsError.INVALID_QUERY, () -> measures(calls).count(day(1).limit(2)), "a count has no order");
        refused(
                DocumentsError.WRONG_TYPE,
                () -> measures(calls).find(Query.where("sensor", 5).and("day", 1)),
                "'sensor'");
        refused(DocumentsError.INVALID_QUERY, () -> measures(calls).get("roof", 1), "has 4 parts");
    }

    @BlockingAndAsync
    void limits_are_of_all_rows_or_of_a_partition(Calls calls) {
        assertThat(measures(calls).find(Query.all().perPartitionLimit(2)))
                .hasSize(6)
                .allSatisfy(measure -> assertThat(measure.hour()).isEqualTo(3));
        assertThat(measures(calls).find(day(1).perPartitionLimit(3)))
                .extracting(Measure::value)
                .containsExactly(130.0, 131.0, 120.0);
        assertThat(measures(calls).find(Query.all().perPartitionLimit(2).limit(5)))
                .hasSize(5);
        assertThat(measures(calls)
                        .page(Query.all().perPartitionLimit(1).with(ReadOptions.DEFAULT.withPageSize(2)))
                        .items())
                .hasSize(2);
        assertThat(measures(calls).first(day(2))).map(Measure::value).contains(230.0);
        assertThat(measures(calls).one(day(2).and(HOUR.eq(1)).and(MINUTE.eq(1))))
                .isPresent();
        assertThat(measures(calls).one(day(7))).isEmpty();
        refused(DocumentsError.TOO_MANY_ROWS, () -> measures(calls).one(day(2)), "there are more");
    }

    @BlockingAndAsync
    void reads_by_key_in_all_ways(Calls calls) {
        assertThat(measures(calls).get("roof", 1, 2, 0)).map(Measure::value).contains(120.0);
        assertThat(measures(calls).get("roof", 1, 9, 0)).isEmpty();
        assertThat(measures(calls).require("roof", 1, 2, 0).place()).isEqualTo("place 1");
        refused(
                DocumentsError.NOT_FOUND,
                () -> measures(calls).require("roof", 1, 9, 0),
                "'contract_measures' has no row");
        assertThat(measures(calls).exists("roof", 1, 2, 0)).isTrue();
        assertThat(measures(calls).exists("roof", 1, 9, 0)).isFalse();
        assertThat(measures(calls)
                        .getAll(List.of(Key.of("roof", 3, 0, 0), Key.of("roof", 9, 0, 0), Key.of("roof", 1, 1, 1))))
                .extracting(Measure::value)
                .containsExactly(300.0, 111.0);
        Measure read = measures(calls).require("roof", 1, 2, 0);
        assertThat(measures(calls).refresh(read)).contains(read);
    }

    @BlockingAndAsync
    void a_projection_reads_only_what_its_record_names(Calls calls) {
        assertThat(measures(calls).select(Brief.class).find(day(1).and(HOUR.eq(3))))
                .containsExactly(new Brief(130, 3), new Brief(131, 3));
        assertThat(measures(calls)
                        .select(Projection.of(Placed.class)
                                .with("token", Selector.token())
                                .with("hour", Selector.cast("hour", CqlType.Scalar.DOUBLE)))
                        .find(day(1).limit(1)))
                .singleElement()
                .satisfies(placed -> {
                    assertThat(placed.hour()).isEqualTo(3.0);
                    assertThat(measures(calls).count(Query.where(Filter.token(Operator.EQ, placed.token()))))
                            .isEqualTo(8);
                });
        assertThat(measures(calls).select(Series.class).find(Query.all().distinct()))
                .containsExactlyInAnyOrder(
                        new Series("roof", 1, "place 1"),
                        new Series("roof", 2, "place 2"),
                        new Series("roof", 3, "place 3"));
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).select(Brief.class).find(Query.all().distinct()),
                "distinct gives one row a partition");
        refused(
                DocumentsError.UNKNOWN_COLUMN,
                () -> measures(calls).select(Near.class).find(day(1)),
                "has no component 'id'");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls)
                        .select(Projection.of(Brief.class).with("hour", VALUE.max()))
                        .find(day(1)),
                "component 'hour' of",
                "holds int, but reads double");
    }

    @BlockingAndAsync
    void several_aggregates_are_one_request_by_group_or_for_all(Calls calls) {
        Projection<Measure, Day> days = Projection.of(Day.class)
                .with("measures", Selector.count())
                .with("sum", VALUE.sum())
                .with("mean", VALUE.avg())
                .with("best", VALUE.max())
                .with("lastHour", HOUR.max());
        assertThat(measures(calls)
                        .select(days)
                        .find(Query.<Measure>where(SENSOR.eq("roof"))
                                .and(DAY.in(List.of(1, 2)))
                                .groupBy("sensor", "day")))
                .containsExactly(new Day("roof", 1, 8, 924, 115.5, 131, 3), new Day("roof", 2, 8, 1724, 215.5, 231, 3));
        assertThat(measures(calls)
                        .select(Projection.of(Total.class)
                                .with("measures", QUALITY.count())
                                .with("worst", VALUE.min()))
                        .one(day(3)))
                .contains(new Total(6, 300.0));
        assertThat(measures(calls)
                        .select(Projection.of(Total.class)
                                .with("measures", Selector.count())
                                .with("worst", VALUE.min()))
                        .one(day(99)))
                .contains(new Total(0, null));
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).select(days).find(Query.all()),
                "has many values in the rows that are one here");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls).select(days).find(Query.all().groupBy("hour")),
                "rows are grouped by the primary key from its beginning");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> measures(calls)
                        .select(Projection.of(Total.class).with("measures", Selector.sum("sensor")))
                        .find(day(1)),
                "sums and means are of numbers");
    }

    @BlockingAndAsync
    void near_vectors_come_with_their_scores(Calls calls) {
        Repository<Text> texts = repository(Text.class, calls);
        assertThat(texts.find(Query.where(KIND.eq("b")))).extracting(Text::id).containsExactlyInAnyOrder(3, 4);
        Query<Text> nearest = Query.all().orderBy(PLACE.annOf(1, 0, 0)).limit(2);
        assertThat(texts.find(nearest)).extracting(Text::id).containsExactly(1, 2);
        List<Near> scored = texts.select(
                        Projection.of(Near.class).with("score", PLACE.similarity(Selector.Similarity.COSINE)))
                .find(nearest);
        assertThat(scored).extracting(Near::id).containsExactly(1, 2);
        assertThat(scored.getFirst().score()).isEqualTo(1f);
        assertThat(scored.getLast().score()).isBetween(0.9f, 0.999f);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> texts.find(Query.all().orderBy(PLACE.annOf(1, 0)).limit(2)),
                "is a vector of 3 dimensions, got 2");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> texts.find(Query.all().orderBy(PLACE.annOf(1, 0, 0))),
                "need a limit");
    }

    @BlockingAndAsync
    void options_are_honoured_by_every_reading(Calls calls) {
        ReadOptions three = ReadOptions.DEFAULT.withConsistency(Consistency.THREE);
        Query<Measure> query = day(1).with(three);
        Key key = Key.of("roof", 1, 2, 0);
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).find(query));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).page(query));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).first(query));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).count(query));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).json().find(query));
        refused(
                DocumentsError.UNAVAILABLE,
                () -> measures(calls).select(Brief.class).find(query));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).get(key, three));
        refused(DocumentsError.UNAVAILABLE, () -> measures(calls).exists(key, three));
        ReadOptions scylla = ReadOptions.DEFAULT.withBypassCache(true).withServerTimeout(Duration.ofSeconds(1));
        refused(
                DocumentsError.UNSUPPORTED,
                () -> measures(calls).find(day(1).with(scylla)),
                "only ScyllaDB understands");
    }

    @BlockingAndAsync
    void statements_in_cql_give_records(Calls calls) {
        String cql = "SELECT value, hour FROM " + session().keyspace()
                + ".contract_measures WHERE sensor = ? AND day = ? LIMIT 2";
        DocumentSession session = calls.of(DocumentSession.class, session());
        assertThat(session.query(CqlStatement.of(cql, "roof", 1), Brief.class))
                .containsExactly(new Brief(130, 3), new Brief(131, 3));
        assertThat(session.query(
                        CqlStatement.named(
                                "SELECT value, hour FROM " + session().keyspace()
                                        + ".contract_measures WHERE sensor = :s AND day = :d LIMIT 1",
                                Map.of("s", "roof", "d", 2)),
                        Brief.class))
                .containsExactly(new Brief(230, 3));
        refused(
                DocumentsError.UNKNOWN_COLUMN,
                () -> session.query(
                        CqlStatement.of("SELECT hour FROM " + session().keyspace() + ".contract_measures"),
                        Brief.class),
                "component 'value' of");
        refused(
                DocumentsError.WRONG_TYPE,
                () -> session.query(CqlStatement.of(cql, "roof", "one"), Brief.class),
                "'day'");
        assertThat(session.executeAll(
                        IntStream.range(0, 50)
                                .mapToObj(i -> CqlStatement.of(cql, "roof", i))
                                .toList(),
                        BulkOptions.DEFAULT.withConcurrencyMax(5)))
                .isEqualTo(50);
    }
}
