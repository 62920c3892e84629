package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Counter;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.Frozen;
import io.penstock.documents.Indexed;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.UserType;
import io.penstock.documents.Vector;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.SchemaPlan.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Plans on a real database: what is planned is what is run, and afterwards there is nothing to plan. */
public abstract class SchemaPlanContract extends DocumentsContract {
    /** A type as it was. */
    @UserType("spot")
    public record OldSpot(String street) {}

    /** The same with another field. */
    @UserType("spot")
    public record Spot(String street, Optional<Integer> zip) {}

    /** A table as it was. */
    @Table("stays")
    public record OldStay(
            @PartitionKey String who,
            @ClusteringKey(descending = true) long at,
            OldSpot spot) {}

    /** The same with all that can be added to a table. */
    @Table(
            value = "stays",
            defaultTtlSeconds = 600,
            options = {
                "comment=it's",
                "gc_grace_seconds=3600",
                "bloom_filter_fp_chance=0.05",
                "speculative_retry=95PERCENTILE",
                "caching={keys: ALL, rows_per_partition: 10}",
                "compression={class: LZ4Compressor, chunk_length_in_kb: 32}",
                "compaction={class: LeveledCompactionStrategy, sstable_size_in_mb: 161}"
            })
    public record Stay(
            @PartitionKey String who,
            @ClusteringKey(descending = true) long at,
            Spot spot,
            @Static Optional<String> mood,
            @Indexed(name = "Notes") Optional<String> note,

            @Indexed(kind = Indexed.Kind.SAI, options = "case_sensitive=false")
            Optional<String> name,

            @Indexed Set<String> tags,

            @Indexed(on = Indexed.On.KEYS) @Indexed(on = Indexed.On.ENTRIES)
            Map<String, Integer> levels,

            @Indexed Map<String, Integer> marks,
            @Frozen @Indexed(on = Indexed.On.FULL) List<Integer> path,

            @Vector(dimensions = 3) @Indexed(kind = Indexed.Kind.SAI, options = "similarity_function=cosine")
            float[] place) {}

    /** A table that views are on. */
    @Table("games")
    public record Game(
            @PartitionKey String player, @ClusteringKey int number, int points) {}

    /** A view as it was. */
    @MaterializedView(value = "by_points", of = Game.class)
    public record OldByPoints(
            @PartitionKey int points,
            @ClusteringKey String player,
            @ClusteringKey(1) int number) {}

    /** The same with other rows and options. */
    @MaterializedView(
            value = "by_points",
            of = Game.class,
            where = "number > 3",
            options = {"gc_grace_seconds=3600", "comment=Games by points"})
    public record ByPoints(
            @PartitionKey int points,
            @ClusteringKey String player,
            @ClusteringKey(value = 1, descending = true) int number) {}

    /** A small table. */
    @Table("plain")
    public record Plain(@PartitionKey int id, @Indexed Optional<String> a) {}

    /** The same with a column more, and without its index. */
    @Table("plain")
    public record MorePlain(@PartitionKey int id, Optional<String> a, Optional<String> b) {}

    /** What a plain table cannot become. */
    @Table("plain")
    public record OtherPlain(@PartitionKey int id, Optional<Integer> a, Optional<String> c) {}

    /** Counters. */
    @Table("plain_counts")
    public record Counts(@PartitionKey int id, @Counter long hits) {}

    @Test
    void what_can_be_added_to_a_table_is_added_and_then_nothing_is_left() {
        session().schema().sync(OldStay.class, Counts.class);
        SchemaDescription before = session().schema().describe();
        SchemaPlan plan = session().schema().plan(Stay.class, Counts.class);
        assertThat(session().schema().describe()).as("after planning").isEqualTo(before);
        assertThat(plan.drift()).isEmpty();
        assertThat(plan.steps())
                .extracting(SchemaPlan.Step::action)
                .containsOnly(Action.ADD_FIELD, Action.ADD_COLUMN, Action.ALTER_TABLE, Action.CREATE_INDEX);
        session().schema().apply(plan);
        assertThat(session().schema().plan(Stay.class, Counts.class).report()).isEmpty();
        assertThat(session().schema().check(Stay.class)).isEmpty();
        var table = session().schema().table("stays").orElseThrow();
        assertThat(table.column("mood").orElseThrow().role()).isEqualTo(new EntityColumn.Static());
        assertThat(table.options()).containsEntry("comment", new OptionValue.Text("it's"));
        assertThat(table.indexes()).hasSize(8);
        // The class as it was finds more than it knows, and one option that it says otherwise.
        assertThat(session().schema().plan(OldStay.class).cql())
                .isEqualTo("ALTER TABLE " + session().keyspace() + ".stays WITH default_time_to_live = 0;\n");
    }

    @Test
    void views_are_made_after_their_table_altered_and_made_again_when_allowed() {
        session().schema().sync(OldByPoints.class);
        assertThat(session().schema().plan(OldByPoints.class).isEmpty()).isTrue();
        assertThatThrownBy(() -> session().schema().sync(ByPoints.class))
                .hasMessageContaining("view 'by_points': column 'number' is a clustering key 1, the class expects a"
                        + " clustering key 1 descending; it has the rows with ");
        PlanOptions allowed = PlanOptions.DEFAULT.withDroppableViews("by_points");
        session().schema().sync(allowed, ByPoints.class);
        assertThat(session().schema().plan(allowed, ByPoints.class).report()).isEmpty();
        session()
                .execute(CqlStatement.of(
                        "ALTER MATERIALIZED VIEW " + session().keyspace() + ".by_points WITH gc_grace_seconds = 1"));
        session().schema().sync(ByPoints.class);
        assertThat(session().schema().plan(ByPoints.class).isEmpty()).isTrue();
        session().schema().dropView("by_points");
        session().schema().dropTable(Game.class);
        assertThat(session().schema().table("games")).isEmpty();
    }

    @Test
    void drift_refuses_the_whole_plan_and_only_named_indexes_are_dropped() {
        session().schema().create(Plain.class);
        refused(
                () -> session().schema().sync(OtherPlain.class),
                DocumentsError.SCHEMA_MISMATCH,
                "keyspace '" + session().keyspace() + "' does not fit the classes, and the plan cannot mend it: table"
                        + " 'plain': column 'a' has type text, the class expects int (");
        assertThat(session().schema().table("plain").orElseThrow().column("c")).isEmpty();
        session().schema().sync(MorePlain.class);
        assertThat(session().schema().table("plain").orElseThrow().indexes()).hasSize(1);
        session().schema().sync(PlanOptions.DEFAULT.withDroppableIndexes("plain_a_idx"), MorePlain.class);
        assertThat(session().schema().table("plain").orElseThrow().indexes()).isEmpty();
        session().execute(CqlStatement.of("INSERT INTO " + session().keyspace() + ".plain (id) VALUES (1)"));
        session().schema().truncate(Plain.class);
        assertThat(session().repository(MorePlain.class).findAll()).isEmpty();
        session().schema().dropTable("plain");
        session().schema().dropTable("plain");
    }

    @Test
    void a_plan_whose_schema_moved_on_is_refused_and_one_that_was_done_is_not_done_again() {
        DocumentSession other = documents().session(session().keyspace() + "_o");
        other.schema().createKeyspace(KeyspaceSettings.of(Replication.simple(1)).withDurableWrites(false));
        other.schema().create(Plain.class);
        PlanOptions durable = PlanOptions.DEFAULT.withKeyspace(KeyspaceSettings.of(Replication.simple(1)));
        SchemaPlan plan = other.schema().plan(durable, MorePlain.class);
        other.schema().apply(plan);
        other.schema().apply(plan);
        assertThat(other.schema().plan(durable, MorePlain.class).isEmpty()).isTrue();
        other.schema().dropTable("plain");
        refused(
                () -> other.schema().apply(plan),
                DocumentsError.STALE_PLAN,
                "the schema of keyspace '" + other.keyspace() + "' changed after the plan was made, and nothing was"
                        + " run: it would take CREATE TABLE IF NOT EXISTS ");
        assertThat(other.schema().table("plain")).isEmpty();
        other.schema().dropKeyspace();
        assertThat(other.schema().describe().settings()).isEmpty();
    }

    @Test
    void a_keyspace_is_made_and_altered_by_data_centre_and_dropped_once_or_twice() {
        DocumentSession other = documents().session(session().keyspace() + "_d");
        String datacenter = String.valueOf(session()
                .execute(CqlStatement.of("SELECT data_center FROM system.local"))
                .rows()
                .getFirst()
                .get(0));
        Replication one = Replication.perDatacenter(Map.of(datacenter, 1));
        other.schema().dropKeyspace();
        other.schema().createKeyspace(one);
        other.schema().create(Plain.class);
        assertThat(other.schema().describe().settings().orElseThrow().replication())
                .isEqualTo(one.options());
        PlanOptions two =
                PlanOptions.DEFAULT.withKeyspace(KeyspaceSettings.of(Replication.perDatacenter(Map.of(datacenter, 2))));
        assertThat(other.schema().plan(two, Plain.class).cql())
                .isEqualTo("ALTER KEYSPACE " + other.keyspace()
                        + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + datacenter + "': 2};\n");
        other.schema().sync(two, Plain.class);
        assertThat(other.schema().plan(two, Plain.class).isEmpty()).isTrue();
        refused(
                () -> documents()
                        .session(session().keyspace() + "_e")
                        .schema()
                        .createKeyspace(Replication.perDatacenter(Map.of("nowhere", 1))),
                DocumentsError.INVALID_REQUEST,
                "the server refuses the statement: Unrecognized strategy option {nowhere}");
        other.schema().dropKeyspace();
        assertThat(other.schema().describe().settings()).isEmpty();
        other.schema().dropKeyspace();
        other.schema().async().dropKeyspace().join();
    }

    @Test
    void programs_that_apply_at_once_do_not_hinder_each_other() {
        DocumentSession other = documents().session(session().keyspace() + "_p");
        other.schema().createKeyspace(Replication.simple(1));
        other.schema().create(Plain.class);
        SchemaPlan plan = other.schema().plan(MorePlain.class, Counts.class);
        CompletableFuture<Void> first = other.schema().async().apply(plan);
        CompletableFuture<Void> second = other.schema().async().apply(plan);
        CompletableFuture<Void> third = other.schema().async().sync(List.of(MorePlain.class, Counts.class));
        CompletableFuture.allOf(first, second, third).join();
        assertThat(other.schema().plan(MorePlain.class, Counts.class).isEmpty()).isTrue();
    }

    private static void refused(Runnable action, DocumentsError error, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(error))
                .hasMessageStartingWith(message);
    }
}
