package io.penstock.documents.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.Replication;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever CQL can mend is mended by one plan, from any state: afterwards there is nothing to plan. */
class SchemaComparisonPropertyTest {
    private static final List<String> NAMES = List.of("a", "order", "Odd", "with space", "quo\"ted", "it's", "dot.ted");
    private static final List<Target> TARGETS = List.of(Target.values());
    private static final Set<String> INDEXES = Set.of("i0", "i1", "i2", "I 3", "hand");
    private static final CqlType.UserType SPOT = new CqlType.UserType(
            "Spot", List.of(new CqlColumn("x", Scalar.INT), new CqlColumn("The y", Scalar.TEXT)), false);
    private static final List<CqlType> TYPES = List.of(
            Scalar.TEXT,
            Scalar.VARINT,
            Scalar.TIMESTAMP,
            new CqlType.ListOf(Scalar.TEXT, false),
            new CqlType.SetOf(Scalar.INT, true),
            new CqlType.MapOf(Scalar.TEXT, new CqlType.ListOf(Scalar.INT, true), false),
            new CqlType.Tuple(List.of(Scalar.INT, Scalar.TEXT)),
            new CqlType.Vector(Scalar.FLOAT, 3),
            SPOT.asFrozen(),
            new CqlType.ListOf(SPOT.asFrozen(), false));

    @Property(tries = 200)
    void a_plan_that_was_run_leaves_nothing_to_plan(@ForAll long seed) {
        Random random = new Random(seed);
        SchemaDescription wanted = wanted(random);
        FakeKeyspace keyspace = new FakeKeyspace(worn(wanted, random));
        PlanOptions options = new PlanOptions(Optional.empty(), INDEXES, Set.of());
        SchemaPlan plan = SchemaComparison.plan(wanted, keyspace.live(), options);
        assertThat(plan.drift()).as("drift").isEmpty();
        plan.steps().forEach(step -> keyspace.run(step.cql()));
        SchemaPlan after = SchemaComparison.plan(wanted, keyspace.live(), options);
        assertThat(after.isEmpty())
                .as("%s\nafter\n%s", after.report(), plan.cql())
                .isTrue();
    }

    private static SchemaDescription wanted(Random random) {
        List<TableDescription> tables = new ArrayList<>();
        for (String name : List.of("t", "Other", "and")) {
            List<TableColumn> columns = new ArrayList<>();
            columns.add(new TableColumn("k", Scalar.TEXT, new EntityColumn.Partition(0)));
            columns.add(new TableColumn("K2", Scalar.INT, new EntityColumn.Partition(1)));
            columns.add(new TableColumn("c", Scalar.INT, new EntityColumn.Clustering(0, random.nextBoolean())));
            for (String column : NAMES) {
                if (random.nextInt(3) > 0) {
                    columns.add(new TableColumn(
                            column,
                            TYPES.get(random.nextInt(TYPES.size())),
                            random.nextInt(4) == 0 ? new EntityColumn.Static() : new EntityColumn.Regular()));
                }
            }
            List<IndexDescription> indexes =
                    name.equals("t") ? indexes(columns, List.of("i0", "i1", "i2", "I 3"), random) : List.of();
            tables.add(new TableDescription("ops", name, columns, options(random), indexes));
        }
        return schema(List.of(SPOT), tables);
    }

    private static List<IndexDescription> indexes(List<TableColumn> columns, List<String> names, Random random) {
        List<IndexDescription> indexes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            // A column of its own for each: a database refuses two equal indexes.
            String column = columns.get(Math.min(i + 3, columns.size() - 1)).name();
            Target target = TARGETS.get(random.nextInt(TARGETS.size()));
            boolean sai = random.nextBoolean();
            if (i + 3 < columns.size()) {
                indexes.add(new IndexDescription(
                        names.get(i),
                        column,
                        target,
                        sai ? "sai" : "",
                        sai && random.nextBoolean() ? Map.of("it's", "x: 'y'") : Map.of()));
            }
        }
        return indexes;
    }

    private static Map<String, OptionValue> options(Random random) {
        Map<String, OptionValue> options = new TreeMap<>();
        options.put("default_time_to_live", new OptionValue.Numeric(BigDecimal.valueOf(random.nextInt(2) * 60L)));
        options.put("comment", new OptionValue.Text(NAMES.get(random.nextInt(NAMES.size()))));
        options.put("bloom_filter_fp_chance", new OptionValue.Numeric(new BigDecimal("0.0" + (1 + random.nextInt(9)))));
        options.put(
                "compaction",
                new OptionValue.Entries(Map.of(
                        "class",
                        "LeveledCompactionStrategy",
                        "sstable_size_in_mb",
                        Integer.toString(random.nextInt(3)))));
        return options;
    }

    /** The same as it may have been before: less of everything, other options, other indexes, columns more. */
    private static SchemaDescription worn(SchemaDescription wanted, Random random) {
        List<TableDescription> tables = new ArrayList<>();
        for (TableDescription table : wanted.tables()) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            List<TableColumn> columns = new ArrayList<>(table.columns().stream()
                    .filter(column -> column.role().isKey() || random.nextBoolean())
                    .toList());
            columns.add(new TableColumn("more", Scalar.TEXT, new EntityColumn.Regular()));
            List<IndexDescription> indexes =
                    table.name().equals("t") ? indexes(columns, List.of("i2", "hand", "i1"), random) : List.of();
            tables.add(new TableDescription("ops", table.name(), columns, options(random), indexes));
        }
        CqlType.UserType less = new CqlType.UserType("Spot", SPOT.fields().subList(0, 1), false);
        return schema(tables.size() < 3 && random.nextBoolean() ? List.of() : List.of(less), tables);
    }

    private static SchemaDescription schema(List<CqlType.UserType> types, List<TableDescription> tables) {
        return new SchemaDescription(
                "ops", Optional.of(KeyspaceSettings.of(Replication.simple(1))), types, tables, List.of());
    }
}
