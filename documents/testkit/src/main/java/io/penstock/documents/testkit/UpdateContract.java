package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.Assignment;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Frozen;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Selector;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.UserType;
import io.penstock.documents.Version;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.column.ClusteringColumn;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.ListColumn;
import io.penstock.documents.column.MapColumn;
import io.penstock.documents.column.PartitionColumn;
import io.penstock.documents.column.RegularColumn;
import io.penstock.documents.column.SetColumn;
import io.penstock.documents.column.StaticColumn;
import io.penstock.documents.column.UserTypeColumn;
import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** Partial updates, deletes, conditions and versions on a real database. Subclass it with the driver. */
public abstract class UpdateContract extends DocumentsContract {
    /** Where a post was written. */
    @UserType("contract_place")
    public record Place(String city, @Nullable Integer room) {}

    /** A post of a blog. */
    @Table("contract_posts")
    public record Post(
            @PartitionKey String blog,
            @ClusteringKey int number,
            @Static @Nullable String owner,
            @Nullable String title,
            @Nullable Integer stars,
            List<String> lines,
            Set<String> tags,
            Map<String, Integer> votes,
            @Nullable @Frozen(false) Place place) {}

    /** A row that two may save. */
    @Table("contract_accounts")
    public record Account(
            @PartitionKey int id,
            @Nullable String name,
            @Version long version) {}

    /** When and for how long a title lives. */
    public record TitleTimes(long written, @Nullable Integer ttl) {}

    private static final PartitionColumn<Post, String> BLOG = Columns.partition(Post.class, "blog");
    private static final ClusteringColumn<Post, Integer> NUMBER = Columns.clustering(Post.class, "number");
    private static final StaticColumn<Post, String> OWNER = Columns.shared(Post.class, "owner");
    private static final RegularColumn<Post, String> TITLE = Columns.regular(Post.class, "title");
    private static final RegularColumn<Post, Integer> STARS = Columns.regular(Post.class, "stars");
    private static final ListColumn<Post, String> LINES = Columns.list(Post.class, "lines");
    private static final SetColumn<Post, String> TAGS = Columns.set(Post.class, "tags");
    private static final MapColumn<Post, String, Integer> VOTES = Columns.map(Post.class, "votes");
    private static final UserTypeColumn<Post, Place> PLACE = Columns.userType(Post.class, "place");

    @BeforeAll
    void createTables() {
        session().schema().create(Post.class, Account.class);
    }

    private Repository<Post> posts(Calls calls) {
        return repository(Post.class, calls);
    }

    private static Post post(String blog, int number) {
        return new Post(
                blog,
                number,
                "owner",
                "title",
                3,
                List.of("b", "c"),
                Set.of("x"),
                Map.of("ann", 1),
                new Place("Rome", 7));
    }

    private Post saved(Calls calls, String test) {
        Post post = post(test + calls, 1);
        posts(calls).save(post);
        return post;
    }

    private Post read(Post post) {
        return session().repository(Post.class).get(post.blog(), post.number()).orElseThrow();
    }

    private static Update<Object> of(Post post) {
        return Update.byKey(post.blog(), post.number());
    }

    @BlockingAndAsync
    void an_update_changes_what_it_names_and_nothing_else(Calls calls) {
        Post post = saved(calls, "UPD");
        posts(calls).update(of(post).change(TITLE.set("new")).change(STARS.erase()));
        Post read = read(post);
        assertThat(read.title()).isEqualTo("new");
        assertThat(read.stars()).isNull();
        assertThat(read.lines()).containsExactly("b", "c");
        assertThat(read.place()).isEqualTo(post.place());
        posts(calls)
                .update(Update.where(BLOG.eq(post.blog()))
                        .and(NUMBER.in(List.of(1, 2)))
                        .change(STARS.set(5)));
        assertThat(posts(calls).find(Query.where(BLOG.eq(post.blog()))))
                .extracting(Post::stars)
                .containsExactly(5, 5);
        posts(calls).update(of(post));
        refused(DocumentsError.WRONG_TYPE, () -> posts(calls).update(of(post).set("stars", "many")), "'stars'");
        refused(DocumentsError.INVALID_QUERY, () -> posts(calls).update(of(post).set("blog", "other")), "'blog'");
        refused(DocumentsError.UNKNOWN_COLUMN, () -> posts(calls).update(of(post).set("titel", "x")), "'title'");
    }

    @BlockingAndAsync
    void collections_change_by_elements(Calls calls) {
        Post post = saved(calls, "COL");
        posts(calls)
                .update(of(post).change(LINES.appendAll(List.of("d", "e")))
                        .change(TAGS.add("y"))
                        .change(VOTES.put("bob", 2)));
        posts(calls)
                .update(of(post).change(LINES.prependAll(List.of("a", "a2"))).change(TAGS.remove("x")));
        Post grown = read(post);
        assertThat(grown.lines()).containsExactly("a", "a2", "b", "c", "d", "e");
        assertThat(grown.tags()).containsExactly("y");
        assertThat(grown.votes()).isEqualTo(Map.of("ann", 1, "bob", 2));
        posts(calls)
                .update(of(post).change(LINES.removeAll(List.of("a2", "e")))
                        .change(VOTES.putAll(Map.of("ann", 9, "cid", 3))));
        posts(calls).update(of(post).change(LINES.setAt(0, "A")).change(VOTES.removeKeys(List.of("bob"))));
        Post changed = read(post);
        assertThat(changed.lines()).containsExactly("A", "b", "c", "d");
        assertThat(changed.votes()).isEqualTo(Map.of("ann", 9, "cid", 3));
        posts(calls).update(of(post).change(LINES.removeAt(1)).change(VOTES.removeKey("cid")));
        assertThat(read(post).lines()).containsExactly("A", "c", "d");
        refused(DocumentsError.INVALID_REQUEST, () -> posts(calls).update(of(post).change(LINES.setAt(9, "z"))));
    }

    @BlockingAndAsync
    void fields_of_a_type_that_is_not_frozen_change_one_by_one(Calls calls) {
        Post post = saved(calls, "UDT");
        posts(calls).update(of(post).change(PLACE.<String>field("city").set("Oslo")));
        assertThat(read(post).place()).isEqualTo(new Place("Oslo", 7));
        posts(calls).update(of(post).change(PLACE.<Integer>field("room").erase()));
        assertThat(read(post).place()).isEqualTo(new Place("Oslo", null));
        assertThat(posts(calls)
                        .update(of(post).change(TITLE.set("moved"))
                                .onlyIf(PLACE.<String>field("city").eq("Oslo")))
                        .isApplied())
                .isTrue();
        refused(
                DocumentsError.UNKNOWN_COLUMN,
                () -> posts(calls).update(of(post).change(Assignment.putField("place", "town", "Bonn"))),
                "no field 'town'");
    }

    @BlockingAndAsync
    void a_static_column_is_of_the_partition(Calls calls) {
        String blog = "STA" + calls;
        posts(calls).save(post(blog, 1));
        posts(calls).save(post(blog, 2));
        posts(calls).update(Update.where(BLOG.eq(blog)).change(OWNER.set("new owner")));
        assertThat(posts(calls).find(Query.where(BLOG.eq(blog))))
                .extracting(Post::owner)
                .containsExactly("new owner", "new owner");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls).update(Update.where(BLOG.eq(blog)).change(TITLE.set("x"))),
                "'number' of the key has no value");
    }

    @BlockingAndAsync
    void only_changes_are_saved(Calls calls) {
        Post before = saved(calls, "CHG");
        posts(calls).update(of(before).change(STARS.set(99)));
        Post after = new Post(
                before.blog(), 1, "owner", null, before.stars(), List.of(), before.tags(), before.votes(), null);
        posts(calls).saveChanges(before, after);
        Post read = read(before);
        assertThat(read.stars()).isEqualTo(99);
        assertThat(read.title()).isNull();
        assertThat(read.lines()).isEmpty();
        assertThat(read.place()).isNull();
    }

    @BlockingAndAsync
    void a_condition_decides_and_tells_what_stood_in_the_way(Calls calls) {
        Post post = saved(calls, "LWT");
        LwtResult<Post> unmet = posts(calls)
                .update(of(post).change(TITLE.set("no")).onlyIf(STARS.eq(4)).and(TITLE.eq("title")));
        assertThat(unmet).isInstanceOf(LwtResult.Unmet.class);
        assertThat(((LwtResult.Unmet<Post>) unmet).seen())
                .containsEntry("stars", 3)
                .containsEntry("title", "title");
        assertThat(((LwtResult.Unmet<Post>) unmet).seen(STARS)).contains(3);
        refused(DocumentsError.NOT_APPLIED, unmet::orElseThrow);
        assertThat(read(post)).isEqualTo(post);
        assertThat(posts(calls)
                        .update(of(post).change(TITLE.set("yes"))
                                .onlyIf(STARS.eq(3))
                                .and(TITLE.eq("title"))))
                .isEqualTo(new LwtResult.Applied<>());
        assertThat(read(post).title()).isEqualTo("yes");
        assertThat(posts(calls).update(of(post).change(STARS.set(4)).ifExists()).isApplied())
                .isTrue();
        LwtResult<Post> missing = posts(calls)
                .update(Update.byKey("nowhere", 1).change(STARS.set(4)).ifExists());
        assertThat(missing.isApplied()).isFalse();
        assertThat(missing.existing()).isEmpty();
    }

    @BlockingAndAsync
    void conditions_compare_in_all_ways(Calls calls) {
        Post post = saved(calls, "OPS");
        holds(calls, post, STARS.ne(4), true);
        holds(calls, post, STARS.ne(3), false);
        holds(calls, post, STARS.gt(2), true);
        holds(calls, post, STARS.gte(4), false);
        holds(calls, post, STARS.lt(3), false);
        holds(calls, post, STARS.lte(3), true);
        // Lists of different lengths go through one prepared text.
        holds(calls, post, STARS.in(List.of(1, 2)), false);
        holds(calls, post, STARS.in(List.of(1, 2, 3)), true);
        holds(calls, post, STARS.in(List.of(3)), true);
        holds(calls, post, STARS.isNull(), false);
        holds(calls, post, TITLE.isNotNull(), true);
        holds(calls, post, VOTES.entry("ann").eq(1), true);
        holds(calls, post, VOTES.entry("ann").gt(1), false);
        holds(calls, post, LINES.at(0).eq("b"), true);
        holds(calls, post, LINES.at(1).eq("b"), false);
        holds(calls, post, PLACE.eq(new Place("Rome", 7)), true);
        holds(calls, post, Condition.eq("tags", Set.of("x")), true);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls).update(of(post).change(STARS.set(3)).onlyIf(Condition.eq("blog", "x"))),
                "'blog' is part of the key");
    }

    @BlockingAndAsync
    void changes_of_static_columns_alone_name_the_partition_only(Calls calls) {
        Post post = saved(calls, "STA");
        Post moved =
                new Post(post.blog(), 1, "other", "title", 3, post.lines(), post.tags(), post.votes(), post.place());
        posts(calls).saveChanges(post, moved);
        assertThat(read(post)).isEqualTo(moved);
        posts(calls).update(of(post).change(OWNER.set("third")));
        assertThat(read(post).owner()).isEqualTo("third");
        assertThat(posts(calls)
                        .update(of(post).change(OWNER.set("fourth")).onlyIf(OWNER.eq("third")))
                        .isApplied())
                .isTrue();
        posts(calls).delete(Delete.byKey(post.blog(), 1).only(OWNER.erase()));
        assertThat(read(post).owner()).isNull();
    }

    @BlockingAndAsync
    void a_read_may_be_serial(Calls calls) {
        Post post = saved(calls, "SER");
        posts(calls).update(of(post).change(STARS.set(9)).onlyIf(STARS.eq(3)));
        for (Consistency serial : List.of(Consistency.SERIAL, Consistency.LOCAL_SERIAL)) {
            ReadOptions options = ReadOptions.DEFAULT.withConsistency(serial);
            assertThat(posts(calls).require(Key.of(post.blog(), 1), options).stars())
                    .isEqualTo(9);
            assertThat(posts(calls).find(Query.where(BLOG.eq(post.blog())).with(options)))
                    .extracting(Post::stars)
                    .containsExactly(9);
        }
    }

    private void holds(Calls calls, Post post, Condition<? super Post> condition, boolean expected) {
        LwtResult<Post> result = posts(calls)
                .update(Update.<Post>where(BLOG.eq(post.blog()))
                        .and(NUMBER.eq(1))
                        .change(STARS.set(3))
                        .onlyIf(condition));
        assertThat(result.isApplied()).as("%s", condition).isEqualTo(expected);
    }

    @BlockingAndAsync
    void deletes_rows_ranges_columns_and_elements(Calls calls) {
        String blog = "DEL" + calls;
        for (int i = 1; i <= 9; i++) {
            posts(calls).save(post(blog, i));
        }
        posts(calls).delete(Delete.where(BLOG.eq(blog)).and(NUMBER.gte(3)).and(NUMBER.lt(6)));
        posts(calls).delete(Delete.where(BLOG.eq(blog)).and(NUMBER.in(List.of(8, 9))));
        assertThat(posts(calls).find(Query.where(BLOG.eq(blog))))
                .extracting(Post::number)
                .containsExactly(1, 2, 6, 7);
        posts(calls)
                .delete(Delete.byKey(blog, 1)
                        .only(TITLE.erase())
                        .only(VOTES.removeKey("ann"))
                        .only(LINES.removeAt(0)));
        Post read = read(post(blog, 1));
        assertThat(read.title()).isNull();
        assertThat(read.votes()).isEmpty();
        assertThat(read.lines()).containsExactly("c");
        assertThat(posts(calls).deleteAll(List.of(post(blog, 1), post(blog, 2))))
                .isEqualTo(2);
        posts(calls).delete(Delete.where(BLOG.eq(blog)));
        assertThat(posts(calls).find(Query.where(BLOG.eq(blog)))).isEmpty();
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls).delete(Delete.where("number", 1)),
                "'blog' of the key has no value");
    }

    @BlockingAndAsync
    void a_delete_may_have_conditions(Calls calls) {
        Post post = saved(calls, "CDE");
        assertThat(posts(calls)
                        .delete(Delete.byKey(post.blog(), 1).onlyIf(STARS.gt(3)))
                        .isApplied())
                .isFalse();
        assertThat(posts(calls)
                        .delete(Delete.byKey(post.blog(), 1)
                                .onlyIf(STARS.gte(3))
                                .and(TITLE.eq("title")))
                        .isApplied())
                .isTrue();
        assertThat(posts(calls).delete(Delete.byKey(post.blog(), 1).ifExists()).isApplied())
                .isFalse();
        assertThat(posts(calls).exists(post.blog(), 1)).isFalse();
        posts(calls).save(post);
        assertThat(posts(calls).delete(Delete.byKey(post.blog(), 1).ifExists()).isApplied())
                .isTrue();
        assertThat(posts(calls).exists(post.blog(), 1)).isFalse();
    }

    @BlockingAndAsync
    void times_are_bound_on_every_path(Calls calls) {
        Post post = saved(calls, "TIM");
        Instant future = Instant.parse("2101-01-01T00:00:00.000005Z");
        WriteOptions timed = WriteOptions.DEFAULT.withTtl(Duration.ofHours(1)).withTimestamp(future);
        posts(calls).update(of(post).change(TITLE.set("late")).with(timed));
        posts(calls).update(of(post).change(TITLE.set("early")));
        assertThat(read(post).title()).isEqualTo("late");
        TitleTimes times = posts(calls)
                .select(Projection.of(TitleTimes.class)
                        .with("written", TITLE.writetime())
                        .with("ttl", Selector.ttl("title")))
                .find(Query.where(BLOG.eq(post.blog())))
                .getFirst();
        assertThat(times.written()).isEqualTo(future.getEpochSecond() * 1_000_000 + 5);
        assertThat(times.ttl()).isBetween(3_000, 3_600);
        posts(calls).delete(Delete.byKey(post.blog(), 1).with(WriteOptions.DEFAULT.withTimestamp(Instant.EPOCH)));
        assertThat(posts(calls).exists(post.blog(), 1)).isTrue();
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls)
                        .update(of(post).change(TITLE.set("x")).with(timed).ifExists()),
                "timestamp");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls).delete(Delete.byKey(post.blog(), 1).with(timed)),
                "ttl");
    }

    @BlockingAndAsync
    void consistency_is_honoured_on_every_path_or_refused(Calls calls) {
        Post post = saved(calls, "CNS");
        WriteOptions three = WriteOptions.DEFAULT.withConsistency(Consistency.THREE);
        Key key = Key.of(post.blog(), 1);
        refused(
                DocumentsError.UNAVAILABLE,
                () -> posts(calls).update(of(post).change(STARS.set(1)).with(three)));
        refused(
                DocumentsError.UNAVAILABLE,
                () -> posts(calls).delete(Delete.of(key).with(three)));
        refused(DocumentsError.UNAVAILABLE, () -> posts(calls).delete(key, three));
        refused(DocumentsError.UNAVAILABLE, () -> posts(calls).saveJson("{\"blog\": \"x\", \"number\": 1}", three));
        refused(
                DocumentsError.UNAVAILABLE,
                () -> posts(calls)
                        .update(of(post).change(STARS.set(1)).with(three).ifExists()));
        WriteOptions serial = WriteOptions.DEFAULT.withSerialConsistency(Consistency.SERIAL);
        assertThat(posts(calls)
                        .update(of(post).change(STARS.set(1)).with(serial).ifExists())
                        .isApplied())
                .isTrue();
        refused(
                DocumentsError.INVALID_QUERY,
                () -> posts(calls).save(post, serial),
                "serial consistency SERIAL is for the condition of a conditional write");
        refused(DocumentsError.INVALID_QUERY, () -> posts(calls).delete(key, serial));
    }

    @BlockingAndAsync
    void a_version_keeps_two_writers_apart(Calls calls) {
        Repository<Account> accounts = repository(Account.class, calls);
        int id = calls == Calls.ASYNC ? 1 : 2;
        Account first = accounts.saveVersioned(new Account(id, "ann", 0));
        assertThat(first).isEqualTo(new Account(id, "ann", 1));
        Account second = accounts.saveVersioned(new Account(id, "bob", first.version()));
        assertThat(second.version()).isEqualTo(2);
        refused(
                DocumentsError.STALE_VERSION,
                () -> accounts.saveVersioned(new Account(id, "cid", first.version())),
                "has not version 1 any more");
        refused(DocumentsError.STALE_VERSION, () -> accounts.saveVersioned(new Account(id, "cid", 0)));
        refused(DocumentsError.STALE_VERSION, () -> accounts.deleteVersioned(first));
        assertThat(accounts.get(id)).contains(second);
        refused(DocumentsError.INVALID_QUERY, () -> accounts.save(second), "use saveVersioned");
        refused(DocumentsError.INVALID_QUERY, () -> accounts.delete(second), "use saveVersioned");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> accounts.update(Update.byKey(id).set("name", "eve")));
        accounts.deleteVersioned(second);
        assertThat(accounts.get(id)).isEmpty();
    }

    @BlockingAndAsync
    void json_is_written_and_read_by_the_server(Calls calls) {
        String blog = "JSN" + calls;
        posts(calls).save(post(blog, 1));
        posts(calls).saveJson("{\"blog\": \"" + blog + "\", \"number\": 1, \"stars\": 8}");
        assertThat(read(post(blog, 1)).stars()).isEqualTo(8);
        assertThat(read(post(blog, 1)).title()).isEqualTo("title");
        posts(calls)
                .saveJson(
                        "{\"blog\": \"" + blog + "\", \"number\": 1, \"stars\": 9}",
                        WriteOptions.DEFAULT.withNulls(WriteOptions.Nulls.ERASE));
        assertThat(read(post(blog, 1)).title()).isNull();
        assertThat(posts(calls).json().find(Query.where(BLOG.eq(blog))))
                .singleElement()
                .asString()
                .contains("\"stars\": 9", "\"title\": null");
        refused(DocumentsError.INVALID_REQUEST, () -> posts(calls).saveJson("no json"));
    }

    @BlockingAndAsync
    void names_and_values_cannot_break_out(Calls calls) {
        String evil = "x'; DROP TABLE contract_posts; --\" ? :a {}";
        posts(calls).save(post(evil, 1));
        posts(calls).update(Update.byKey(evil, 1).change(TITLE.set(evil)).change(VOTES.put(evil, 5)));
        Post read = posts(calls).require(evil, 1);
        assertThat(read.title()).isEqualTo(evil);
        assertThat(read.votes()).containsEntry(evil, 5);
        refused(
                DocumentsError.UNKNOWN_COLUMN,
                () -> posts(calls).update(Update.byKey(evil, 1).set(evil, 1)));
        refused(DocumentsError.UNKNOWN_COLUMN, () -> posts(calls).find(Query.where(evil, 1)));
        posts(calls).delete(Delete.byKey(evil, 1));
    }
}
