package io.penstock.documents.internal.model;

import io.penstock.Nearest;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.Indexed;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a class is a view of another one's table. Confined to one call. */
final class ViewRules {
    private final ClassDeclaration declared;
    private final Mistakes mistakes;

    ViewRules(ClassDeclaration declared, Mistakes mistakes) {
        this.declared = declared;
        this.mistakes = mistakes;
    }

    EntityDraft.View view(List<EntityColumn> columns) {
        if (declared.has(Table.class)) {
            throw ModelMistake.in(
                    declared, "it is both a @Table and a @MaterializedView; a view is no table of its own");
        }
        ClassDeclaration base = declared.classIn(MaterializedView.class, "of").orElseThrow();
        if (base.equals(declared) || base.has(MaterializedView.class)) {
            throw ModelMistake.in(
                    declared, "it is a view of " + base.name() + ", which is a view itself; a view shows a table");
        }
        EntityDraft table = EntityRules.draft(base);
        if (table.columns().stream().anyMatch(EntityColumn::isCounter)) {
            throw ModelMistake.in(
                    declared, "it is a view of " + base.name() + ", whose columns are counters; they have no views");
        }
        Map<String, EntityColumn> byName =
                table.columns().stream().collect(Collectors.toMap(EntityColumn::name, Function.identity()));
        columns.forEach(column -> mistakes.attempt(() -> checkColumn(base, column, byName)));
        mistakes.attempt(() -> checkKey(base, columns, table));
        String where = declared.annotation(MaterializedView.class).orElseThrow().where();
        return new EntityDraft.View(
                base, table.table().name(), where.isBlank() ? Optional.empty() : Optional.of(where.strip()));
    }

    /** Annotations that speak of the table and not of the view. */
    static void checkAnnotations(ClassDeclaration declared, List<ObjectShape.Value> values, Mistakes mistakes) {
        for (ObjectShape.Value value : values) {
            for (var annotation : List.of(Indexed.class, Indexed.All.class, Version.class, Static.class)) {
                if (value.component().has(annotation)) {
                    mistakes.attempt(() -> {
                        throw ModelMistake.in(
                                declared,
                                value.path(),
                                "component '" + value.path() + "' of a view is @"
                                        + (annotation == Indexed.All.class ? "Indexed" : annotation.getSimpleName())
                                        + "; that is said of the table");
                    });
                }
            }
        }
        mistakes.stopHere();
    }

    private void checkColumn(ClassDeclaration base, EntityColumn column, Map<String, EntityColumn> byName) {
        EntityColumn shown = byName.get(column.name());
        if (shown == null) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "component '" + column.component() + "' is column '" + column.name() + "', which the table of "
                            + base.name() + " does not have" + Nearest.hint(column.name(), byName.keySet()));
        }
        if (!shown.type().equals(column.type())) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "component '" + column.component() + "' has column type "
                            + column.type().cql() + ", but in " + base.name() + " it is "
                            + shown.type().cql());
        }
        if (shown.role() instanceof EntityColumn.Static) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "component '" + column.component() + "' is a static column of " + base.name()
                            + "; a view shows none");
        }
    }

    private void checkKey(ClassDeclaration base, List<EntityColumn> columns, EntityDraft table) {
        List<String> key = columns.stream()
                .filter(column -> column.role().isKey())
                .map(EntityColumn::name)
                .toList();
        List<String> needed = table.columns().stream()
                .filter(column -> column.role().isKey())
                .map(EntityColumn::name)
                .toList();
        List<String> missing =
                needed.stream().filter(name -> !key.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw ModelMistake.in(
                    declared,
                    "its key lacks " + missing + ", which are in the key of " + base.name()
                            + "; without them rows would be the same");
        }
        List<String> more = key.stream().filter(name -> !needed.contains(name)).toList();
        if (more.size() > 1) {
            throw ModelMistake.in(
                    declared,
                    "its key has " + more + " beyond the key of " + base.name() + "; a view may add one column");
        }
    }
}
