package io.penstock.documents;

import io.penstock.documents.value.CqlDuration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One wrong class for each rule of indexes and options, and the whole sentence that refuses it. */
class IndexRulesTest {
    @ParameterizedTest
    @MethodSource({"indexes", "tables"})
    void is_refused_with_class_component_and_rule(Wrong wrong) {
        wrong.check();
    }

    @UserType("same")
    record One(int a) {}

    record IndexedCounter(
            @PartitionKey int id, @Counter @Indexed long hits) {}

    record IndexedKey(@PartitionKey @Indexed int id) {}

    record NoUsing(
            @PartitionKey int id,
            @Indexed(kind = Indexed.Kind.CUSTOM) String text) {}

    record UsingWithoutCustom(
            @PartitionKey int id, @Indexed(using = "a.B") String text) {}

    record OptionsWithout(
            @PartitionKey int id, @Indexed(options = "a=b") String text) {}

    record IndexedVector(
            @PartitionKey int id,
            @Indexed @Vector(dimensions = 2) float[] vector) {}

    record IndexedDuration(@PartitionKey int id, @Indexed CqlDuration length) {}

    record IndexedUnfrozen(
            @PartitionKey int id, @Indexed @Frozen(false) One one) {}

    record IndexedFrozen(
            @PartitionKey int id, @Indexed @Frozen List<String> list) {}

    record KeysOfList(
            @PartitionKey int id,
            @Indexed(on = Indexed.On.KEYS) List<String> list) {}

    record FullOfUnfrozen(
            @PartitionKey int id,
            @Indexed(on = Indexed.On.FULL) List<String> list) {}

    record SameIndex(
            @PartitionKey int id,
            @Indexed(name = "i") String a,
            @Indexed(name = "i") String b) {}

    record TwiceIndexed(
            @PartitionKey int id, @Indexed @Indexed String a) {}

    record OddIndex(
            @PartitionKey int id, @Indexed(name = "a b") String text) {}

    record OddOption(
            @PartitionKey int id,

            @Indexed(kind = Indexed.Kind.SAI, options = "cosine")
            String text) {}

    record OddSimilarity(
            @PartitionKey int id,

            @Vector(dimensions = 2) @Indexed(kind = Indexed.Kind.SAI, options = "similarity_function=SIDEWAYS")
            float[] vector) {}

    static List<Wrong> indexes() {
        return List.of(
                Wrong.table(IndexedCounter.class, "component 'hits' is @Indexed, but counters cannot be indexed"),
                Wrong.table(
                        IndexedKey.class,
                        "component 'id' is @Indexed, but is the whole partition key, by which rows are found anyway"),
                Wrong.table(
                        NoUsing.class,
                        "component 'text' is @Indexed by a CUSTOM index without its class; name it in using"),
                Wrong.table(
                        UsingWithoutCustom.class,
                        "component 'text' is @Indexed using 'a.B', which only a CUSTOM index has"),
                Wrong.table(
                        OptionsWithout.class,
                        "component 'text' is @Indexed with options, which a plain secondary index does not have"),
                Wrong.table(
                        IndexedVector.class,
                        "component 'vector' is @Indexed, but only an index of kind SAI or CUSTOM finds vectors"),
                Wrong.table(
                        IndexedDuration.class,
                        "component 'length' is @Indexed, but durations have no order, so no index finds them"),
                Wrong.table(
                        IndexedUnfrozen.class,
                        "component 'one' is @Indexed, but a record with @Frozen(false) cannot be; freeze it"),
                Wrong.table(
                        IndexedFrozen.class,
                        "component 'list' is @Indexed on VALUES, but is frozen, so it can only be indexed as a whole;"
                                + " say on = FULL"),
                Wrong.table(
                        KeysOfList.class,
                        "component 'list' is @Indexed on KEYS, but has type list<text>; only a map that is not frozen"
                                + " can"),
                Wrong.table(
                        FullOfUnfrozen.class,
                        "component 'list' is @Indexed on FULL, but has type list<text>; only a frozen collection can"),
                Wrong.table(
                        SameIndex.class,
                        "component 'b' is @Indexed as 'i', and so is column 'a'; give one of the indexes another"
                                + " name"),
                Wrong.table(
                        TwiceIndexed.class, "component 'a' is @Indexed as 'twice_indexed_a_idx' twice; leave one out"),
                Wrong.table(
                        OddIndex.class,
                        "component 'text' is @Indexed as 'a b', which is not letters, digits and underscores; give the"
                                + " index a name"),
                Wrong.table(
                        OddSimilarity.class,
                        "component 'vector' is @Indexed with similarity_function 'SIDEWAYS'; it is one of [COSINE,"
                                + " DOT_PRODUCT, EUCLIDEAN]"),
                Wrong.table(OddOption.class, "option 'cosine' of @Indexed is not written name=value"));
    }

    @Table(defaultTtlSeconds = -1)
    record NegativeTtl(@PartitionKey int id) {}

    @Table(defaultTtlSeconds = 1)
    record CounterTtl(@PartitionKey int id, @Counter long hits) {}

    @Table(options = "bloom")
    record OddTableOption(@PartitionKey int id) {}

    @Table(options = "Bloom Filter=1")
    record OddOptionName(@PartitionKey int id) {}

    @Table(options = {"comment=a", "comment=b"})
    record TwiceOption(@PartitionKey int id) {}

    @Table(options = "default_time_to_live=1")
    record TtlOption(@PartitionKey int id) {}

    @Table(options = "compaction={class}")
    record OddEntries(@PartitionKey int id) {}

    static List<Wrong> tables() {
        return List.of(
                Wrong.table(NegativeTtl.class, "defaultTtlSeconds of @Table must be 0 or more, got -1"),
                Wrong.table(CounterTtl.class, "it has a @Counter and defaultTtlSeconds; counters live for ever"),
                Wrong.table(OddTableOption.class, "option 'bloom' of @Table is not written name=value"),
                Wrong.table(OddOptionName.class, "option 'Bloom Filter' of @Table is no name of an option"),
                Wrong.table(TwiceOption.class, "option 'comment' of @Table is given twice"),
                Wrong.table(
                        TtlOption.class,
                        "option 'default_time_to_live' has an element of its own; use defaultTtlSeconds"),
                Wrong.table(
                        OddEntries.class,
                        "option 'compaction' of @Table is '{class}'; entries are written {name: value, name: value}"));
    }
}
