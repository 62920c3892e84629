package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.TableColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the rows of {@code system_schema} mean, with the user-defined types of one keyspace. Confined to one call. */
final class SchemaRows {
    private static final Pattern TARGET = Pattern.compile("(keys|values|entries|full)\\((.*)\\)", Pattern.DOTALL);
    private static final Set<String> NO_OPTIONS = Set.of(
            "keyspace_name",
            "table_name",
            "view_name",
            "id",
            "flags",
            "extensions",
            "base_table_id",
            "base_table_name",
            "include_all_columns",
            "where_clause");

    private final Map<String, SchemaRow> types = new HashMap<>();

    SchemaRows(List<SchemaRow> types) {
        types.forEach(row -> this.types.put(row.text("type_name"), row));
    }

    /** All types of the keyspace, by name. */
    List<CqlType.UserType> types() {
        return types.keySet().stream().sorted().map(this::type).toList();
    }

    private CqlType.UserType type(String name) {
        SchemaRow row = types.get(name);
        if (row == null) {
            return new CqlType.UserType(name, List.of(), false);
        }
        List<?> names = (List<?>) Objects.requireNonNull(row.get("field_names"));
        List<?> fieldTypes = (List<?>) Objects.requireNonNull(row.get("field_types"));
        List<CqlColumn> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new CqlColumn(
                    String.valueOf(names.get(i)), CqlType.parse(String.valueOf(fieldTypes.get(i)), this::type)));
        }
        return new CqlType.UserType(name, fields, false);
    }

    TableColumn column(SchemaRow row) {
        int position = (Integer) Objects.requireNonNull(row.get("position"));
        EntityColumn.Role role = switch (row.text("kind")) {
            case "partition_key" -> new EntityColumn.Partition(position);
            case "clustering" ->
                new EntityColumn.Clustering(
                        position, row.text("clustering_order").equalsIgnoreCase("desc"));
            case "static" -> new EntityColumn.Static();
            default -> new EntityColumn.Regular();
        };
        return new TableColumn(row.text("column_name"), CqlType.parse(row.text("type"), this::type), role);
    }

    TableColumn droppedColumn(SchemaRow row) {
        return new TableColumn(
                row.text("column_name"),
                CqlType.parse(row.text("type"), this::type),
                row.text("kind").equals("static") ? new EntityColumn.Static() : new EntityColumn.Regular());
    }

    static KeyspaceSettings settings(SchemaRow row) {
        Map<String, String> replication = row.map("replication");
        replication.computeIfPresent("class", (key, name) -> name.substring(name.lastIndexOf('.') + 1));
        return new KeyspaceSettings(replication, !Boolean.FALSE.equals(row.get("durable_writes")), Optional.empty());
    }

    static IndexDescription index(SchemaRow row) {
        Map<String, String> options = row.map("options");
        String target = String.valueOf(options.remove("target"));
        String using = options.remove("class_name");
        Matcher part = TARGET.matcher(target);
        return new IndexDescription(
                row.text("index_name"),
                CqlNames.unquoted(part.matches() ? part.group(2) : target),
                part.matches()
                        ? IndexDescription.Target.valueOf(part.group(1).toUpperCase(Locale.ROOT))
                        : IndexDescription.Target.COLUMN,
                using == null ? "" : using,
                options);
    }

    /** The options of a table or view: whatever the database shows of it that is not its identity. */
    static Map<String, OptionValue> options(SchemaRow row) {
        Map<String, OptionValue> options = new TreeMap<>();
        row.page().columns().stream()
                .map(CqlColumn::name)
                .filter(name -> !NO_OPTIONS.contains(name))
                .forEach(name -> options.put(name, option(row.get(name))));
        return options;
    }

    private static OptionValue option(@Nullable Object value) {
        return switch (value) {
            case null -> new OptionValue.Text("");
            case Map<?, ?> map -> new OptionValue.Entries(SchemaRow.texts(map));
            case Boolean flag -> new OptionValue.Flag(flag);
            case Number number -> new OptionValue.Numeric(new BigDecimal(number.toString()));
            default -> new OptionValue.Text(value.toString());
        };
    }
}
