package io.penstock.documents.internal.model;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.Table;
import io.penstock.documents.TableOption;
import io.penstock.record.Naming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The name and the options of a table. Confined to one call. */
final class TableRules {
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_]*");

    private final ClassDeclaration declared;
    private final List<EntityColumn> columns;

    TableRules(ClassDeclaration declared, List<EntityColumn> columns) {
        this.declared = declared;
        this.columns = columns;
    }

    static String name(ClassDeclaration declared) {
        Optional<MaterializedView> view = declared.annotation(MaterializedView.class);
        String annotation = view.isPresent() ? "@MaterializedView" : "@Table";
        String given = view.map(MaterializedView::value)
                .or(() -> declared.annotation(Table.class).map(Table::value))
                .orElse("");
        String name = given.isEmpty() ? Naming.toColumn(declared.simpleName()) : given;
        if (!EntityRules.NAME.matcher(name).matches()) {
            throw ModelMistake.in(
                    declared,
                    "its table name '" + name + "' is not 1 to 48 letters, digits and underscores; give " + annotation
                            + " one");
        }
        return name;
    }

    EntityDraft.TableDraft table(String name) {
        Optional<MaterializedView> view = declared.annotation(MaterializedView.class);
        Optional<Table> table = declared.annotation(Table.class);
        if (view.isPresent()) {
            return new EntityDraft.TableDraft(
                    name, 0, options(declared, "@MaterializedView", view.get().options()));
        }
        int ttl = table.map(Table::defaultTtlSeconds).orElse(0);
        if (ttl < 0) {
            throw ModelMistake.in(declared, "defaultTtlSeconds of @Table must be 0 or more, got " + ttl);
        }
        if (ttl > 0 && columns.stream().anyMatch(EntityColumn::isCounter)) {
            throw ModelMistake.in(declared, "it has a @Counter and defaultTtlSeconds; counters live for ever");
        }
        return new EntityDraft.TableDraft(
                name, ttl, options(declared, "@Table", table.map(Table::options).orElseGet(() -> new String[0])));
    }

    private static Map<String, TableOption> options(ClassDeclaration declared, String annotation, String[] options) {
        Map<String, TableOption> byName = new TreeMap<>();
        for (Map.Entry<String, String> option :
                pairs(declared, annotation, options).entrySet()) {
            String name = option.getKey();
            if (!OPTION.matcher(name).matches()) {
                throw ModelMistake.in(declared, "option '" + name + "' of " + annotation + " is no name of an option");
            }
            if (name.equals("default_time_to_live")) {
                throw ModelMistake.in(
                        declared, "option 'default_time_to_live' has an element of its own; use defaultTtlSeconds");
            }
            byName.put(name, value(declared, annotation, name, option.getValue()));
        }
        return byName;
    }

    private static TableOption value(ClassDeclaration declared, String annotation, String name, String text) {
        if (!text.startsWith("{")) {
            return new TableOption.Plain(text);
        }
        ModelMistake malformed = ModelMistake.in(
                declared,
                "option '" + name + "' of " + annotation + " is '" + text + "'; entries are written {name: value,"
                        + " name: value}");
        if (!text.endsWith("}")) {
            throw malformed;
        }
        Map<String, String> entries = new TreeMap<>();
        String inside = text.substring(1, text.length() - 1).strip();
        for (String entry : inside.isEmpty() ? new String[0] : inside.split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon < 0) {
                throw malformed;
            }
            String key = unquoted(entry.substring(0, colon).strip());
            if (key.isEmpty()
                    || entries.put(key, unquoted(entry.substring(colon + 1).strip())) != null) {
                throw malformed;
            }
        }
        return new TableOption.Entries(entries);
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Options that are written {@code name=value}. */
    static Map<String, String> pairs(ClassDeclaration declared, String annotation, String[] options) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw ModelMistake.in(
                        declared, "option '" + option + "' of " + annotation + " is not written name=value");
            }
            String name = option.substring(0, equals).strip();
            if (pairs.put(name, option.substring(equals + 1).strip()) != null) {
                throw ModelMistake.in(declared, "option '" + name + "' of " + annotation + " is given twice");
            }
        }
        return pairs;
    }
}
