package io.penstock.documents;

import io.penstock.documents.value.CqlDuration;
import io.penstock.record.Column;
import io.penstock.record.Truncate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One wrong class for each rule of keys, columns and types, and the whole sentence that refuses it. */
class ColumnRulesTest {
    @ParameterizedTest
    @MethodSource({"keys", "columns", "types", "marks", "converters"})
    void is_refused_with_class_component_and_rule(Wrong wrong) {
        wrong.check();
    }

    record StaticKey(
            @PartitionKey int id, @ClusteringKey @Static int at) {}

    record StaticAlone(@PartitionKey int id, @Static String name) {}

    record CounterKey(
            @PartitionKey int id, @ClusteringKey @Counter long hits) {}

    record CounterAndMore(@PartitionKey int id, @Counter long hits, String name) {}

    record DurationKey(@PartitionKey int id, @ClusteringKey CqlDuration length) {}

    record Lap(CqlDuration length) {}

    record DurationInKey(
            @PartitionKey int id, @ClusteringKey Lap lap) {}

    record EmbeddedKey(@PartitionKey @Embedded Lap lap) {}

    record Id(@PartitionKey int id) {}

    record OptionalEmbeddedKey(@Embedded Optional<Id> id) {}

    static List<Wrong> keys() {
        return List.of(
                Wrong.table(
                        StaticKey.class, "component 'at' is both @Static and @ClusteringKey; a column is one of them"),
                Wrong.table(
                        StaticAlone.class,
                        "component 'name' is @Static, but the table has no @ClusteringKey, so each partition is one row"
                                + " and there is nothing to share; leave @Static out"),
                Wrong.table(
                        CounterKey.class, "component 'hits' is both @Counter and @ClusteringKey; a counter is no key"),
                Wrong.table(
                        CounterAndMore.class,
                        "it has a @Counter, and components [name] are neither counters nor keys; a table of counters"
                                + " holds nothing else"),
                Wrong.table(
                        DurationKey.class,
                        "component 'length' is a key of type duration; durations have no order, so they cannot be in a"
                                + " key"),
                Wrong.table(
                        DurationInKey.class,
                        "component 'lap' is a key of type frozen<lap>; durations have no order, so they cannot be in a"
                                + " key"),
                Wrong.component(
                        EmbeddedKey.class,
                        "lap",
                        "is @Embedded and a key; put the key's annotations on the components inside"),
                Wrong.component(
                        OptionalEmbeddedKey.class,
                        "id",
                        "is an Optional, but a part of the key is in it; a key always has a value"));
    }

    record SameColumn(
            @PartitionKey int id, int aB, @Column("a_b") int other) {}

    record EmptyName(@PartitionKey int id, @Column("") int other) {}

    record EmbeddedText(@PartitionKey int id, @Embedded String text) {}

    record Ring(@PartitionKey int id, @Embedded Ring ring) {}

    record TwoVersions(
            @PartitionKey int id, @Version int one, @Version int two) {}

    record TextVersion(@PartitionKey int id, @Version String version) {}

    record KeyVersion(
            @PartitionKey int id, @ClusteringKey @Version int version) {}

    static List<Wrong> columns() {
        return List.of(
                Wrong.table(
                        SameColumn.class,
                        "components 'aB' and 'other' are both column 'a_b'; give one another name with @Column"),
                Wrong.component(EmptyName.class, "other", "has an empty column name; give it one with @Column"),
                Wrong.component(
                        EmbeddedText.class,
                        "text",
                        "is @Embedded, but has type java.lang.String; only a record has components to spread"),
                Wrong.component(
                        Ring.class,
                        "ring",
                        "is @Embedded in itself; a record cannot hold itself, directly or through others"),
                Wrong.table(TwoVersions.class, "components 'one' and 'two' are both @Version; a row has one"),
                Wrong.table(
                        TextVersion.class,
                        "component 'version' is the @Version, but of type text; a version is an int or a long"),
                Wrong.table(
                        KeyVersion.class,
                        "component 'version' is the @Version, but a clustering key 0; the version is a column of its"
                                + " own"));
    }

    record AsciiNumber(@PartitionKey int id, @Ascii int number) {}

    record TimeUuidText(@PartitionKey int id, @TimeUuid String text) {}

    record OrdinalText(@PartitionKey int id, @EnumOrdinal String text) {}

    record TupleText(@PartitionKey int id, @Tuple String text) {}

    record FrozenText(@PartitionKey int id, @Frozen String text) {}

    record CounterInt(@PartitionKey int id, @Counter int hits) {}

    record CounterAscii(
            @PartitionKey int id, @Counter @Ascii long hits) {}

    record CounterConverted(
            @PartitionKey int id,
            @Counter @Converted(with = Cents.class) long hits) {}

    record VectorFrozen(
            @PartitionKey int id,
            @Vector(dimensions = 2) @Frozen List<Float> vector) {}

    record VectorAscii(
            @PartitionKey int id,
            @Vector(dimensions = 2) @Ascii List<String> vector) {}

    record JsonVector(
            @PartitionKey int id,
            @Json @Vector(dimensions = 2) List<Float> vector) {}

    record TruncatedText(@PartitionKey int id, @Truncate String text) {}

    record TruncatedNumber(@PartitionKey int id, @Truncate long number) {}

    record UnfrozenKey(
            @PartitionKey int id,
            @ClusteringKey @Frozen(false) List<String> list) {}

    record UnfrozenInside(@PartitionKey int id, List<@Frozen(false) Set<String>> lists) {}

    @Tuple
    record Pair(int a, int b) {}

    record UnfrozenTuple(
            @PartitionKey int id, @Frozen(false) Pair pair) {}

    record DurationSet(@PartitionKey int id, Set<CqlDuration> lengths) {}

    record DurationMap(@PartitionKey int id, Map<CqlDuration, String> lengths) {}

    record NoDimensions(
            @PartitionKey int id, @Vector(dimensions = 0) float[] vector) {}

    record VectorText(
            @PartitionKey int id, @Vector(dimensions = 2) String vector) {}

    record VectorOfLists(
            @PartitionKey int id, @Vector(dimensions = 2) List<List<Float>> vector) {}

    record Floats(@PartitionKey int id, float[] numbers) {}

    record Hits(@Counter long hits) {}

    record CounterInType(@PartitionKey int id, Hits hits) {}

    @UserType("no-name")
    record Odd(int a) {}

    record OddType(@PartitionKey int id, Odd odd) {}

    @UserType("same")
    record One(int a) {}

    @UserType("same")
    record Two(String a) {}

    record TwoTypes(@PartitionKey int id, One one, Two two) {}

    record Chars(@PartitionKey int id, char letter) {}

    record Generic(@PartitionKey int id, List<? extends Number> numbers) {}

    record JsonThread(@PartitionKey int id, @Json List<Thread> threads) {}

    static List<Wrong> types() {
        String inner = "has type java.util.Set<io.penstock.documents.value.CqlDuration>, which no column can hold: ";
        return List.of(
                Wrong.component(AsciiNumber.class, "number", "is @Ascii, but has type int; only a String is text"),
                Wrong.component(
                        TimeUuidText.class, "text", "is a @TimeUuid, but has type java.lang.String; it must be a UUID"),
                Wrong.component(
                        OrdinalText.class,
                        "text",
                        "is @EnumOrdinal, but has type java.lang.String; only an enum has ordinals"),
                Wrong.component(
                        TupleText.class,
                        "text",
                        "is a @Tuple, but has type java.lang.String; only a record can be one"),
                Wrong.component(
                        FrozenText.class,
                        "text",
                        "is @Frozen, but has type java.lang.String; only collections and records have parts to freeze"),
                Wrong.component(CounterInt.class, "hits", "is a @Counter, but has type int; a counter is a long"),
                Wrong.component(UnfrozenKey.class, "list", "is @Frozen(false), but a part of the key is one value"),
                Wrong.component(
                        UnfrozenInside.class,
                        "lists",
                        "has @Frozen(false) inside of another type; what is inside is always frozen"),
                Wrong.component(UnfrozenTuple.class, "pair", "is @Frozen(false), but a tuple is always one value"),
                Wrong.component(DurationSet.class, "lengths", inner + "a set holds no durations: they have no order"),
                Wrong.component(
                        DurationMap.class,
                        "lengths",
                        "has type java.util.Map<io.penstock.documents.value.CqlDuration, java.lang.String>, which no"
                                + " column can hold: the keys of a map are no durations: they have no order"),
                Wrong.component(NoDimensions.class, "vector", "is a @Vector of 0 dimensions; it needs at least 1"),
                Wrong.component(
                        VectorText.class,
                        "vector",
                        "is a @Vector, but has type java.lang.String; a vector is a float[] or a List of scalars"),
                Wrong.component(
                        VectorOfLists.class, "vector", "is a @Vector of frozen<list<float>>; a vector holds scalars"),
                Wrong.component(
                        Floats.class,
                        "numbers",
                        "has type float[], which no column can hold: no CQL type holds it without its length; say"
                                + " @Vector(dimensions = …)"),
                new Wrong(
                        CounterInType.class,
                        "component 'hits' of " + Hits.class.getName()
                                + " is a @Counter; counters are columns of a table, not parts of a type"),
                Wrong.component(
                        OddType.class,
                        "odd",
                        "is stored as user-defined type 'no-name', which is not 1 to 48 letters, digits and"
                                + " underscores; give " + Odd.class.getName() + " a @UserType"),
                Wrong.table(
                        TwoTypes.class,
                        "component 'two' needs user-defined type 'same' with fields [a text], but another component"
                                + " needs it with [a int]; give one of the records another @UserType"),
                Wrong.component(Chars.class, "letter", "has type char, which no column can hold: no CQL type holds it"),
                Wrong.component(
                        Generic.class,
                        "numbers",
                        "has type java.util.List<? extends java.lang.Number>, and in it ? extends java.lang.Number,"
                                + " which no column can hold: no CQL type holds it"),
                Wrong.component(
                        JsonThread.class,
                        "threads",
                        "has type java.util.List<java.lang.Thread>, and in it java.lang.Thread, which no column can"
                                + " hold: no CQL type holds it"));
    }

    static List<Wrong> marks() {
        return List.of(
                Wrong.component(CounterAscii.class, "hits", "is both @Counter and @Ascii; a counter has no other form"),
                Wrong.component(
                        CounterConverted.class, "hits", "is both @Counter and @Converted; a counter has no other form"),
                Wrong.component(
                        VectorFrozen.class,
                        "vector",
                        "is both @Vector and @Frozen; a vector is one value, of elements as they are"),
                Wrong.component(
                        VectorAscii.class,
                        "vector",
                        "is both @Vector and @Ascii; what its elements are is said at the type argument"),
                Wrong.component(JsonVector.class, "vector", "is both @Json and @Vector; JSON text has no vectors"),
                Wrong.component(
                        TruncatedText.class,
                        "text",
                        "is @Truncate, but has type java.lang.String; only moments, times and numbers with a fraction"
                                + " can be finer than a column"),
                Wrong.component(
                        TruncatedNumber.class,
                        "number",
                        "is @Truncate, but has type long; only moments, times and numbers with a fraction can be finer"
                                + " than a column"));
    }

    static final class Cents implements ColumnConverter<Double, Long> {
        @Override
        public Long toColumn(Double value) {
            return Math.round(value * 100);
        }

        @Override
        public Double fromColumn(Long column) {
            return column / 100.0;
        }
    }

    abstract static class Unmade implements ColumnConverter<Double, Long> {}

    record ConvertedText(
            @PartitionKey int id,
            @Converted(with = Cents.class) String price) {}

    record UnmadeConverter(
            @PartitionKey int id,
            @Converted(with = Unmade.class) double price) {}

    static List<Wrong> converters() {
        return List.of(
                Wrong.component(
                        ConvertedText.class,
                        "price",
                        "has type java.lang.String, but " + Cents.class.getName() + " converts java.lang.Double"),
                Wrong.component(
                        UnmadeConverter.class,
                        "price",
                        "is stored by " + Unmade.class.getName()
                                + ", which cannot be made: it needs a constructor without parameters, and to be static"
                                + " inside another class"));
    }
}
