package io.penstock.documents.internal.schema;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntityView;
import io.penstock.documents.TableOption;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.documents.schema.ViewDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What entities need of a keyspace. Pure functions. */
public final class WantedSchema {
    /** Options that are text even when it reads like a number. */
    private static final Set<String> TEXTS =
            Set.of("additional_write_policy", "comment", "memtable", "read_repair", "speculative_retry");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private WantedSchema() {}

    /**
     * The types, tables and views of entities. Classes that share a table need its columns together.
     *
     * @throws DocumentsException {@link DocumentsError#INVALID_ENTITY} when two classes contradict each other
     */
    public static SchemaDescription of(String keyspace, List<EntityModel<?>> models, PlanOptions options) {
        Map<String, CqlType.UserType> types = new LinkedHashMap<>();
        Map<String, TableDescription> tables = new LinkedHashMap<>();
        Map<String, ViewDescription> views = new LinkedHashMap<>();
        for (EntityModel<?> model : withBases(models)) {
            try {
                model.columns().forEach(column -> TypeShapes.collect(column.type(), types));
                if (model.view().isPresent()) {
                    add(view(keyspace, model, model.view().get()), views);
                } else {
                    tables.merge(model.table(), table(keyspace, model), WantedSchema::merged);
                }
            } catch (IllegalArgumentException contradiction) {
                throw new DocumentsException(
                        DocumentsError.INVALID_ENTITY,
                        "class " + model.type().getName() + " does not go with the others: "
                                + contradiction.getMessage(),
                        contradiction);
            }
        }
        return new SchemaDescription(
                keyspace,
                options.keyspace(),
                List.copyOf(types.values()),
                List.copyOf(tables.values()),
                List.copyOf(views.values()));
    }

    /** A view comes with the table that it shows rows of. */
    private static Set<EntityModel<?>> withBases(List<EntityModel<?>> models) {
        Set<EntityModel<?>> all = new LinkedHashSet<>();
        for (EntityModel<?> model : models) {
            model.view().ifPresent(view -> all.add(EntityModel.of(view.base())));
            all.add(model);
        }
        return all;
    }

    private static TableDescription table(String keyspace, EntityModel<?> model) {
        Map<String, OptionValue> options = options(model.options());
        options.put("default_time_to_live", new OptionValue.Numeric(BigDecimal.valueOf(model.defaultTtlSeconds())));
        return new TableDescription(
                keyspace,
                model.table(),
                model.columns().stream().map(WantedSchema::column).toList(),
                options,
                model.indexes().stream()
                        .map(index -> index(model, index))
                        .distinct()
                        .toList());
    }

    private static ViewDescription view(String keyspace, EntityModel<?> model, EntityView view) {
        String notNull = model.primaryKey().stream()
                .map(column -> CqlNames.quoted(column.name()) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return new ViewDescription(
                keyspace,
                model.table(),
                view.baseTable(),
                model.columns().stream().map(WantedSchema::column).toList(),
                notNull + view.where().map(more -> " AND " + more).orElse(""),
                options(model.options()));
    }

    private static void add(ViewDescription view, Map<String, ViewDescription> views) {
        ViewDescription known = views.putIfAbsent(view.name(), view);
        if (known != null && !known.equals(view)) {
            throw new IllegalArgumentException(
                    "two classes are the view '" + view.name() + "', and define it in different ways");
        }
    }

    private static IndexDescription index(EntityModel<?> model, EntityIndex index) {
        IndexDescription.Target target = switch (index.on()) {
            case VALUES ->
                model.column(index.column())
                                .map(EntityColumn::type)
                                .filter(TypeShapes::isOpenCollection)
                                .isPresent()
                        ? IndexDescription.Target.VALUES
                        : IndexDescription.Target.COLUMN;
            case KEYS -> IndexDescription.Target.KEYS;
            case ENTRIES -> IndexDescription.Target.ENTRIES;
            case FULL -> IndexDescription.Target.FULL;
        };
        return new IndexDescription(
                index.name(), index.column(), target, index.using().orElse(""), index.options());
    }

    private static Map<String, OptionValue> options(Map<String, TableOption> options) {
        Map<String, OptionValue> values = new TreeMap<>();
        options.forEach((name, option) -> values.put(
                name,
                switch (option) {
                    case TableOption.Entries entries -> new OptionValue.Entries(entries.entries());
                    case TableOption.Plain plain -> plain(name, plain.text());
                }));
        return values;
    }

    private static OptionValue plain(String name, String text) {
        if (TEXTS.contains(name)) {
            return new OptionValue.Text(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return new OptionValue.Flag(text.equals("true"));
        }
        return NUMBER.matcher(text).matches()
                ? new OptionValue.Numeric(new BigDecimal(text))
                : new OptionValue.Text(text);
    }

    private static TableColumn column(EntityColumn column) {
        return new TableColumn(column.name(), column.type(), column.role());
    }

    static TableDescription merged(TableDescription first, TableDescription second) {
        if (!first.primaryKey().equals(second.primaryKey())) {
            throw new IllegalArgumentException("table '" + first.name() + "' has the primary key " + first.primaryKey()
                    + " in one class and " + second.primaryKey() + " in another");
        }
        List<TableColumn> columns = new ArrayList<>(first.columns());
        for (TableColumn column : second.columns()) {
            Optional<TableColumn> known = first.column(column.name());
            if (known.isEmpty()) {
                columns.add(column);
            } else if (!TypeShapes.text(known.get().type()).equals(TypeShapes.text(column.type()))
                    || !known.get().role().equals(column.role())) {
                throw new IllegalArgumentException("column '" + column.name() + "' of table '" + first.name()
                        + "' is a "
                        + known.get().role() + " of type " + known.get().type().cql() + " in one and a "
                        + column.role() + " of type " + column.type().cql() + " in the other");
            }
        }
        Map<String, OptionValue> options = new LinkedHashMap<>(first.options());
        second.options().forEach((name, value) -> {
            OptionValue known = options.putIfAbsent(name, value);
            if (known != null && !known.equals(value)) {
                throw new IllegalArgumentException("option " + name + " of table '" + first.name() + "' is "
                        + known.cql() + " in one and " + value.cql() + " in the other");
            }
        });
        var indexes = new ArrayList<>(first.indexes());
        second.indexes().stream().filter(index -> !indexes.contains(index)).forEach(indexes::add);
        return new TableDescription(first.keyspace(), first.name(), columns, options, indexes);
    }
}
