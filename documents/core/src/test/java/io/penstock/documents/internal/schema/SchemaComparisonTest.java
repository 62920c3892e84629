package io.penstock.documents.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.IndexDescription.Target;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.documents.schema.ViewDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {
    private static final EntityColumn.Role REGULAR = new EntityColumn.Regular();
    private static final EntityColumn.Role STATIC = new EntityColumn.Static();
    private static final TableColumn KEY = column("k", Scalar.TEXT, new EntityColumn.Partition(0));
    private static final TableColumn SORT = column("c", Scalar.INT, new EntityColumn.Clustering(0, false));
    private static final CqlType TAGS = new CqlType.SetOf(Scalar.TEXT, false);
    private static final CqlType LEVELS = new CqlType.MapOf(Scalar.TEXT, Scalar.INT, false);

    record City(String name) {}

    record Place(String street, City city) {}

    @Table(value = "visits", defaultTtlSeconds = 60)
    record Visit(
            @PartitionKey String who,
            @ClusteringKey long at,
            @ClusteringKey(value = 1, descending = true) Place place,
            List<Place> before) {}

    @Test
    void types_come_before_what_uses_them_and_once() {
        SchemaDescription wanted = WantedSchema.of("ops", List.of(EntityModel.of(Visit.class)), PlanOptions.DEFAULT);
        assertThat(SchemaComparison.plan(wanted, live(), PlanOptions.DEFAULT).cql())
                .isEqualTo("""
                        CREATE TYPE IF NOT EXISTS ops.city (name text);
                        CREATE TYPE IF NOT EXISTS ops.place (street text, city frozen<city>);
                        CREATE TABLE IF NOT EXISTS ops.visits (who text, at bigint, place frozen<place>, \
                        before list<frozen<place>>, PRIMARY KEY ((who), at, place)) \
                        WITH CLUSTERING ORDER BY (at ASC, place DESC) AND default_time_to_live = 60;
                        """);
    }

    @Test
    void a_keyspace_is_made_as_it_is_wanted() {
        assertThat(keyspace(KeyspaceSettings.of(Replication.simple(3)), "Odd"))
                .isEqualTo("CREATE KEYSPACE IF NOT EXISTS \"Odd\" WITH replication ="
                        + " {'class': 'SimpleStrategy', 'replication_factor': 3};\n");
        assertThat(keyspace(
                        KeyspaceSettings.of(Replication.perDatacenter(Map.of("west", 2, "e'ast", 3)))
                                .withDurableWrites(false),
                        "ops"))
                .endsWith("{'class': 'NetworkTopologyStrategy', 'e''ast': 3, 'west': 2} AND durable_writes = false;\n");
        // Only ScyllaDB has tablets; this text was not run on it.
        assertThat(keyspace(KeyspaceSettings.of(Replication.simple(1)).withTablets(false), "ops"))
                .endsWith(" AND tablets = {'enabled': false};\n");
        assertThat(keyspace(KeyspaceSettings.of(Replication.simple(1)).withInitialTablets(8), "ops"))
                .endsWith(" AND tablets = {'enabled': true, 'initial': 8};\n");
    }

    private static String keyspace(KeyspaceSettings settings, String name) {
        PlanOptions options = PlanOptions.DEFAULT.withKeyspace(settings);
        return SchemaComparison.plan(
                        WantedSchema.of(name, List.of(), options),
                        new LiveKeyspace(
                                new SchemaDescription(name, Optional.empty(), List.of(), List.of(), List.of()),
                                Map.of()),
                        options)
                .cql();
    }

    @Test
    void a_keyspace_is_altered_only_where_it_differs() {
        KeyspaceSettings settings = KeyspaceSettings.of(Replication.perDatacenter(Map.of("east", 3)))
                .withDurableWrites(false);
        PlanOptions options = PlanOptions.DEFAULT.withKeyspace(settings);
        assertThat(SchemaComparison.plan(WantedSchema.of("ops", List.of(), options), live(), options)
                        .cql())
                .isEqualTo("""
                        ALTER KEYSPACE ops WITH replication = {'class': 'NetworkTopologyStrategy', 'east': 3};
                        ALTER KEYSPACE ops WITH durable_writes = false;
                        """);
        PlanOptions same = PlanOptions.DEFAULT.withKeyspace(KeyspaceSettings.of(Replication.simple(1)));
        assertThat(SchemaComparison.plan(WantedSchema.of("ops", List.of(), same), live(), same)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_missing_keyspace_without_settings_is_drift() {
        LiveKeyspace nothing = new LiveKeyspace(
                new SchemaDescription("ops", Optional.empty(), List.of(), List.of(), List.of()), Map.of());
        assertThat(SchemaComparison.plan(
                                WantedSchema.of("ops", List.of(), PlanOptions.DEFAULT), nothing, PlanOptions.DEFAULT)
                        .report())
                .isEqualTo("-- cannot be mended: keyspace 'ops': it does not exist: make it with createKeyspace, or"
                        + " name its settings in PlanOptions\n");
    }

    @Test
    void columns_are_added_with_their_role() {
        assertThat(plan(
                                table(KEY, SORT, column("More", Scalar.TEXT, REGULAR), column("limit", TAGS, STATIC)),
                                table(KEY, SORT))
                        .cql())
                .isEqualTo("""
                        ALTER TABLE ops.t ADD "More" text;
                        ALTER TABLE ops.t ADD "limit" set<text> STATIC;
                        """);
    }

    @Test
    void what_cql_cannot_alter_is_drift_with_advice() {
        TableDescription is = table(
                KEY,
                column("day", Scalar.DATE, new EntityColumn.Partition(1)),
                column("c", Scalar.BIGINT, new EntityColumn.Clustering(0, true)),
                column("s", Scalar.TEXT, REGULAR),
                column("more", Scalar.TEXT, REGULAR));
        SchemaPlan plan =
                plan(table(KEY, SORT, column("s", Scalar.TEXT, STATIC), column("late", Scalar.COUNTER, REGULAR)), is);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.report()).isEqualTo("""
                        -- cannot be mended: table 't': column 'c' has type bigint, the class expects int: \
                        CQL cannot change a primary key; make a table with another name and copy the rows, or give the \
                        class the key of the database
                        -- cannot be mended: table 't': column 'c' is a clustering key 0 descending, the class expects a \
                        clustering key 0: CQL cannot change a primary key; make a table with another name and copy the \
                        rows, or give the class the key of the database
                        -- cannot be mended: table 't': column 'late' does not exist; the class expects it with type \
                        counter: column 'more' is no counter, and counters do not share a table with other columns; use \
                        another table
                        -- cannot be mended: table 't': column 's' is a regular column, the class expects a static \
                        column: a column stays static or not; give the component the role of the database, or a column \
                        with another name and copy the values
                        -- cannot be mended: table 't': column 'day' is a partition key 1 of the table, but the class \
                        has no such component: CQL cannot change a primary key; make a table with another name and copy \
                        the rows, or give the class the key of the database
                        -- stays: table 't': column 'more' of type text has no component
                        """);
    }

    @Test
    void a_dropped_column_comes_back_only_as_it_was() {
        TableColumn old = column("v", Scalar.TEXT, REGULAR);
        LiveKeyspace live =
                new LiveKeyspace(schema(List.of(), List.of(table(KEY)), List.of()), Map.of("t", List.of(old)));
        assertThat(SchemaComparison.plan(
                                schema(List.of(), List.of(table(KEY, old)), List.of()), live, PlanOptions.DEFAULT)
                        .cql())
                .isEqualTo("ALTER TABLE ops.t ADD v text;\n");
        assertThat(SchemaComparison.plan(
                                schema(List.of(), List.of(table(KEY, column("v", Scalar.INT, REGULAR))), List.of()),
                                live,
                                PlanOptions.DEFAULT)
                        .report())
                .isEqualTo("-- cannot be mended: table 't': column 'v' does not exist; the class expects it with type"
                        + " int: a column of this name was dropped, which was a regular column of type text, and its old"
                        + " values may still lie on disk; use another name\n");
    }

    @Test
    void only_options_that_differ_are_altered_and_in_one_step() {
        TableDescription is = options(Map.of(
                "comment", text("was"),
                "gc_grace_seconds", number("864000"),
                "bloom_filter_fp_chance", number("0.010"),
                "speculative_retry", text("99p"),
                "compaction",
                        new OptionValue.Entries(Map.of(
                                "class", "org.apache.cassandra.db.compaction.LeveledCompactionStrategy",
                                "sstable_size_in_mb", "160",
                                "max_threshold", "32"))));
        assertThat(plan(
                                options(Map.of(
                                        "comment", text("it's"),
                                        "gc_grace_seconds", number("60"),
                                        "bloom_filter_fp_chance", number("0.01"),
                                        "speculative_retry", text("99PERCENTILE"),
                                        "compaction",
                                                new OptionValue.Entries(Map.of(
                                                        "class", "LeveledCompactionStrategy",
                                                        "sstable_size_in_mb", "160")))),
                                is)
                        .cql())
                .isEqualTo("ALTER TABLE ops.t WITH comment = 'it''s' AND gc_grace_seconds = 60;\n");
        SchemaPlan unseen = plan(options(Map.of("tombstone_gc", text("repair"))), is);
        assertThat(unseen.isEmpty()).isTrue();
        assertThat(unseen.report())
                .isEqualTo("-- stays: table 't': the database does not show option tombstone_gc, so it was not compared"
                        + " with 'repair'\n");
    }

    @Test
    void indexes_of_every_kind_are_made() {
        TableDescription is = table(
                KEY,
                column("tags", TAGS, REGULAR),
                column("levels", LEVELS, REGULAR),
                column("v", Scalar.TEXT, REGULAR));
        assertThat(plan(
                                indexes(
                                        is,
                                        index("a", "v", Target.COLUMN, "", Map.of()),
                                        index("b", "tags", Target.VALUES, "", Map.of()),
                                        index("c", "levels", Target.KEYS, "", Map.of()),
                                        index("d", "levels", Target.ENTRIES, "sai", Map.of()),
                                        index("e", "v", Target.COLUMN, "sai", Map.of("case_sensitive", "false")),
                                        index("f", "v", Target.FULL, "", Map.of()),
                                        // Only ScyllaDB has this class; its text was not run on it.
                                        index(
                                                "g",
                                                "v",
                                                Target.COLUMN,
                                                "vector_index",
                                                Map.of("similarity_function", "COSINE"))),
                                is)
                        .cql())
                .isEqualTo("""
                        CREATE INDEX IF NOT EXISTS a ON ops.t (v);
                        CREATE INDEX IF NOT EXISTS b ON ops.t (VALUES(tags));
                        CREATE INDEX IF NOT EXISTS c ON ops.t (KEYS(levels));
                        CREATE CUSTOM INDEX IF NOT EXISTS d ON ops.t (ENTRIES(levels)) USING 'sai';
                        CREATE CUSTOM INDEX IF NOT EXISTS e ON ops.t (v) USING 'sai' WITH OPTIONS = \
                        {'case_sensitive': 'false'};
                        CREATE INDEX IF NOT EXISTS f ON ops.t (FULL(v));
                        CREATE CUSTOM INDEX IF NOT EXISTS g ON ops.t (v) USING 'vector_index' WITH OPTIONS = \
                        {'similarity_function': 'COSINE'};
                        """);
    }

    @Test
    void an_index_is_dropped_or_changed_only_when_it_is_named() {
        TableDescription base = table(KEY, column("levels", LEVELS, REGULAR));
        TableDescription is = indexes(
                base,
                index("i", "levels", Target.VALUES, "", Map.of()),
                index("hand", "levels", Target.KEYS, "", Map.of()));
        TableDescription wanted = indexes(base, index("i", "levels", Target.ENTRIES, "", Map.of()));
        assertThat(plan(wanted, is).report()).isEqualTo("""
                        -- cannot be mended: table 't': index 'i' is on values('levels'), the class declares it on \
                        entries('levels'): an index is changed by making it again, and until it is built queries by it \
                        fail; allow that by withDroppableIndexes("i"), or give the index another name
                        -- stays: table 't': index 'hand' on keys('levels') is declared by no class
                        """);
        PlanOptions allowed = PlanOptions.DEFAULT.withDroppableIndexes("i", "hand", "gone");
        assertThat(plan(wanted, is, allowed).report()).isEqualTo("""
                        DROP INDEX IF EXISTS ops.i;
                        DROP INDEX IF EXISTS ops.hand;
                        CREATE INDEX IF NOT EXISTS i ON ops.t (ENTRIES(levels));
                        """);
        assertThat(plan(is, is, allowed).isEmpty()).isTrue();
    }

    @Test
    void an_index_under_another_name_serves_unless_it_may_be_dropped() {
        TableDescription base = table(KEY, column("v", Scalar.TEXT, REGULAR));
        TableDescription is = indexes(
                base,
                index("old", "v", Target.COLUMN, "org.apache.cassandra.index.sai.StorageAttachedIndex", Map.of()));
        TableDescription wanted = indexes(base, index("new", "v", Target.COLUMN, "sai", Map.of()));
        assertThat(plan(wanted, is).isEmpty()).isTrue();
        assertThat(plan(wanted, is, PlanOptions.DEFAULT.withDroppableIndexes("old"))
                        .cql())
                .isEqualTo("""
                        DROP INDEX IF EXISTS ops.old;
                        CREATE CUSTOM INDEX IF NOT EXISTS new ON ops.t (v) USING 'sai';
                        """);
    }

    @Test
    void types_grow_and_never_change_otherwise() {
        CqlType.UserType is = type("place", field("street", Scalar.TEXT), field("Old", Scalar.INT));
        CqlType.UserType wanted =
                type("place", field("street", Scalar.ASCII), field("Zip code", new CqlType.ListOf(Scalar.INT, false)));
        LiveKeyspace live = new LiveKeyspace(schema(List.of(is), List.of(), List.of()), Map.of());
        assertThat(SchemaComparison.plan(schema(List.of(wanted), List.of(), List.of()), live, PlanOptions.DEFAULT)
                        .report())
                .isEqualTo("""
                        ALTER TYPE ops.place ADD "Zip code" list<int>;
                        -- cannot be mended: type 'place': field 'street' has type text, the class expects ascii: a \
                        field keeps its type; give the component the type of the database, or add a field with another \
                        name
                        -- stays: type 'place': field 'Old' of type int has no component
                        """);
        TableDescription keyed =
                table(column("k", new CqlType.UserType("place", List.of(), true), new EntityColumn.Partition(0)));
        LiveKeyspace used = new LiveKeyspace(schema(List.of(is), List.of(keyed), List.of()), Map.of());
        assertThat(SchemaComparison.plan(
                                schema(
                                        List.of(type("place", field("street", Scalar.TEXT), field("b", Scalar.INT))),
                                        List.of(),
                                        List.of()),
                                used,
                                PlanOptions.DEFAULT)
                        .report())
                .startsWith(
                        "-- cannot be mended: type 'place': field 'b' does not exist; the class expects it with type"
                                + " int: the type is part of the partition key of table 't', so that no field can be added; make"
                                + " another type\n");
    }

    @Test
    void what_lies_within_a_frozen_type_is_frozen_whether_said_or_not() {
        CqlType nested = new CqlType.ListOf(new CqlType.ListOf(Scalar.INT, false), true);
        CqlType spelled = new CqlType.ListOf(new CqlType.ListOf(Scalar.INT, true), true);
        assertThat(plan(table(KEY, column("v", nested, REGULAR)), table(KEY, column("v", spelled, REGULAR)))
                        .isEmpty())
                .isTrue();
        assertThat(plan(
                                table(KEY, column("v", new CqlType.ListOf(Scalar.INT, false), REGULAR)),
                                table(KEY, column("v", new CqlType.ListOf(Scalar.INT, true), REGULAR)))
                        .drift())
                .hasSize(1);
    }

    @Test
    void views_are_made_altered_and_made_again_when_allowed() {
        ViewDescription view =
                view("c IS NOT NULL AND k IS NOT NULL AND c > 3", Map.of("gc_grace_seconds", number("60")));
        assertThat(views(List.of(view), List.of(), PlanOptions.DEFAULT).cql())
                .isEqualTo(
                        "CREATE MATERIALIZED VIEW IF NOT EXISTS ops.by_c AS SELECT c, k FROM ops.t WHERE c IS NOT NULL"
                                + " AND k IS NOT NULL AND c > 3 PRIMARY KEY ((c), k) WITH CLUSTERING ORDER BY (k DESC) AND"
                                + " gc_grace_seconds = 60;\n");
        ViewDescription shown =
                view("k IS NOT NULL AND \"c\" is not null AND c>3", Map.of("gc_grace_seconds", number("864000")));
        assertThat(views(List.of(view), List.of(shown), PlanOptions.DEFAULT).cql())
                .isEqualTo("ALTER MATERIALIZED VIEW ops.by_c WITH gc_grace_seconds = 60;\n");
        ViewDescription other = view("c IS NOT NULL AND k IS NOT NULL AND c > 4", Map.of());
        assertThat(views(List.of(view), List.of(other), PlanOptions.DEFAULT).report())
                .isEqualTo(
                        "-- cannot be mended: view 'by_c': it has the rows with c IS NOT NULL AND k IS NOT NULL AND c >"
                                + " 4, the class expects those with c IS NOT NULL AND k IS NOT NULL AND c > 3: a view is changed"
                                + " by making it again, and until it is built it lacks rows; allow that by"
                                + " withDroppableViews(\"by_c\"), or give the view another name\n");
        PlanOptions allowed = PlanOptions.DEFAULT.withDroppableViews("by_c");
        assertThat(views(List.of(view), List.of(other), allowed).steps())
                .extracting(SchemaPlan.Step::action)
                .containsExactly(SchemaPlan.Action.DROP_VIEW, SchemaPlan.Action.CREATE_VIEW);
        assertThat(views(List.of(), List.of(other), PlanOptions.DEFAULT).report())
                .isEqualTo("-- stays: table 't': view 'by_c' is declared by no class\n");
        assertThat(views(List.of(), List.of(other), allowed).cql())
                .isEqualTo("DROP MATERIALIZED VIEW IF EXISTS ops.by_c;\n");
    }

    private static SchemaPlan views(List<ViewDescription> wanted, List<ViewDescription> is, PlanOptions options) {
        TableDescription base = table(KEY, SORT);
        return SchemaComparison.plan(
                schema(List.of(), List.of(base), wanted),
                new LiveKeyspace(schema(List.of(), List.of(base), is), Map.of()),
                options);
    }

    @Test
    void a_view_says_its_order_also_where_it_ascends() {
        ViewDescription view = view("c IS NOT NULL AND k IS NOT NULL", Map.of(), false);
        assertThat(views(List.of(view), List.of(), PlanOptions.DEFAULT).cql())
                .isEqualTo(
                        "CREATE MATERIALIZED VIEW IF NOT EXISTS ops.by_c AS SELECT c, k FROM ops.t WHERE c IS NOT NULL"
                                + " AND k IS NOT NULL PRIMARY KEY ((c), k) WITH CLUSTERING ORDER BY (k ASC);\n");
    }

    private static ViewDescription view(String where, Map<String, OptionValue> options) {
        return view(where, options, true);
    }

    private static ViewDescription view(String where, Map<String, OptionValue> options, boolean descending) {
        return new ViewDescription(
                "ops",
                "by_c",
                "t",
                List.of(
                        column("c", Scalar.INT, new EntityColumn.Partition(0)),
                        column("k", Scalar.TEXT, new EntityColumn.Clustering(0, descending))),
                where,
                options);
    }

    private static SchemaPlan plan(TableDescription wanted, TableDescription is) {
        return plan(wanted, is, PlanOptions.DEFAULT);
    }

    private static SchemaPlan plan(TableDescription wanted, TableDescription is, PlanOptions options) {
        return SchemaComparison.plan(
                schema(List.of(), List.of(wanted), List.of()),
                new LiveKeyspace(schema(List.of(), List.of(is), List.of()), Map.of()),
                options);
    }

    private static LiveKeyspace live() {
        return new LiveKeyspace(schema(List.of(), List.of(), List.of()), Map.of());
    }

    private static SchemaDescription schema(
            List<CqlType.UserType> types, List<TableDescription> tables, List<ViewDescription> views) {
        return new SchemaDescription(
                "ops", Optional.of(KeyspaceSettings.of(Replication.simple(1))), types, tables, views);
    }

    private static TableDescription table(TableColumn... columns) {
        return new TableDescription("ops", "t", List.of(columns), Map.of(), List.of());
    }

    private static TableDescription options(Map<String, OptionValue> options) {
        return new TableDescription("ops", "t", List.of(KEY), options, List.of());
    }

    private static TableDescription indexes(TableDescription table, IndexDescription... indexes) {
        List<IndexDescription> all = new ArrayList<>(List.of(indexes));
        return new TableDescription("ops", "t", table.columns(), table.options(), all);
    }

    private static IndexDescription index(
            String name, String column, Target target, String using, Map<String, String> options) {
        return new IndexDescription(name, column, target, using, options);
    }

    private static TableColumn column(String name, CqlType type, EntityColumn.Role role) {
        return new TableColumn(name, type, role);
    }

    private static CqlType.UserType type(String name, CqlColumn... fields) {
        return new CqlType.UserType(name, List.of(fields), false);
    }

    private static CqlColumn field(String name, CqlType type) {
        return new CqlColumn(name, type);
    }

    private static OptionValue text(String text) {
        return new OptionValue.Text(text);
    }

    private static OptionValue number(String number) {
        return new OptionValue.Numeric(new BigDecimal(number));
    }
}
