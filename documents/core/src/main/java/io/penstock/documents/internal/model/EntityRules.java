package io.penstock.documents.internal.model;

import io.penstock.documents.DiscriminatorValue;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.Version;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a class is a table, and which one. The same rules run when a program starts and when its sources are
 * compiled.
 *
 * <p>A class is looked at in three steps, each of which builds on what the one before found right: its components one
 * by one, then its columns together, then what is said of the table as a whole. Within a step all mistakes are found.
 */
public final class EntityRules {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_]{1,48}");

    private final ClassDeclaration declared;
    private final Mistakes mistakes;

    private EntityRules(ClassDeclaration declared, Mistakes mistakes) {
        this.declared = declared;
        this.mistakes = mistakes;
    }

    /**
     * What the looking gave.
     *
     * @param draft the table, unless there are mistakes
     * @param mistakes the mistakes, in the order they were found
     */
    public record Checked(Optional<EntityDraft> draft, List<ModelMistake> mistakes) {}

    /** Looks at a class and finds what is wrong. */
    public static Checked check(ClassDeclaration declared) {
        Mistakes mistakes = new Mistakes();
        Optional<EntityDraft> draft = mistakes.attempt(() -> new EntityRules(declared, mistakes).draft());
        return new Checked(mistakes.isEmpty() ? draft : Optional.empty(), mistakes.all());
    }

    /**
     * The table of a class.
     *
     * @throws ModelMistake the first of the mistakes
     */
    public static EntityDraft draft(ClassDeclaration declared) {
        Checked checked = check(declared);
        return checked.draft().orElseThrow(() -> checked.mistakes().getFirst());
    }

    /**
     * The columns of a class that need not be a table, for rows of a projection.
     *
     * @throws ModelMistake the first of the mistakes
     */
    public static ObjectShape projection(ClassDeclaration declared) {
        return new ShapeRules(true, new Mistakes()).shape(declared, List.of());
    }

    /** How values of a class stand in a single column, for results of one column; empty for classes with parts. */
    public static Optional<Mapping> single(Class<?> type) {
        return TypeRules.single(type);
    }

    private EntityDraft draft() {
        Optional<ClassDeclaration> root = HierarchyRules.rootOf(declared);
        if (root.isPresent()) {
            return new HierarchyRules(declared, root.get(), mistakes).draft();
        }
        if (declared.has(DiscriminatorValue.class)) {
            throw ModelMistake.in(
                    declared, "it has a @DiscriminatorValue, but no class above it is sealed with a @Discriminator");
        }
        return plain();
    }

    private EntityDraft plain() {
        Columns columns = columns(declared, mistakes);
        if (declared.has(MaterializedView.class)) {
            ViewRules.checkAnnotations(declared, columns.values(), mistakes);
        }
        KeyColumns.check(declared, columns.columns(), mistakes);
        String table = TableRules.name(declared);
        TableRules tableRules = new TableRules(declared, columns.columns());
        EntityDraft.TableDraft options = tableRules.table(table);
        List<EntityIndex> indexes = new IndexRules(declared, table, mistakes).indexes(columns);
        Optional<EntityColumn> version = version(columns);
        Optional<EntityDraft.View> view = declared.has(MaterializedView.class)
                ? Optional.of(new ViewRules(declared, mistakes).view(columns.columns()))
                : Optional.empty();
        mistakes.stopHere();
        return new EntityDraft(
                declared,
                options,
                columns.columns(),
                columns.values().stream().map(Optional::of).toList(),
                indexes,
                UserTypes.of(declared, columns.values()),
                version,
                Optional.empty(),
                view,
                List.of(new EntityDraft.Variant("", columns.shape())));
    }

    /** The columns of one class. */
    record Columns(ObjectShape shape, List<EntityColumn> columns, List<ObjectShape.Value> values) {}

    static Columns columns(ClassDeclaration declared, Mistakes mistakes) {
        ObjectShape shape = new ShapeRules(true, mistakes).shape(declared, List.of());
        List<EntityColumn> columns = new ArrayList<>();
        for (ObjectShape.Value value : shape.values()) {
            mistakes.attempt(() -> column(declared, value)).ifPresent(columns::add);
        }
        mistakes.stopHere();
        return new Columns(shape, columns, shape.values());
    }

    private static EntityColumn column(ClassDeclaration declared, ObjectShape.Value value) {
        return new EntityColumn(value.path(), value.column(), value.mapping().type(), KeyColumns.role(declared, value));
    }

    private Optional<EntityColumn> version(Columns columns) {
        Optional<EntityColumn> version = Optional.empty();
        for (int i = 0; i < columns.columns().size(); i++) {
            ObjectShape.Value value = columns.values().get(i);
            if (!value.component().has(Version.class)) {
                continue;
            }
            EntityColumn column = columns.columns().get(i);
            Optional<EntityColumn> other = version;
            mistakes.attempt(() -> checkVersion(declared, column, other));
            version = Optional.of(column);
        }
        return version;
    }

    static void checkVersion(ClassDeclaration declared, EntityColumn column, Optional<EntityColumn> other) {
        if (other.isPresent()) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "components '" + other.get().component() + "' and '" + column.component()
                            + "' are both @Version; a row has one");
        }
        if (!(column.role() instanceof EntityColumn.Regular) || column.isCounter()) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "component '" + column.component() + "' is the @Version, but a "
                            + (column.isCounter() ? "counter" : column.role())
                            + "; the version is a column of its own");
        }
        if (column.type() != CqlType.Scalar.INT && column.type() != CqlType.Scalar.BIGINT) {
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "component '" + column.component() + "' is the @Version, but of type "
                            + column.type().cql() + "; a version is an int or a long");
        }
    }

    /** The user-defined types in values, those first that others need. */
    static final class UserTypes {
        private final ClassDeclaration declared;
        private final Map<String, CqlType.UserType> byName = new LinkedHashMap<>();

        private UserTypes(ClassDeclaration declared) {
            this.declared = declared;
        }

        static List<CqlType.UserType> of(ClassDeclaration declared, List<ObjectShape.Value> values) {
            UserTypes types = new UserTypes(declared);
            values.forEach(value -> types.collect(value.component().name(), value.mapping()));
            return List.copyOf(types.byName.values());
        }

        private void collect(String component, Mapping mapping) {
            switch (mapping) {
                case Mapping.ObjectOf object -> {
                    object.shape().values().forEach(value -> collect(component, value.mapping()));
                    if (object.type() instanceof CqlType.UserType type) {
                        add(component, type);
                    }
                }
                case Mapping.Collection collection -> collection.parts().forEach(part -> collect(component, part));
                case Mapping.OptionalOf optional -> collect(component, optional.inner());
                case Mapping.Converted converted -> collect(component, converted.stored());
                case Mapping.Plain ignored -> {}
                case Mapping.Primitive ignored -> {}
                case Mapping.Constant ignored -> {}
                case Mapping.VectorOf ignored -> {}
                case Mapping.JsonOf ignored -> {}
            }
        }

        private void add(String component, CqlType.UserType type) {
            CqlType.UserType other =
                    byName.putIfAbsent(type.name(), new CqlType.UserType(type.name(), type.fields(), false));
            if (other != null && !other.fields().equals(type.fields())) {
                throw ModelMistake.in(
                        declared,
                        component,
                        "component '" + component + "' needs user-defined type '" + type.name() + "' with fields "
                                + fields(type) + ", but another component needs it with " + fields(other)
                                + "; give one of the records another @UserType");
            }
        }

        private static List<String> fields(CqlType.UserType type) {
            return type.fields().stream()
                    .map(field -> field.name() + " " + field.type().cql())
                    .toList();
        }
    }
}
