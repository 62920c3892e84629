package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.Assignment;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The texts and values of partial updates and deletes, without a database. */
@NullMarked
class UpdateStatementsTest {
    @Table("posts")
    record Post(
            @PartitionKey String blog,
            @ClusteringKey int year,
            @ClusteringKey(1) long number,
            @Nullable String title,
            Optional<Integer> stars,
            List<String> lines,
            Set<String> tags,
            Map<String, Integer> votes) {}

    private static final RequestOptions RUN = RequestOptions.defaults().withIdempotent(true);
    private static final String WHERE = " WHERE blog = ? AND year = ? AND number = ?";
    private static final Update<Object> POST = Update.byKey("b", 2001, 7L);

    private final EntityPlan<Post> plan = new EntityPlan<>(Post.class, "ops");

    private void updated(Update<?> update, String cql, @Nullable Object... values) {
        CqlStatement statement = Updates.update(plan, update, RUN);
        assertThat(statement.cql()).isEqualTo(cql);
        assertThat(statement.values()).isEqualTo(Arrays.asList(values));
    }

    private void deleted(Delete<?> delete, String cql, @Nullable Object... values) {
        CqlStatement statement = Updates.delete(plan, delete, RUN);
        assertThat(statement.cql()).isEqualTo(cql);
        assertThat(statement.values()).isEqualTo(Arrays.asList(values));
    }

    @Test
    void an_update_names_what_changes_and_binds_all_values() {
        updated(
                POST.set("title", "x").set("stars", 5).erase("tags"),
                "UPDATE ops.posts SET title = ?, stars = ?, tags = ?" + WHERE,
                "x",
                5,
                null,
                "b",
                2001,
                7L);
        updated(
                POST.set("stars", Optional.of(5))
                        .with(WriteOptions.DEFAULT
                                .withTtl(Duration.ofMinutes(1))
                                .withTimestamp(Instant.ofEpochSecond(1))),
                "UPDATE ops.posts USING TTL ? AND TIMESTAMP ? SET stars = ?" + WHERE,
                60,
                1_000_000L,
                5,
                "b",
                2001,
                7L);
        updated(
                Update.where("blog", "b")
                        .and(Filter.in("year", List.of(2001, 2002)))
                        .and("number", 7L)
                        .set("title", "x"),
                "UPDATE ops.posts SET title = ? WHERE blog = ? AND year IN ? AND number = ?",
                "x",
                "b",
                List.of(2001, 2002),
                7L);
    }

    @Test
    void collections_change_by_their_elements() {
        String set = "UPDATE ops.posts SET ";
        updated(
                POST.change(Assignment.append("lines", List.of("a", "b")))
                        .change(Assignment.add("tags", Set.of("t")))
                        .change(Assignment.putAll("votes", Map.of("k", 1))),
                set + "lines = lines + ?, tags = tags + ?, votes = votes + ?" + WHERE,
                List.of("a", "b"),
                Set.of("t"),
                Map.of("k", 1),
                "b",
                2001,
                7L);
        updated(
                POST.change(Assignment.prepend("lines", List.of("a")))
                        .change(Assignment.remove("tags", List.of("t")))
                        .change(Assignment.remove("votes", List.of("k"))),
                set + "lines = ? + lines, tags = tags - ?, votes = votes - ?" + WHERE,
                List.of("a"),
                Set.of("t"),
                Set.of("k"),
                "b",
                2001,
                7L);
        updated(
                POST.change(Assignment.put("lines", 0, "a"))
                        .change(Assignment.put("votes", "k", 2))
                        .change(Assignment.eraseEntry("votes", "j")),
                set + "lines[?] = ?, votes[?] = ?, votes[?] = ?" + WHERE,
                0,
                "a",
                "k",
                2,
                "j",
                null,
                "b",
                2001,
                7L);
    }

    @Test
    void what_is_not_the_same_twice_is_not_idempotent() {
        assertThat(idempotent(POST.set("title", "x").change(Assignment.add("tags", Set.of("t")))))
                .isTrue();
        assertThat(idempotent(POST.change(Assignment.append("lines", List.of("a")))))
                .isFalse();
        assertThat(idempotent(POST.change(Assignment.prepend("lines", List.of("a")))))
                .isFalse();
        assertThat(idempotent(POST.change(Assignment.eraseEntry("lines", 0)))).isFalse();
        assertThat(idempotent(POST.change(Assignment.append("lines", List.of("a")))
                        .with(WriteOptions.DEFAULT.withIdempotent(true))))
                .isTrue();
    }

    private boolean idempotent(Update<?> update) {
        return Updates.update(plan, update, RUN).options().idempotent();
    }

    @Test
    void conditions_have_all_operators() {
        CqlStatement update = Updates.update(
                plan,
                POST.set("title", "x")
                        .onlyIf(Condition.eq("title", "w"))
                        .and(Condition.ne("stars", 1))
                        .and(Condition.in("stars", List.of(2, 3)))
                        .and(Condition.gte("stars", 2))
                        .and(Condition.isNull("title"))
                        .and(Condition.isNotNull("stars"))
                        .and(Condition.entry("votes", "k", Operator.LT, 9))
                        .and(Condition.entry("lines", 0, Operator.EQ, "a")),
                RUN);
        assertThat(update.cql())
                .isEqualTo("UPDATE ops.posts SET title = ?" + WHERE
                        + " IF title = ? AND stars != ? AND stars IN ? AND stars >= ? AND title = null AND stars !="
                        + " null AND votes[?] < ? AND lines[?] = ?");
        assertThat(update.values()).containsExactly("x", "b", 2001, 7L, "w", 1, List.of(2, 3), 2, "k", 9, 0, "a");
        assertThat(Updates.update(plan, POST.set("title", "x").ifExists(), RUN).cql())
                .endsWith(WHERE + " IF EXISTS");
    }

    @Test
    void a_delete_is_of_rows_ranges_columns_or_elements() {
        deleted(Delete.byKey("b", 2001, 7L), "DELETE FROM ops.posts" + WHERE, "b", 2001, 7L);
        deleted(
                Delete.where("blog", "b").and(Filter.gte("year", 2001)).and(Filter.lt("year", 2005)),
                "DELETE FROM ops.posts WHERE blog = ? AND year >= ? AND year < ?",
                "b",
                2001,
                2005);
        deleted(Delete.where("blog", "b"), "DELETE FROM ops.posts WHERE blog = ?", "b");
        deleted(
                Delete.byKey("b", 2001, 7L)
                        .only("title")
                        .only(Assignment.eraseEntry("votes", "k"))
                        .only(Assignment.eraseEntry("lines", 1))
                        .with(WriteOptions.DEFAULT.withTimestamp(Instant.ofEpochSecond(1))),
                "DELETE title, votes[?], lines[?] FROM ops.posts USING TIMESTAMP ?" + WHERE,
                "k",
                1,
                1_000_000L,
                "b",
                2001,
                7L);
        assertThat(Updates.delete(plan, Delete.byKey("b", 2001, 7L).ifExists(), RUN)
                        .cql())
                .isEqualTo("DELETE FROM ops.posts" + WHERE + " IF EXISTS");
    }

    @Test
    void only_what_changed_is_saved_and_nothing_is_nothing() {
        Post before = new Post("b", 2001, 7, "t", Optional.of(1), List.of("a"), Set.of(), Map.of());
        Post after = new Post("b", 2001, 7, null, Optional.of(1), List.of("a", "b"), Set.of(), Map.of());
        CqlStatement change = Mutations.saveChanges(plan, before, after, WriteOptions.DEFAULT, RUN)
                .orElseThrow();
        assertThat(change.cql()).isEqualTo("UPDATE ops.posts SET title = ?, lines = ?" + WHERE);
        assertThat(change.values()).containsExactly(null, List.of("a", "b"), "b", 2001, 7L);
        assertThat(Mutations.saveChanges(plan, before, before, WriteOptions.DEFAULT, RUN))
                .isEmpty();
        Post other = new Post("b", 2001, 8, "t", Optional.empty(), List.of(), Set.of(), Map.of());
        assertThatThrownBy(() -> Mutations.saveChanges(plan, before, other, WriteOptions.DEFAULT, RUN))
                .hasMessageEndingWith("have different keys, and a key never changes; delete the row and save another");
    }

    @Test
    void json_is_one_value() {
        CqlStatement json =
                Mutations.saveJson(plan, "{\"blog\": \"b\"}", WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(9)), RUN);
        assertThat(json.cql()).isEqualTo("INSERT INTO ops.posts JSON ? DEFAULT UNSET USING TTL ?");
        assertThat(json.values()).containsExactly("{\"blog\": \"b\"}", 9);
    }

    @Test
    void what_cql_cannot_do_is_refused_with_the_remedy() {
        String update = "update of " + Post.class.getName() + ": ";
        String write = "write to " + Post.class.getName() + ": ";
        refused(
                POST.set("blog", "c"),
                update + "component 'blog' is part of the key, which never changes; delete the row and save another");
        refused(
                POST.set("title", "x").erase("title"),
                update + "component 'title' is changed twice; give it one change");
        refused(
                POST.change(Assignment.put("tags", "a", "b")),
                update + "component 'tags' is a set, whose elements have no position; use add and remove");
        refused(
                POST.change(Assignment.prepend("tags", List.of("a"))),
                update + "component 'tags' is no list, so it has no beginning; use add or put");
        refused(POST.change(Assignment.increment("stars", 1)), update + "component 'stars' is no counter; use set");
        refused(
                Update.where("blog", "b").set("title", "x"),
                write + "component 'year' of the key has no value; use eq or in");
        refused(
                Update.where("blog", "b")
                        .and("year", 1)
                        .and(Filter.gt("number", 1L))
                        .set("title", "x"),
                write + "component 'number' of the key has no value; use eq or in");
        refused(
                Update.where("blog", "b")
                        .and("year", 1)
                        .and("number", 1L)
                        .and("title", "t")
                        .set("title", "x"),
                write + "component 'title' is no part of the key, which tells the rows to write; make it a condition by"
                        + " onlyIf(…)");
    }

    @Test
    void wrong_types_are_refused_before_sending() {
        assertThatThrownBy(() -> Updates.update(plan, POST.set("title", 5), RUN))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.WRONG_TYPE))
                .hasMessage("component 'title' of " + Post.class.getName()
                        + " has type java.lang.String, got java.lang.Integer");
        assertThatThrownBy(() -> Updates.update(plan, POST.change(Assignment.append("lines", List.of(1))), RUN))
                .hasMessageContaining("'lines'");
        assertThatThrownBy(() -> Updates.update(plan, POST.change(Assignment.put("lines", -1, "a")), RUN))
                .hasMessage(
                        "component 'lines' is a list, whose positions are whole numbers from 0; got a negative one");
    }

    private void refused(Update<?> update, String message) {
        assertThatThrownBy(() -> Updates.update(plan, update, RUN))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_QUERY))
                .hasMessage(message);
    }
}
