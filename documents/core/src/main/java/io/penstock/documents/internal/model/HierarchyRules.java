package io.penstock.documents.internal.model;

import io.penstock.documents.Discriminator;
import io.penstock.documents.DiscriminatorValue;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.Table;
import io.penstock.documents.Version;
import io.penstock.documents.driver.CqlType;
import io.penstock.record.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sealed hierarchy as one table: the columns of all its classes together, and a discriminator. A class of it is a
 * part of that table, namely the rows of that class and of those below it. Confined to one call.
 */
final class HierarchyRules {
    private final ClassDeclaration declared;
    private final ClassDeclaration root;
    private final Mistakes mistakes;
    private final Map<String, EntityColumn> byColumn = new LinkedHashMap<>();
    private final Map<String, ObjectShape.Value> valuesByColumn = new LinkedHashMap<>();
    private final Map<String, ClassDeclaration> ownerByColumn = new LinkedHashMap<>();

    HierarchyRules(ClassDeclaration declared, ClassDeclaration root, Mistakes mistakes) {
        this.declared = declared;
        this.root = root;
        this.mistakes = mistakes;
    }

    /** The class at the top of the hierarchy that a class is in, if it is in one. */
    static Optional<ClassDeclaration> rootOf(ClassDeclaration declared) {
        List<ClassDeclaration> roots = new ArrayList<>();
        collectRoots(declared, roots);
        if (roots.size() > 1) {
            throw ModelMistake.in(
                    declared,
                    "it is in the hierarchies of " + roots.get(0).name() + " and "
                            + roots.get(1).name() + "; a row is in one table");
        }
        return roots.stream().findFirst();
    }

    private static void collectRoots(ClassDeclaration declared, List<ClassDeclaration> into) {
        if (declared.has(Discriminator.class) && !into.contains(declared)) {
            into.add(declared);
        }
        declared.above().forEach(above -> collectRoots(above, into));
    }

    EntityDraft draft() {
        if (!root.isSealed()) {
            throw ModelMistake.in(
                    root, "it has a @Discriminator, but is not sealed, so that its classes are not known; seal it");
        }
        if (root.has(MaterializedView.class)) {
            throw ModelMistake.in(root, "it has a @Discriminator and is a @MaterializedView; a view has one class");
        }
        TreeMap<String, EntityDraft.Variant> variants = new TreeMap<>();
        List<EntityDraft.Variant> inOrder = new ArrayList<>();
        collect(root, variants, inOrder);
        mistakes.stopHere();
        EntityColumn discriminator = discriminator();
        if (byColumn.values().stream().anyMatch(EntityColumn::isCounter)) {
            throw ModelMistake.in(
                    root, "it has a @Discriminator and a @Counter; a table of counters holds nothing else");
        }
        checkKeys(inOrder);
        List<EntityColumn> all = new ArrayList<>(byColumn.values());
        KeyColumns.check(root, all, mistakes);
        return built(discriminator, inOrder);
    }

    private EntityDraft built(EntityColumn discriminator, List<EntityDraft.Variant> all) {
        List<EntityColumn> tableColumns = List.copyOf(byColumn.values());
        List<ObjectShape.Value> tableValues = List.copyOf(valuesByColumn.values());
        String table = TableRules.name(root);
        IndexRules indexRules = new IndexRules(root, table, mistakes);
        List<EntityIndex> indexes = new ArrayList<>(indexRules.indexes(
                new EntityRules.Columns(new ObjectShape(root, List.of()), tableColumns, tableValues)));
        if (root.annotation(Discriminator.class).orElseThrow().indexed()) {
            indexes.add(indexRules.plain(discriminator));
        }
        Optional<EntityColumn> version = version(tableColumns, tableValues);
        EntityDraft.TableDraft options = new TableRules(root, tableColumns).table(table);
        List<CqlType.UserType> types = EntityRules.UserTypes.of(root, tableValues);
        mistakes.stopHere();

        List<EntityDraft.Variant> part = all.stream()
                .filter(variant -> isBelow(variant.shape().declared()))
                .toList();
        List<EntityColumn> columns = new ArrayList<>();
        List<Optional<ObjectShape.Value>> values = new ArrayList<>();
        TreeMap<String, ClassDeclaration> byValue = new TreeMap<>();
        for (EntityDraft.Variant variant : part) {
            byValue.put(variant.value(), variant.shape().declared());
        }
        for (int i = 0; i < tableColumns.size(); i++) {
            String name = tableColumns.get(i).name();
            if (part.stream().anyMatch(variant -> has(variant, name))) {
                columns.add(tableColumns.get(i));
                values.add(Optional.of(tableValues.get(i)));
            }
        }
        columns.add(discriminator);
        values.add(Optional.empty());
        return new EntityDraft(
                declared,
                options,
                columns,
                values,
                indexes,
                types,
                version.filter(columns::contains),
                Optional.of(new EntityDraft.Hierarchy(root, discriminator, byValue, part.size() == all.size())),
                Optional.empty(),
                part);
    }

    private Optional<EntityColumn> version(List<EntityColumn> columns, List<ObjectShape.Value> values) {
        Optional<EntityColumn> version = Optional.empty();
        for (int i = 0; i < columns.size(); i++) {
            if (values.get(i).component().has(Version.class)) {
                EntityRules.checkVersion(root, columns.get(i), version);
                version = Optional.of(columns.get(i));
            }
        }
        return version;
    }

    private static boolean has(EntityDraft.Variant variant, String column) {
        return variant.shape().values().stream()
                .anyMatch(value -> value.column().equals(column));
    }

    private boolean isBelow(ClassDeclaration type) {
        return type.equals(declared) || type.above().stream().anyMatch(this::isBelow);
    }

    private void collect(
            ClassDeclaration type, Map<String, EntityDraft.Variant> byValue, List<EntityDraft.Variant> into) {
        mistakes.attempt(() -> {
            if (!type.equals(root) && (type.has(Table.class) || type.has(MaterializedView.class))) {
                throw ModelMistake.in(
                        type,
                        "it is in the hierarchy of " + root.name() + ", whose table its rows are in; leave @Table out");
            }
            if (type.isOpen()) {
                throw ModelMistake.in(
                        type,
                        "it is in the hierarchy of " + root.name() + ", but classes below it are not known; make it a"
                                + " record, final or sealed");
            }
        });
        if (!type.isAbstract()) {
            mistakes.attempt(() -> variant(type)).ifPresent(variant -> add(variant, byValue, into));
        }
        for (ClassDeclaration below : type.permitted()) {
            if (into.stream().noneMatch(known -> known.shape().declared().equals(below))) {
                collect(below, byValue, into);
            }
        }
    }

    private void add(
            EntityDraft.Variant variant, Map<String, EntityDraft.Variant> byValue, List<EntityDraft.Variant> into) {
        into.add(variant);
        EntityDraft.Variant other = byValue.putIfAbsent(variant.value(), variant);
        if (other != null) {
            mistakes.attempt(() -> {
                throw ModelMistake.in(
                        variant.shape().declared(),
                        "its discriminator value '" + variant.value() + "' is also that of "
                                + other.shape().declared().name() + "; give one another @DiscriminatorValue");
            });
        }
    }

    private EntityDraft.Variant variant(ClassDeclaration type) {
        String value = type.annotation(DiscriminatorValue.class)
                .map(DiscriminatorValue::value)
                .orElseGet(() -> Naming.toColumn(type.simpleName()));
        if (value.isEmpty()) {
            throw ModelMistake.in(type, "its @DiscriminatorValue is empty");
        }
        EntityRules.Columns columns = EntityRules.columns(type, mistakes);
        for (int i = 0; i < columns.columns().size(); i++) {
            merge(type, columns.columns().get(i), columns.values().get(i));
        }
        return new EntityDraft.Variant(value, columns.shape());
    }

    private void merge(ClassDeclaration type, EntityColumn column, ObjectShape.Value value) {
        EntityColumn other = byColumn.putIfAbsent(column.name(), column);
        valuesByColumn.putIfAbsent(column.name(), value);
        ClassDeclaration owner = ownerByColumn.computeIfAbsent(column.name(), ignored -> type);
        if (other != null && !other.equals(column)) {
            throw ModelMistake.in(
                    type,
                    column.component(),
                    "component '" + column.component() + "' is column '" + column.name() + "' as "
                            + described(column) + ", but component '" + other.component() + "' of " + owner.name()
                            + " is it as " + described(other) + "; in one table they must be the same");
        }
    }

    private static String described(EntityColumn column) {
        return column.role() + " of type " + column.type().cql();
    }

    private EntityColumn discriminator() {
        String name = root.annotation(Discriminator.class).orElseThrow().column();
        if (name.isEmpty()) {
            throw ModelMistake.in(root, "the column of its @Discriminator has no name");
        }
        EntityColumn taken = byColumn.get(name);
        ClassDeclaration owner = ownerByColumn.get(name);
        if (taken != null && owner != null) {
            throw ModelMistake.in(
                    root,
                    "its @Discriminator is column '" + name + "', and so is component '" + taken.component() + "' of "
                            + owner.name()
                            + "; the column is written from the class, so leave the component out");
        }
        return new EntityColumn(name, name, CqlType.Scalar.TEXT, new EntityColumn.Regular());
    }

    private void checkKeys(List<EntityDraft.Variant> variants) {
        if (variants.isEmpty()) {
            throw ModelMistake.in(root, "it has a @Discriminator, but no class below it can have rows");
        }
        List<String> keys = byColumn.values().stream()
                .filter(column -> column.role().isKey())
                .map(EntityColumn::name)
                .toList();
        for (EntityDraft.Variant variant : variants) {
            for (String key : keys) {
                if (!has(variant, key)) {
                    mistakes.attempt(() -> {
                        throw ModelMistake.in(
                                variant.shape().declared(),
                                "it lacks key column '" + key + "', which other classes of " + root.name()
                                        + " have; all rows of a table have the same key");
                    });
                }
            }
        }
        mistakes.stopHere();
    }
}
