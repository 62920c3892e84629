package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Key;
import io.penstock.documents.PageToken;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Table;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Unset;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The texts and values of requests, without a database. */
@NullMarked
class StatementsTest {
    @Table("flights")
    record Flight(
            @PartitionKey String origin,
            @PartitionKey(1) int year,
            @ClusteringKey(descending = true) Instant departure,
            @ClusteringKey(1) long number,
            int delayMinutes,
            @Nullable String remark,
            Optional<String> tail) {}

    private static final RequestOptions RUN = RequestOptions.defaults();
    private static final Instant MIDNIGHT = Instant.parse("2001-01-01T00:00:00Z");

    private final EntityPlan<Flight> plan = new EntityPlan<>(Flight.class, "ops");
    private final Flight flight = new Flight("DTW", 2001, MIDNIGHT, 7, 66, null, Optional.empty());

    private CqlStatement rows(Query<?> query) {
        return Selects.rows(plan, new EntitySelection<>(plan), query, RUN);
    }

    @Test
    void a_save_writes_all_columns_and_leaves_nulls_unset() {
        CqlStatement save = Mutations.save(plan, flight, WriteOptions.DEFAULT, RUN);
        assertThat(save.cql())
                .isEqualTo("INSERT INTO ops.flights (origin, year, departure, number, delay_minutes, remark, tail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        assertThat(save.values()).containsExactly("DTW", 2001, MIDNIGHT, 7L, 66, Unset.INSTANCE, Unset.INSTANCE);
    }

    @Test
    void options_of_a_save_are_bound_and_not_written_into_the_text() {
        CqlStatement save = Mutations.save(
                plan,
                flight,
                WriteOptions.DEFAULT
                        .withNulls(WriteOptions.Nulls.ERASE)
                        .withTtl(Duration.ofHours(1))
                        .withTimestamp(Instant.ofEpochSecond(1, 2_000)),
                RUN);
        assertThat(save.cql()).endsWith(" USING TTL ? AND TIMESTAMP ?");
        assertThat(save.values()).containsExactly("DTW", 2001, MIDNIGHT, 7L, 66, null, null, 3_600, 1_000_002L);
    }

    @Test
    void a_conditional_insert_has_no_timestamp() {
        assertThat(Mutations.insertIfNotExists(plan, flight, WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(1)), RUN)
                        .cql())
                .endsWith(") IF NOT EXISTS USING TTL ?");
        refused(
                () -> Mutations.insertIfNotExists(plan, flight, WriteOptions.DEFAULT.withTimestamp(MIDNIGHT), RUN),
                "a conditional write cannot have a timestamp: the servers agree on one; leave it out");
    }

    @Test
    void a_delete_is_by_the_whole_key() {
        CqlStatement delete =
                Mutations.delete(plan, flight, WriteOptions.DEFAULT.withTimestamp(Instant.ofEpochSecond(1)), RUN);
        assertThat(delete.cql())
                .isEqualTo("DELETE FROM ops.flights USING TIMESTAMP ?"
                        + " WHERE origin = ? AND year = ? AND departure = ? AND number = ?");
        assertThat(delete.values()).containsExactly(1_000_000L, "DTW", 2001, MIDNIGHT, 7L);
    }

    @Test
    void a_key_has_as_many_parts_as_the_table_and_of_its_types() {
        assertThat(Selects.byKey(plan, Key.of("DTW", 2001, MIDNIGHT, 7L), ReadOptions.DEFAULT, RUN)
                        .values())
                .containsExactly("DTW", 2001, MIDNIGHT, 7L);
        refused(
                () -> Selects.byKey(plan, Key.of("DTW"), ReadOptions.DEFAULT, RUN),
                "the key of " + Flight.class.getName() + " has 4 parts [origin, year, departure, number], got 1");
        assertThatThrownBy(() -> Selects.byKey(plan, Key.of("DTW", 2001, MIDNIGHT, 7), ReadOptions.DEFAULT, RUN))
                .hasMessage("component 'number' of " + Flight.class.getName()
                        + " has type java.lang.Long, got java.lang.Integer");
    }

    @Test
    void a_query_is_written_in_the_order_of_the_key() {
        CqlStatement query = rows(Query.where(Filter.lt("departure", MIDNIGHT))
                .and(Filter.in("origin", List.of("DTW", "LAS")))
                .and("year", 2001)
                .limit(5));
        assertThat(query.cql())
                .isEqualTo("SELECT origin, year, departure, number, delay_minutes, remark, tail FROM ops.flights"
                        + " WHERE origin IN ? AND year = ? AND departure < ? LIMIT ?");
        assertThat(query.values()).containsExactly(List.of("DTW", "LAS"), 2001, MIDNIGHT, 5);
    }

    @Test
    void order_is_the_tables_or_its_reverse() {
        Query<Object> partition = Query.where("origin", "DTW").and("year", 2001);
        assertThat(rows(partition.ascending("departure").descending("number")).cql())
                .endsWith(" ORDER BY departure ASC, number DESC");
        refused(
                () -> rows(partition.ascending("departure").ascending("number")),
                "query on " + Flight.class.getName()
                        + ": rows are read in the table's order or in its reverse; turn the direction of 'number'"
                        + " around");
        refused(
                () -> rows(partition.ascending("number")),
                "query on " + Flight.class.getName() + ": cannot sort by 'number' here; rows of a partition are sorted"
                        + " by [departure, number], in this order");
        refused(
                () -> rows(Query.all().ascending("departure")),
                "query on " + Flight.class.getName()
                        + ": order is kept within one partition; give each part of the partition key one value");
    }

    @Test
    void filters_that_cql_cannot_run_are_refused_with_the_remedy() {
        String prefix = "query on " + Flight.class.getName() + ": ";
        refused(
                () -> rows(Query.where("origin", "DTW")),
                prefix + "rows are found by the whole partition key, and 'year' has no filter; add eq or in, or call"
                        + " allowFiltering() to read the whole table");
        refused(
                () -> rows(Query.where(Filter.gt("origin", "A")).and("year", 2001)),
                prefix + "component 'origin' is part of the partition key, which is found by value and not by range;"
                        + " use eq or in");
        Query<Object> partition = Query.where("origin", "DTW").and("year", 2001);
        refused(
                () -> rows(partition.and("number", 7L)),
                prefix + "component 'number' has a filter, but 'departure', which sorts before it, has none; give"
                        + " 'departure' a single value, or call allowFiltering()");
        refused(
                () -> rows(partition.and(Filter.gt("departure", MIDNIGHT)).and("number", 7L)),
                prefix + "component 'number' has a filter, but 'departure', which sorts before it, has only a range;"
                        + " give 'departure' a single value, or call allowFiltering()");
        refused(
                () -> rows(partition.and("delayMinutes", 7)),
                prefix + "component 'delayMinutes' is no part of the key; filter it in Java, or call allowFiltering()"
                        + " to let the server read the rows that do not match");
        refused(
                () -> rows(partition.and("year", 2002)),
                prefix + "component 'year' is restricted more than once; give one value, or one lower and one upper"
                        + " bound");
        assertThat(rows(Query.where("delayMinutes", 7).allowFiltering()).cql())
                .endsWith(" WHERE delay_minutes = ? ALLOW FILTERING");
    }

    @Test
    void an_unknown_component_comes_with_the_nearest_right_one() {
        assertThatThrownBy(() -> rows(Query.where("orgin", "DTW")))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.UNKNOWN_COLUMN))
                .hasMessage("record " + Flight.class.getName() + " has no component 'orgin'; did you mean 'origin'?"
                        + " (it has origin, year, departure, number, delayMinutes, remark, tail)");
    }

    @Test
    void a_page_token_fits_its_own_query_only() {
        CqlStatement query = rows(Query.where("origin", "DTW").and("year", 2001));
        CqlStatement other = rows(Query.where("origin", "LAS").and("year", 2001));
        ByteBuffer state = ByteBuffer.wrap(new byte[] {1, 2, 3});
        PageToken token = PageTokens.token(query, state);
        assertThat(PageTokens.pagingState(query, token)).isEqualTo(state);
        assertThatThrownBy(() -> PageTokens.pagingState(other, token))
                .hasMessage("the page token cannot be used: it belongs to another query; a token goes on where the"
                        + " same query, with the same values, stopped; ask for the first page");
        assertThatThrownBy(() -> PageTokens.pagingState(query, new PageToken("%")))
                .hasMessage("the page token cannot be used: it is damaged; ask for the first page");
        assertThatThrownBy(() -> PageTokens.pagingState(query, new PageToken("")))
                .hasMessageContaining("it is damaged, or from another version of Penstock");
    }

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                .hasMessage(message);
    }
}
