package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.Assignment;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.Delete;
import io.penstock.documents.Discriminator;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.LwtResult;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes of classes that share a table, and of columns that the rows of a partition share, without a database. */
@NullMarked
class HierarchyWritesTest {
    @Table("shows")
    @Discriminator(column = "kind")
    sealed interface Show permits Play, Film {}

    record Play(
            @PartitionKey String site,
            @ClusteringKey int id,
            @Static @Nullable String owner,
            @Nullable String title) implements Show {}

    record Film(
            @PartitionKey String site,
            @ClusteringKey int id,
            @Nullable Integer seconds) implements Show {}

    private static final RequestOptions RUN = RequestOptions.defaults().withIdempotent(true);
    private static final List<CqlColumn> ROW = List.of(
            new CqlColumn("[applied]", CqlType.Scalar.BOOLEAN),
            new CqlColumn("site", CqlType.Scalar.TEXT),
            new CqlColumn("id", CqlType.Scalar.INT),
            new CqlColumn("kind", CqlType.Scalar.TEXT),
            new CqlColumn("owner", CqlType.Scalar.TEXT),
            new CqlColumn("seconds", CqlType.Scalar.INT),
            new CqlColumn("title", CqlType.Scalar.TEXT));
    private static final Update<Object> PLAY = Update.byKey("s", 1);

    private final EntityPlan<Play> plays = new EntityPlan<>(Play.class, "ops");
    private final EntityPlan<Show> shows = new EntityPlan<>(Show.class, "ops");

    private static CqlPage refused(@Nullable String kind) {
        @Nullable Object[] values = {false, "s", 1, kind, "o", null, "t"};
        CqlRow row = Arrays.asList(values)::get;
        return new CqlPage(ROW, List.of(row), Optional.empty());
    }

    @Test
    void changes_of_static_columns_alone_name_the_partition_only() {
        CqlStatement changes = Mutations.saveChanges(
                        plays, new Play("s", 1, "a", "t"), new Play("s", 1, "b", "t"), WriteOptions.DEFAULT, RUN)
                .orElseThrow();
        assertThat(changes.cql()).isEqualTo("UPDATE ops.shows SET owner = ? WHERE site = ?");
        assertThat(changes.values()).containsExactly("b", "s");
        CqlStatement mixed = Mutations.saveChanges(
                        plays, new Play("s", 1, "a", "t"), new Play("s", 1, "b", "u"), WriteOptions.DEFAULT, RUN)
                .orElseThrow();
        assertThat(mixed.cql()).endsWith(" WHERE site = ? AND id = ?");
        for (Update<Object> update : List.of(PLAY, Update.byKey("s"))) {
            CqlStatement statement = Updates.update(plays, update.set("owner", "b"), RUN);
            assertThat(statement.cql()).isEqualTo("UPDATE ops.shows SET owner = ? WHERE site = ?");
            assertThat(statement.values()).containsExactly("b", "s");
        }
        assertThat(Updates.delete(plays, Delete.byKey("s", 1).only(Assignment.erase("owner")), RUN)
                        .cql())
                .isEqualTo("DELETE owner FROM ops.shows WHERE site = ?");
    }

    @Test
    void an_update_that_may_make_a_row_says_its_class() {
        CqlStatement update = Updates.update(plays, PLAY.set("title", "x"), RUN);
        assertThat(update.cql()).isEqualTo("UPDATE ops.shows SET title = ?, kind = ? WHERE site = ? AND id = ?");
        assertThat(update.values()).containsExactly("x", "play", "s", 1);
        assertThat(Updates.update(plays, PLAY.set("title", "x").onlyIf(Condition.isNull("title")), RUN)
                        .cql())
                .startsWith("UPDATE ops.shows SET title = ?, kind = ? WHERE");
        assertThat(Updates.update(plays, PLAY.set("title", "x").ifExists(), RUN).cql())
                .doesNotContain("kind");
        assertThat(Updates.update(
                                plays,
                                PLAY.set("title", "x").with(WriteOptions.DEFAULT.withTtl(Duration.ofSeconds(5))),
                                RUN)
                        .cql())
                .doesNotContain("kind");
        assertThat(Updates.update(shows, PLAY.set("title", "x"), RUN).cql()).doesNotContain("kind");
    }

    @Test
    void a_row_without_a_class_is_of_none() {
        CqlRow row = Arrays.<@Nullable Object>asList("s", 1, "o", "t", null)::get;
        assertThat(plays.isOfEntity(row)).isFalse();
    }

    @Test
    void a_conditional_write_that_meets_a_row_of_another_class_tells_what_it_saw() {
        for (String kind : Arrays.<@Nullable String>asList("film", null)) {
            LwtResult<Play> result = new LwtAnswers<>(plays).result(refused(kind));
            assertThat(result).isInstanceOf(LwtResult.Unmet.class);
            assertThat(((LwtResult.Unmet<Play>) result).seen())
                    .containsEntry("kind", kind)
                    .containsEntry("title", "t");
        }
        assertThat(new LwtAnswers<>(plays).result(refused("play")).existing()).contains(new Play("s", 1, "o", "t"));
        assertThat(new LwtAnswers<>(shows).result(refused("film")).existing()).contains(new Film("s", 1, null));
    }

    @Test
    void the_row_that_stood_in_the_way_passes_the_hook_of_loaded_records() {
        EntityHooks<Play> hooks = new EntityHooks<>() {
            @Override
            public Play afterLoad(Play play) {
                return new Play(play.site(), play.id(), play.owner(), "loaded " + play.title());
            }
        };
        EntityPlan<Play> hooked = new EntityPlan<>(Play.class, "ops", new Hooks(Map.of(Play.class, hooks)));
        assertThat(new LwtAnswers<>(hooked).result(refused("play")).existing())
                .contains(new Play("s", 1, "o", "loaded t"));
    }
}
