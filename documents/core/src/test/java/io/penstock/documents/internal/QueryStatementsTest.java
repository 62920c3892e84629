package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Indexed;
import io.penstock.documents.Key;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Selector;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.Vector;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.value.CqlDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The texts and values of filters, projections and orders, without a database. */
@NullMarked
class QueryStatementsTest {
    @Table("books")
    record Book(
            @PartitionKey String shelf,
            @PartitionKey(1) int room,
            @ClusteringKey int year,
            @ClusteringKey(1) String title,
            @Indexed @Nullable String author,
            @Indexed(kind = Indexed.Kind.SAI) @Nullable Integer pages,

            @Indexed(kind = Indexed.Kind.CUSTOM, using = "Pattern") @Nullable
            String about,

            @Indexed(on = Indexed.On.KEYS) Map<String, Integer> scores,
            @Indexed Set<String> topics,
            double price,

            @Indexed(kind = Indexed.Kind.SAI) @Vector(dimensions = 2)
            float[] place) {}

    record Summary(long books, @Nullable Double sum, int room, String shelf) {}

    record Facts(
            long token, String year, long written, @Nullable Integer ttl) {}

    record Near(String title, float score) {}

    record CountedText(long books, String other) {}

    record CountedLong(long books, @Nullable Long other) {}

    record CountedInt(long books, @Nullable Integer other) {}

    record CountedFloat(long books, float other) {}

    private static final RequestOptions RUN = RequestOptions.defaults();
    private static final String ALL =
            "SELECT shelf, room, year, title, author, pages, about, scores, topics, price, place" + " FROM ops.books";
    private static final Query<Object> SHELF = Query.where("shelf", "a").and("room", 1);

    private final EntityPlan<Book> plan = new EntityPlan<>(Book.class, "ops");

    private CqlStatement rows(Query<?> query) {
        return Selects.rows(plan, new EntitySelection<>(plan), query, RUN);
    }

    private CqlStatement rows(Query<?> query, Projection<?, ?> projection) {
        return Selects.rows(plan, new ProjectedSelection<>(plan, projection), query, RUN);
    }

    private void refused(Query<?> query, String message) {
        assertThatThrownBy(() -> rows(query))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                .hasMessageContaining(message);
    }

    @Test
    void clauses_come_in_the_order_of_cql() {
        CqlStatement query = rows(SHELF.and("price", 2.0)
                .descending("year")
                .perPartitionLimit(3)
                .limit(5)
                .allowFiltering());
        assertThat(query.cql())
                .isEqualTo(ALL + " WHERE shelf = ? AND room = ? AND price = ? ORDER BY year DESC PER PARTITION LIMIT ?"
                        + " LIMIT ? ALLOW FILTERING");
        assertThat(query.values()).containsExactly("a", 1, 2.0, 3, 5);
    }

    @Test
    void indexes_find_rows_without_the_partition_key() {
        assertThat(rows(Query.where("author", "ann")).cql()).isEqualTo(ALL + " WHERE author = ?");
        assertThat(rows(Query.where(Filter.gt("pages", 100)).and(Filter.lt("pages", 200)))
                        .cql())
                .isEqualTo(ALL + " WHERE pages > ? AND pages < ?");
        assertThat(rows(Query.where("pages", 100).and("author", "ann")).cql())
                .isEqualTo(ALL + " WHERE author = ? AND pages = ?");
        assertThat(rows(Query.where(Filter.containsKey("scores", "ann"))).cql())
                .isEqualTo(ALL + " WHERE scores CONTAINS KEY ?");
        assertThat(rows(Query.where(Filter.contains("topics", "sea"))).cql())
                .isEqualTo(ALL + " WHERE topics CONTAINS ?");
        assertThat(rows(Query.where(Filter.like("about", "%sea%"))).cql()).isEqualTo(ALL + " WHERE about LIKE ?");
        refused(Query.where(Filter.gt("author", "ann")), "'author' is no part of the key");
        refused(Query.where(Filter.contains("scores", 1)), "'scores' is no part of the key");
        refused(
                Query.where("author", "ann").and(Filter.contains("topics", "sea")),
                "a plain index, of which only one is used");
        refused(Query.where("author", "ann").and("shelf", "a"), "'room' has no filter");
        refused(Query.where("author", "ann").and("year", 2001), "the rows are found by an index");
    }

    @Test
    void several_columns_and_tokens_are_compared_together() {
        CqlStatement after = rows(SHELF.and(Filter.tuple(List.of("year", "title"), Operator.GT, 2001, "m")));
        assertThat(after.cql()).isEqualTo(ALL + " WHERE shelf = ? AND room = ? AND (year, title) > (?, ?)");
        assertThat(after.values()).containsExactly("a", 1, 2001, "m");
        CqlStatement among = rows(
                SHELF.and(Filter.tupleIn(List.of("year", "title"), List.of(List.of(2001, "m"), List.of(2002, "n")))));
        assertThat(among.cql()).endsWith(" AND (year, title) IN ?");
        assertThat(among.values()).last().isEqualTo(List.of(List.of(2001, "m"), List.of(2002, "n")));
        assertThat(rows(Query.where(Filter.token(Operator.GT, 5)).and(Filter.tokenOf(Operator.LTE, "a", 1)))
                        .cql())
                .isEqualTo(ALL + " WHERE token(shelf, room) > ? AND token(shelf, room) <= token(?, ?)");
        refused(SHELF.and(Filter.token(Operator.GT, 5)), "give one or the other");
        refused(SHELF.and(Filter.tuple(List.of("title", "year"), Operator.GT, "m", 2001)), "follow each other");
        refused(
                SHELF.and("year", 2001).and(Filter.tuple(List.of("year", "title"), Operator.GT, 2001, "m")),
                "'year' is restricted more than once");
    }

    @Test
    void a_projection_selects_what_its_record_names() {
        CqlStatement groups = rows(
                Query.all().groupBy("shelf", "room"),
                Projection.of(Summary.class).with("books", Selector.count()).with("sum", Selector.sum("price")));
        assertThat(groups.cql())
                .isEqualTo("SELECT count(*), sum(price), room, shelf FROM ops.books GROUP BY shelf, room");
        CqlStatement facts = rows(
                SHELF,
                Projection.of(Facts.class)
                        .with("token", Selector.token())
                        .with("year", Selector.cast("year", CqlType.Scalar.TEXT))
                        .with("written", Selector.writetime("price"))
                        .with("ttl", Selector.ttl("price")));
        assertThat(facts.cql())
                .startsWith("SELECT token(shelf, room), CAST(year AS text), writetime(price), ttl(price) FROM");
        assertThatThrownBy(() -> rows(SHELF, Projection.of(Summary.class).with("bookz", Selector.count())))
                .hasMessageContaining("has no component 'bookz'; did you mean 'books'?");
        assertThatThrownBy(() -> rows(
                        SHELF,
                        Projection.of(Facts.class)
                                .with("token", Selector.token())
                                .with("year", Selector.cast("year", CqlType.Scalar.TEXT))
                                .with("written", Selector.writetime("year"))))
                .hasMessageContaining("'year' has no one time of writing");
    }

    @Test
    void what_is_of_one_row_is_not_read_where_many_are_one() {
        counted(CountedText.class, Selector.cast("year", CqlType.Scalar.TEXT), "'year' has many values");
        counted(CountedLong.class, Selector.writetime("price"), "the time of writing of component 'price' is one of");
        counted(CountedInt.class, Selector.ttl("price"), "the time to live of component 'price' is one of each row");
        counted(CountedLong.class, Selector.token(), "'shelf' has many values");
        Query<Object> near =
                Query.all().orderBy(Ordering.nearest("place", 1, 0)).limit(3);
        counted(
                near,
                CountedFloat.class,
                Selector.similarity("place", Selector.Similarity.COSINE),
                "the nearness of component 'place' is one of each row");
        Projection<Object, CountedLong> tokens =
                Projection.of(CountedLong.class).with("books", Selector.count()).with("other", Selector.token());
        assertThat(rows(Query.all().groupBy("shelf", "room"), tokens).cql())
                .startsWith("SELECT count(*), token(shelf, room) FROM");
        assertThat(rows(SHELF, tokens).cql()).startsWith("SELECT count(*), token(shelf, room) FROM");
        Projection<Object, CountedText> rooms = Projection.of(CountedText.class)
                .with("books", Selector.count())
                .with("other", Selector.cast("room", CqlType.Scalar.TEXT));
        assertThat(rows(SHELF, rooms).cql()).startsWith("SELECT count(*), CAST(room AS text) FROM");
    }

    private void counted(Class<?> record, Selector<Object> other, String message) {
        counted(Query.all(), record, other, message);
    }

    private void counted(Query<?> query, Class<?> record, Selector<Object> other, String message) {
        Projection<?, ?> projection =
                Projection.of(record).with("books", Selector.count()).with("other", other);
        assertThatThrownBy(() -> rows(query, projection))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                .hasMessageContaining(message);
    }

    @Test
    void nearness_is_an_order_with_a_score() {
        Query<Object> near =
                Query.all().orderBy(Ordering.nearest("place", 1, 0)).limit(3);
        CqlStatement query = rows(
                near,
                Projection.of(Near.class).with("score", Selector.similarity("place", Selector.Similarity.EUCLIDEAN)));
        assertThat(query.cql())
                .isEqualTo(
                        "SELECT title, similarity_euclidean(place, ?) FROM ops.books ORDER BY place ANN OF ? LIMIT ?");
        assertThat(query.values()).containsExactly(List.of(1f, 0f), List.of(1f, 0f), 3);
        refused(Query.all().orderBy(Ordering.nearest("price", 1, 0)).limit(3), "nearness is of vectors");
        refused(near.ascending("year"), "have no other order");
    }

    /** Not run on ScyllaDB: there is none here. */
    @Test
    void what_only_scylladb_understands_is_written_as_it_documents_it() {
        ReadOptions read = ReadOptions.DEFAULT.withBypassCache(true).withServerTimeout(Duration.ofMillis(200));
        CqlDuration bound = new CqlDuration(0, 0, 200_000_000);
        CqlStatement query = rows(SHELF.with(read));
        assertThat(query.cql()).endsWith(" WHERE shelf = ? AND room = ? BYPASS CACHE USING TIMEOUT ?");
        assertThat(query.values()).containsExactly("a", 1, bound);
        CqlStatement get = Selects.byKey(plan, Key.of("a", 1, 2001, "m"), read, RUN);
        assertThat(get.cql()).endsWith(" AND title = ? BYPASS CACHE USING TIMEOUT ?");
        WriteOptions write =
                WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(9)).withServerTimeout(Duration.ofMillis(200));
        CqlStatement update = Updates.update(
                plan, Update.byKey("a", 1, 2001, "m").set("price", 1.0).with(write), RUN);
        assertThat(update.cql()).startsWith("UPDATE ops.books USING TTL ? AND TIMEOUT ? SET price = ?");
        assertThat(update.values()).startsWith(9, bound, 1.0);
    }

    @Test
    void equal_shapes_are_one_text_whatever_the_values() {
        String one = rows(SHELF.and(Filter.in("year", List.of(1))).limit(5)).cql();
        String many = rows(Query.where(Filter.in("year", List.of(1, 2, 3)))
                        .limit(9)
                        .and("room", 3)
                        .and("shelf", "b"))
                .cql();
        assertThat(one).isEqualTo(many);
    }

    @Property(tries = 200)
    void parts_of_the_ring_cover_it_without_a_gap(@ForAll @IntRange(min = 1, max = 5_000) int parts) {
        List<RingRanges.Range> ranges = RingRanges.split(parts);
        assertThat(ranges).hasSize(parts);
        assertThat(ranges.getFirst().after()).isEqualTo(Long.MIN_VALUE);
        assertThat(ranges.getLast().upTo()).isEqualTo(Long.MAX_VALUE);
        for (int i = 1; i < parts; i++) {
            assertThat(ranges.get(i).after()).isEqualTo(ranges.get(i - 1).upTo());
            assertThat(ranges.get(i).upTo()).isGreaterThan(ranges.get(i).after());
        }
    }
}
