package io.penstock.documents.internal.model;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.Indexed;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which indexes a table has. Confined to one call. */
final class IndexRules {
    private static final String SAI = "StorageAttachedIndex";
    private static final List<String> SIMILARITIES = List.of("COSINE", "DOT_PRODUCT", "EUCLIDEAN");

    private final ClassDeclaration declared;
    private final String table;
    private final Mistakes mistakes;
    private final Map<String, EntityIndex> byName = new LinkedHashMap<>();

    IndexRules(ClassDeclaration declared, String table, Mistakes mistakes) {
        this.declared = declared;
        this.table = table;
        this.mistakes = mistakes;
    }

    List<EntityIndex> indexes(EntityRules.Columns columns) {
        boolean loneKey = columns.columns().stream()
                        .filter(column -> column.role() instanceof EntityColumn.Partition)
                        .count()
                == 1;
        for (int i = 0; i < columns.columns().size(); i++) {
            EntityColumn column = columns.columns().get(i);
            for (Indexed indexed : declaredAt(columns.values().get(i).component())) {
                mistakes.attempt(() -> {
                    check(column, indexed, loneKey);
                    add(column, index(column, indexed));
                });
            }
        }
        return List.copyOf(byName.values());
    }

    private static List<Indexed> declaredAt(Component component) {
        List<Indexed> all = new ArrayList<>();
        component.annotation(Indexed.class).ifPresent(all::add);
        component.annotation(Indexed.All.class).ifPresent(several -> all.addAll(List.of(several.value())));
        return all;
    }

    /** The index of a discriminator. */
    EntityIndex plain(EntityColumn column) {
        EntityIndex index = new EntityIndex(
                table + "_" + column.name() + "_idx", column.name(), Indexed.On.VALUES, Optional.empty(), Map.of());
        add(column, index);
        return index;
    }

    private void add(EntityColumn column, EntityIndex index) {
        EntityIndex other = byName.putIfAbsent(index.name(), index);
        if (other != null && !other.equals(index)) {
            throw wrong(
                    column,
                    "is @Indexed as '" + index.name() + "', and so is column '" + other.column()
                            + "'; give one of the indexes another name");
        }
        if (other != null) {
            throw wrong(column, "is @Indexed as '" + index.name() + "' twice; leave one out");
        }
    }

    private EntityIndex index(EntityColumn column, Indexed indexed) {
        String on = indexed.on() == Indexed.On.VALUES
                ? ""
                : "_" + indexed.on().name().toLowerCase(Locale.ROOT);
        String name = indexed.name().isEmpty() ? table + "_" + column.name() + on + "_idx" : indexed.name();
        if (!name.matches("[a-zA-Z0-9_]+")) {
            throw wrong(
                    column,
                    "is @Indexed as '" + name + "', which is not letters, digits and underscores; give the index a"
                            + " name");
        }
        Optional<String> using = switch (indexed.kind()) {
            case SECONDARY -> Optional.empty();
            case SAI -> Optional.of(SAI);
            case CUSTOM -> Optional.of(indexed.using());
        };
        Map<String, String> options = TableRules.pairs(declared, "@Indexed", indexed.options());
        String similarity = options.getOrDefault("similarity_function", SIMILARITIES.getFirst());
        if (!SIMILARITIES.contains(similarity.toUpperCase(Locale.ROOT))) {
            throw wrong(
                    column, "is @Indexed with similarity_function '" + similarity + "'; it is one of " + SIMILARITIES);
        }
        return new EntityIndex(name, column.name(), indexed.on(), using, options);
    }

    private void check(EntityColumn column, Indexed indexed, boolean loneKey) {
        boolean custom = indexed.kind() == Indexed.Kind.CUSTOM;
        if (custom == indexed.using().isEmpty()) {
            throw wrong(
                    column,
                    custom
                            ? "is @Indexed by a CUSTOM index without its class; name it in using"
                            : "is @Indexed using '" + indexed.using() + "', which only a CUSTOM index has");
        }
        if (indexed.kind() == Indexed.Kind.SECONDARY && indexed.options().length > 0) {
            throw wrong(column, "is @Indexed with options, which a plain secondary index does not have");
        }
        if (column.isCounter()) {
            throw wrong(column, "is @Indexed, but counters cannot be indexed");
        }
        if (column.role() instanceof EntityColumn.Partition && loneKey) {
            throw wrong(column, "is @Indexed, but is the whole partition key, by which rows are found anyway");
        }
        checkType(column, indexed);
        checkOn(column, indexed);
    }

    private void checkType(EntityColumn column, Indexed indexed) {
        boolean secondary = indexed.kind() == Indexed.Kind.SECONDARY;
        if (secondary && column.type() instanceof CqlType.Vector) {
            throw wrong(column, "is @Indexed, but only an index of kind SAI or CUSTOM finds vectors");
        }
        if (TypeRules.holdsDuration(column.type())) {
            throw wrong(column, "is @Indexed, but durations have no order, so no index finds them");
        }
        if (secondary && column.type() instanceof CqlType.UserType type && !type.frozen()) {
            throw wrong(column, "is @Indexed, but a record with @Frozen(false) cannot be; freeze it");
        }
    }

    private void checkOn(EntityColumn column, Indexed indexed) {
        boolean isMap = column.type() instanceof CqlType.MapOf;
        boolean hasParts = isMap || column.type() instanceof CqlType.ListOf || column.type() instanceof CqlType.SetOf;
        boolean frozen = hasParts && column.type().equals(column.type().asFrozen());
        String on = "is @Indexed on " + indexed.on() + ", but ";
        switch (indexed.on()) {
            case VALUES -> {
                if (frozen && !column.role().isKey()) {
                    throw wrong(column, on + "is frozen, so it can only be indexed as a whole; say on = FULL");
                }
            }
            case KEYS, ENTRIES -> {
                if (!isMap || frozen) {
                    throw wrong(column, on + "has type " + column.type().cql() + "; only a map that is not frozen can");
                }
            }
            case FULL -> {
                if (!frozen) {
                    throw wrong(column, on + "has type " + column.type().cql() + "; only a frozen collection can");
                }
            }
        }
    }

    private ModelMistake wrong(EntityColumn column, String why) {
        return ModelMistake.in(declared, column.component(), "component '" + column.component() + "' " + why);
    }
}
