package io.penstock.documents.internal.model;

import io.penstock.documents.Ascii;
import io.penstock.documents.ColumnConverter;
import io.penstock.documents.Converted;
import io.penstock.documents.EnumOrdinal;
import io.penstock.documents.Frozen;
import io.penstock.documents.Json;
import io.penstock.documents.TimeUuid;
import io.penstock.documents.Tuple;
import io.penstock.documents.UserType;
import io.penstock.documents.Vector;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.record.Naming;
import io.penstock.record.Truncate;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which CQL type a component has: the only place that knows which Java type becomes which. Confined to one call. */
final class TypeRules {
    private static final Map<String, Mapping.Plain> PLAIN = Map.ofEntries(
            same("java.lang.Boolean", Scalar.BOOLEAN),
            same("java.lang.Byte", Scalar.TINYINT),
            same("java.lang.Short", Scalar.SMALLINT),
            same("java.lang.Integer", Scalar.INT),
            same("java.lang.Long", Scalar.BIGINT),
            same("java.lang.Float", Scalar.FLOAT),
            same("java.lang.Double", Scalar.DOUBLE),
            same("boolean", Scalar.BOOLEAN),
            same("byte", Scalar.TINYINT),
            same("short", Scalar.SMALLINT),
            same("int", Scalar.INT),
            same("long", Scalar.BIGINT),
            same("float", Scalar.FLOAT),
            same("double", Scalar.DOUBLE),
            same("java.util.OptionalInt", Scalar.INT),
            same("java.util.OptionalLong", Scalar.BIGINT),
            same("java.util.OptionalDouble", Scalar.DOUBLE),
            same("java.math.BigInteger", Scalar.VARINT),
            same("java.math.BigDecimal", Scalar.DECIMAL),
            same("java.util.UUID", Scalar.UUID),
            same("java.time.LocalTime", Scalar.TIME),
            same("java.net.InetAddress", Scalar.INET),
            same("io.penstock.documents.value.CqlDuration", Scalar.DURATION),
            plain("java.lang.String", Mapping.Kind.TEXT, Scalar.TEXT),
            plain("byte[]", Mapping.Kind.ARRAY, Scalar.BLOB),
            plain("java.nio.ByteBuffer", Mapping.Kind.BUFFER, Scalar.BLOB),
            plain("java.time.LocalDate", Mapping.Kind.DATE, Scalar.DATE),
            plain("java.time.Instant", Mapping.Kind.TIMESTAMP, Scalar.TIMESTAMP));

    private final Component component;
    private final List<ClassDeclaration> path;

    /** Rules for a component of a record inside of others: none of them may be in it again. */
    TypeRules(Component component, List<ClassDeclaration> path) {
        this.component = component;
        this.path = path;
    }

    /** How a class without parts is a column's value by itself; empty for all others. */
    static Optional<Mapping> single(Class<?> type) {
        return Optional.ofNullable(PLAIN.get(type.getTypeName()));
    }

    private static Map.Entry<String, Mapping.Plain> same(String java, Scalar type) {
        return plain(java, Mapping.Kind.SAME, type);
    }

    private static Map.Entry<String, Mapping.Plain> plain(String java, Mapping.Kind kind, Scalar type) {
        return Map.entry(java, new Mapping.Plain(kind, type));
    }

    /** The mapping of the component as a column or field; {@code frozen} for one that must be a single value. */
    Mapping mapping(boolean frozen) {
        TypeDeclaration type = component.type();
        if (component.isOptional()) {
            TypeDeclaration inner = type.raw().equals("java.util.Optional") ? argument(type, 0) : type;
            return new Mapping.OptionalOf(type.raw(), whole(inner, frozen));
        }
        Mapping mapping = whole(type, frozen);
        return type.isPrimitive() ? new Mapping.Primitive(mapping) : mapping;
    }

    private Mapping whole(TypeDeclaration type, boolean frozen) {
        if (component.isCounter()) {
            refuse("@Counter", "a counter has no other form", Ascii.class, TimeUuid.class, EnumOrdinal.class);
            refuse("@Counter", "a counter has no other form", Tuple.class, Frozen.class, Vector.class, Json.class);
            refuse("@Counter", "a counter has no other form", Converted.class, Truncate.class);
            if (!type.raw().equals("long") && !type.raw().equals("java.lang.Long")) {
                throw component.mistake(
                        "is a @Counter, but has type " + component.type().text() + "; a counter is a long");
            }
            return new Mapping.Plain(Mapping.Kind.SAME, Scalar.COUNTER);
        }
        if (component.has(Json.class)) {
            refuse("@Json", "JSON text has no vectors", Vector.class);
            return new Mapping.JsonOf(of(type, true));
        }
        Optional<Vector> vector = component.annotation(Vector.class);
        if (vector.isPresent()) {
            String why = "what its elements are is said at the type argument";
            refuse("@Vector", why, Ascii.class, TimeUuid.class, EnumOrdinal.class, Tuple.class, Converted.class);
            refuse("@Vector", "a vector is one value, of elements as they are", Frozen.class, Truncate.class);
            return vector(type, vector.get().dimensions());
        }
        return of(type, true, frozen);
    }

    @SafeVarargs
    private void refuse(String form, String why, Class<? extends Annotation>... others) {
        for (Class<? extends Annotation> other : others) {
            if (component.has(other)) {
                throw component.mistake("is both " + form + " and @" + other.getSimpleName() + "; " + why);
            }
        }
    }

    private Mapping vector(TypeDeclaration type, int dimensions) {
        if (dimensions < 1) {
            throw component.mistake("is a @Vector of " + dimensions + " dimensions; it needs at least 1");
        }
        if (type.raw().equals("float[]")) {
            Mapping element = new Mapping.Plain(Mapping.Kind.SAME, Scalar.FLOAT);
            return new Mapping.VectorOf(new CqlType.Vector(Scalar.FLOAT, dimensions), element, true);
        }
        if (!type.raw().equals("java.util.List")) {
            throw component.mistake(
                    "is a @Vector, but has type " + type.text() + "; a vector is a float[] or a List of scalars");
        }
        Mapping element = of(argument(type, 0), false);
        if (!(element.type() instanceof Scalar)) {
            throw component.mistake("is a @Vector of " + element.type().cql() + "; a vector holds scalars");
        }
        return new Mapping.VectorOf(new CqlType.Vector(element.type(), dimensions), element, false);
    }

    private Mapping of(TypeDeclaration type, boolean top) {
        return of(type, top, false);
    }

    private Mapping of(TypeDeclaration type, boolean top, boolean frozen) {
        Optional<ClassDeclaration> converter = converter(type, top);
        if (converter.isPresent()) {
            return converted(type, converter.get(), top, frozen);
        }
        return unconverted(type, top, frozen);
    }

    private Mapping unconverted(TypeDeclaration type, boolean top, boolean frozen) {
        if (type.raw().equals("java.util.Optional")) {
            throw noColumn(type, "an Optional stands only as the component itself, not inside of it");
        }
        Mapping mapping = byType(type, top, frozen);
        checkMarks(type, top, mapping);
        return mapping;
    }

    private Mapping byType(TypeDeclaration type, boolean top, boolean frozen) {
        if (marked(type, top, Ascii.class)) {
            if (!type.raw().equals("java.lang.String")) {
                throw component.mistake("is @Ascii, but has type " + type.text() + "; only a String is text");
            }
            return new Mapping.Plain(Mapping.Kind.ASCII, Scalar.ASCII);
        }
        if (marked(type, top, TimeUuid.class)) {
            if (!type.raw().equals("java.util.UUID")) {
                throw component.mistake("is a @TimeUuid, but has type " + type.text() + "; it must be a UUID");
            }
            return new Mapping.Plain(Mapping.Kind.TIMEUUID, Scalar.TIMEUUID);
        }
        Mapping.Plain plain = PLAIN.get(type.raw());
        if (plain != null) {
            return plain.kind() == Mapping.Kind.TIMESTAMP && component.has(Truncate.class)
                    ? new Mapping.Plain(Mapping.Kind.TRUNCATED_TIMESTAMP, Scalar.TIMESTAMP)
                    : plain;
        }
        boolean one = !top || frozen || frozen(type, top);
        return switch (type.raw()) {
            case "java.util.List" -> list(type, one);
            case "java.util.Set" -> set(type, one);
            case "java.util.Map" -> map(type, one);
            default -> declared(type, top, one);
        };
    }

    private Mapping list(TypeDeclaration type, boolean frozen) {
        Mapping element = of(argument(type, 0), false);
        return new Mapping.Collection(new CqlType.ListOf(element.type(), frozen), List.of(element));
    }

    private Mapping set(TypeDeclaration type, boolean frozen) {
        Mapping element = of(argument(type, 0), false);
        if (holdsDuration(element.type())) {
            throw noColumn(type, "a set holds no durations: they have no order");
        }
        return new Mapping.Collection(new CqlType.SetOf(element.type(), frozen), List.of(element));
    }

    private Mapping map(TypeDeclaration type, boolean frozen) {
        Mapping key = of(argument(type, 0), false);
        Mapping value = of(argument(type, 1), false);
        if (holdsDuration(key.type())) {
            throw noColumn(type, "the keys of a map are no durations: they have no order");
        }
        return new Mapping.Collection(new CqlType.MapOf(key.type(), value.type(), frozen), List.of(key, value));
    }

    private Mapping declared(TypeDeclaration type, boolean top, boolean frozen) {
        Optional<ClassDeclaration> found = type.declared();
        if (type.raw().equals("float[]")) {
            throw noColumn(type, "no CQL type holds it without its length; say @Vector(dimensions = …)");
        }
        if (found.isEmpty()) {
            throw noColumn(type, "no CQL type holds it");
        }
        ClassDeclaration declared = found.get();
        if (declared.form() == ClassDeclaration.Form.ENUM) {
            return new Mapping.Constant(declared, marked(type, top, EnumOrdinal.class));
        }
        if (!Components.isObject(declared)) {
            throw noColumn(type, "no CQL type holds it");
        }
        if (path.contains(declared)) {
            throw noColumn(type, "a record cannot hold itself, directly or through others");
        }
        ObjectShape shape = new ShapeRules(false, new Mistakes()).shape(declared, path);
        if (marked(type, top, Tuple.class) || declared.has(Tuple.class)) {
            List<CqlType> parts = shape.values().stream()
                    .map(value -> value.mapping().type().asFrozen())
                    .toList();
            return new Mapping.ObjectOf(shape, new CqlType.Tuple(parts));
        }
        boolean one = frozen || !(top && marked(type, top, Frozen.class) && !frozen(type, top));
        return new Mapping.ObjectOf(shape, userType(declared, shape, one));
    }

    private CqlType.UserType userType(ClassDeclaration declared, ObjectShape shape, boolean frozen) {
        List<CqlColumn> fields = new ArrayList<>();
        for (ObjectShape.Value value : shape.values()) {
            fields.add(new CqlColumn(value.column(), value.mapping().type().asFrozen()));
        }
        String name = declared.annotation(UserType.class)
                .map(UserType::value)
                .orElseGet(() -> Naming.toColumn(declared.simpleName()));
        if (!EntityRules.NAME.matcher(name).matches()) {
            throw component.mistake("is stored as user-defined type '" + name
                    + "', which is not 1 to 48 letters, digits and underscores; give " + declared.name()
                    + " a @UserType");
        }
        return new CqlType.UserType(name, fields, frozen);
    }

    private Optional<ClassDeclaration> converter(TypeDeclaration type, boolean top) {
        Optional<ClassDeclaration> here = top
                ? component.classIn(Converted.class, "with").or(() -> type.classIn(Converted.class, "with"))
                : type.classIn(Converted.class, "with");
        return here.or(() -> type.declared().flatMap(declared -> declared.classIn(Converted.class, "with")));
    }

    private Mapping converted(TypeDeclaration type, ClassDeclaration converter, boolean top, boolean frozen) {
        List<TypeDeclaration> arguments = converter
                .argumentsOf(ColumnConverter.class)
                .orElseThrow(() -> component.mistake("is stored by " + converter.name()
                        + ", which does not say between which two classes it converts"));
        if (!arguments.get(0).text().equals(boxed(type.text()))) {
            throw component.mistake("has type " + type.text() + ", but " + converter.name() + " converts "
                    + arguments.get(0).text());
        }
        if (converter.isAbstract() || !converter.canBeMadeAlone()) {
            throw component.mistake("is stored by " + converter.name()
                    + ", which cannot be made: it needs a constructor without parameters, and to be static inside"
                    + " another class");
        }
        TypeDeclaration stored = arguments.get(1);
        if (converter(stored, false).isPresent()) {
            throw component.mistake("is stored by " + converter.name() + " as " + stored.text()
                    + ", which has a converter itself; convert in one step");
        }
        return new Mapping.Converted(converter, type, unconverted(stored, top, frozen));
    }

    static String boxed(String type) {
        return switch (type) {
            case "boolean" -> "java.lang.Boolean";
            case "byte" -> "java.lang.Byte";
            case "short" -> "java.lang.Short";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            case "float" -> "java.lang.Float";
            case "double" -> "java.lang.Double";
            case "char" -> "java.lang.Character";
            default -> type;
        };
    }

    private void checkMarks(TypeDeclaration type, boolean top, Mapping mapping) {
        if (marked(type, top, EnumOrdinal.class) && !(mapping instanceof Mapping.Constant)) {
            throw component.mistake("is @EnumOrdinal, but has type " + type.text() + "; only an enum has ordinals");
        }
        if (marked(type, top, Tuple.class) && !(mapping.type() instanceof CqlType.Tuple)) {
            throw component.mistake("is a @Tuple, but has type " + type.text() + "; only a record can be one");
        }
        if (top && component.has(Truncate.class) && !canBeFiner(mapping)) {
            throw component.mistake("is @Truncate, but has type " + type.text()
                    + "; only moments, times and numbers with a fraction can be finer than a column");
        }
        if (!marked(type, top, Frozen.class)) {
            return;
        }
        boolean hasParts = mapping instanceof Mapping.Collection || mapping instanceof Mapping.ObjectOf;
        if (!hasParts) {
            throw component.mistake(
                    "is @Frozen, but has type " + type.text() + "; only collections and records have parts to freeze");
        }
        if (!frozen(type, top) && mapping.type() instanceof CqlType.Tuple) {
            throw component.mistake("is @Frozen(false), but a tuple is always one value");
        }
        if (!frozen(type, top) && (!top || component.isKey())) {
            throw component.mistake(
                    top
                            ? "is @Frozen(false), but a part of the key is one value"
                            : "has @Frozen(false) inside of another type; what is inside is always frozen");
        }
    }

    /** Whether values can be finer than a column of one of the engines that share the record. */
    private static boolean canBeFiner(Mapping mapping) {
        return switch (mapping) {
            case Mapping.Plain plain ->
                switch (plain.type()) {
                    case TIMESTAMP, TIME, DECIMAL, FLOAT, DOUBLE -> true;
                    default -> false;
                };
            case Mapping.Collection collection -> collection.parts().stream().anyMatch(TypeRules::canBeFiner);
            case Mapping.Primitive primitive -> canBeFiner(primitive.boxed());
            case Mapping.OptionalOf optional -> canBeFiner(optional.inner());
            case Mapping.Converted converted -> canBeFiner(converted.stored());
            case Mapping.JsonOf json -> canBeFiner(json.inner());
            case Mapping.VectorOf ignored -> false;
            case Mapping.ObjectOf ignored -> false;
            case Mapping.Constant ignored -> false;
        };
    }

    private boolean marked(TypeDeclaration type, boolean top, Class<? extends Annotation> annotation) {
        return type.has(annotation) || (top && component.has(annotation));
    }

    private boolean frozen(TypeDeclaration type, boolean top) {
        Optional<Frozen> frozen = type.annotation(Frozen.class);
        return (frozen.isEmpty() && top ? component.annotation(Frozen.class) : frozen)
                .map(Frozen::value)
                .orElse(false);
    }

    private TypeDeclaration argument(TypeDeclaration generic, int index) {
        if (generic.arguments().size() <= index) {
            throw noColumn(generic, "it does not say what it holds; write its type arguments");
        }
        return generic.arguments().get(index);
    }

    private ModelMistake noColumn(TypeDeclaration type, String why) {
        String whole = component.type().text();
        return component.mistake("has type " + whole
                + (type.text().equals(whole) ? "" : ", and in it " + type.text())
                + ", which no column can hold: "
                + why);
    }

    /** Whether a duration is a value of the type or somewhere in it: what has no order cannot be sorted by. */
    static boolean holdsDuration(CqlType type) {
        return switch (type) {
            case Scalar scalar -> scalar == Scalar.DURATION;
            case CqlType.ListOf list -> holdsDuration(list.element());
            case CqlType.SetOf set -> holdsDuration(set.element());
            case CqlType.MapOf map -> holdsDuration(map.key()) || holdsDuration(map.value());
            case CqlType.UserType user -> user.fields().stream().anyMatch(field -> holdsDuration(field.type()));
            case CqlType.Tuple tuple -> tuple.elements().stream().anyMatch(TypeRules::holdsDuration);
            case CqlType.Vector vector -> holdsDuration(vector.element());
            case CqlType.Other ignored -> false;
        };
    }
}
