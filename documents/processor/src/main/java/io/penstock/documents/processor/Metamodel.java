package io.penstock.documents.processor;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.Indexed;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.model.EntityDraft;
import io.penstock.documents.internal.model.Mapping;
import io.penstock.documents.internal.model.ObjectShape;
import io.penstock.documents.internal.model.TypeDeclaration;
import io.penstock.record.Naming;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;

/** The source of the class with the typed columns of one table. */
final class Metamodel {
    private static final String COLUMNS = "io.penstock.documents.column.";
    private static final String GENERATED = "javax.annotation.processing.Generated";

    private final Elements elements;
    private final TypeElement type;
    private final EntityDraft draft;
    private final String entity;

    Metamodel(Elements elements, TypeElement type, EntityDraft draft) {
        this.elements = elements;
        this.type = type;
        this.draft = draft;
        this.entity = type.getQualifiedName().toString();
    }

    /** Whether a class of the same package can name the table's class. */
    boolean canBeReached() {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return false;
            }
        }
        return !type.getQualifiedName().isEmpty();
    }

    private String simpleName() {
        StringBuilder name = new StringBuilder();
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            name.insert(0, at.getSimpleName() + "_");
        }
        return name.toString();
    }

    private String packageName() {
        PackageElement at = elements.getPackageOf(type);
        return at.isUnnamed() ? "" : at.getQualifiedName().toString();
    }

    String qualifiedName() {
        return packageName().isEmpty() ? simpleName() : packageName() + "." + simpleName();
    }

    String source() {
        StringBuilder out = new StringBuilder();
        if (!packageName().isEmpty()) {
            out.append("package ").append(packageName()).append(";\n\n");
        }
        out.append("/** The columns of {@link ").append(entity).append("}. */\n");
        if (elements.getTypeElement(elements.getModuleOf(type), GENERATED) != null) {
            out.append("@")
                    .append(GENERATED)
                    .append("(\"")
                    .append(ModelProcessor.class.getName())
                    .append("\")\n");
        }
        out.append(isPublic() ? "public " : "")
                .append("final class ")
                .append(simpleName())
                .append(" {\n");
        Set<String> constants = new HashSet<>();
        for (int i = 0; i < draft.columns().size(); i++) {
            EntityColumn column = draft.columns().get(i);
            String constant = constant(column.component(), constants);
            out.append("    public static final ")
                    .append(COLUMNS)
                    .append(declaration(column, draft.values().get(i)))
                    .append(' ')
                    .append(constant)
                    .append(" =\n            ")
                    .append(COLUMNS)
                    .append("Columns.")
                    .append(factory(column, draft.values().get(i)))
                    .append('(')
                    .append(entity)
                    .append(".class, \"")
                    .append(column.component())
                    .append("\");\n");
        }
        return out.append("\n    private ")
                .append(simpleName())
                .append("() {}\n}\n")
                .toString();
    }

    private boolean isPublic() {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    private static String constant(String component, Set<String> taken) {
        String name = Naming.toColumn(component.replace('.', '_')).toUpperCase(Locale.ROOT);
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** The kinds of typed columns, each with its factory. */
    private enum Kind {
        PARTITION("PartitionColumn", "partition"),
        CLUSTERING("ClusteringColumn", "clustering"),
        STATIC("StaticColumn", "shared"),
        COUNTER("CounterColumn", "counter"),
        LIST("ListColumn", "list"),
        SET("SetColumn", "set"),
        MAP("MapColumn", "map"),
        VECTOR("VectorColumn", "vector"),
        USER_TYPE("UserTypeColumn", "userType"),
        TEXT("TextColumn", "text"),
        INDEXED("IndexedColumn", "indexed"),
        REGULAR("RegularColumn", "regular");

        private final String type;
        private final String factory;

        Kind(String type, String factory) {
            this.type = type;
            this.factory = factory;
        }
    }

    private String factory(EntityColumn column, Optional<ObjectShape.Value> value) {
        return kind(column, value).factory;
    }

    private Kind kind(EntityColumn column, Optional<ObjectShape.Value> value) {
        if (column.isCounter()) {
            return Kind.COUNTER;
        }
        return switch (column.role()) {
            case EntityColumn.Partition ignored -> Kind.PARTITION;
            case EntityColumn.Clustering ignored -> Kind.CLUSTERING;
            case EntityColumn.Static ignored -> Kind.STATIC;
            case EntityColumn.Regular ignored -> regular(column, value.map(ObjectShape.Value::mapping));
        };
    }

    private Kind regular(EntityColumn column, Optional<Mapping> mapping) {
        boolean whole =
                mapping.map(Metamodel::inside).filter(Metamodel::hasParts).isEmpty();
        if (!whole) {
            return switch (column.type()) {
                case CqlType.ListOf list when !list.frozen() -> Kind.LIST;
                case CqlType.SetOf set when !set.frozen() -> Kind.SET;
                case CqlType.MapOf map when !map.frozen() -> Kind.MAP;
                case CqlType.UserType user when !user.frozen() -> Kind.USER_TYPE;
                case CqlType.Vector ignored -> Kind.VECTOR;
                default -> indexed(column);
            };
        }
        return indexed(column);
    }

    private Kind indexed(EntityColumn column) {
        List<EntityIndex> indexes = draft.indexes().stream()
                .filter(index -> index.column().equals(column.name()) && index.on() == Indexed.On.VALUES)
                .toList();
        boolean matchesPatterns = indexes.stream()
                .anyMatch(index ->
                        index.using().filter(using -> using.contains("SASI")).isPresent());
        boolean isText = column.type() == CqlType.Scalar.TEXT || column.type() == CqlType.Scalar.ASCII;
        if (matchesPatterns && isText) {
            return Kind.TEXT;
        }
        return indexes.isEmpty() ? Kind.REGULAR : Kind.INDEXED;
    }

    private static Mapping inside(Mapping mapping) {
        return mapping instanceof Mapping.OptionalOf optional ? optional.inner() : mapping;
    }

    private static boolean hasParts(Mapping mapping) {
        return mapping instanceof Mapping.Collection
                || mapping instanceof Mapping.ObjectOf
                || mapping instanceof Mapping.VectorOf;
    }

    private String declaration(EntityColumn column, Optional<ObjectShape.Value> value) {
        Kind kind = kind(column, value);
        String arguments = switch (kind) {
            case COUNTER, TEXT -> "";
            case LIST, SET, MAP ->
                ", "
                        + valueType(value).arguments().stream()
                                .map(argument -> source(Mirrors.mirrorOf(argument)))
                                .collect(Collectors.joining(", "));
            default -> ", " + value.map(ignored -> boxed(value)).orElse("java.lang.String");
        };
        return kind.type + "<" + entity + arguments + ">";
    }

    private static TypeDeclaration valueType(Optional<ObjectShape.Value> value) {
        TypeDeclaration type = value.orElseThrow().component().type();
        return type.raw().equals("java.util.Optional") ? type.arguments().getFirst() : type;
    }

    private String boxed(Optional<ObjectShape.Value> value) {
        TypeDeclaration type = valueType(value);
        return switch (type.raw()) {
            case "java.util.OptionalInt", "int" -> "java.lang.Integer";
            case "java.util.OptionalLong", "long" -> "java.lang.Long";
            case "java.util.OptionalDouble", "double" -> "java.lang.Double";
            case "boolean" -> "java.lang.Boolean";
            case "byte" -> "java.lang.Byte";
            case "short" -> "java.lang.Short";
            case "float" -> "java.lang.Float";
            case "char" -> "java.lang.Character";
            default -> source(Mirrors.mirrorOf(type));
        };
    }

    /** A type as a source spells it, without annotations. */
    private static String source(TypeMirror mirror) {
        return switch (mirror) {
            case DeclaredType declared -> {
                String name =
                        ((TypeElement) declared.asElement()).getQualifiedName().toString();
                String arguments = declared.getTypeArguments().stream()
                        .map(Metamodel::source)
                        .collect(Collectors.joining(", "));
                yield arguments.isEmpty() ? name : name + "<" + arguments + ">";
            }
            case ArrayType array -> source(array.getComponentType()) + "[]";
            case WildcardType wildcard
            when wildcard.getExtendsBound() != null -> "? extends " + source(wildcard.getExtendsBound());
            case WildcardType wildcard
            when wildcard.getSuperBound() != null -> "? super " + source(wildcard.getSuperBound());
            case WildcardType ignored -> "?";
            default -> mirror.getKind().name().toLowerCase(Locale.ROOT);
        };
    }
}
