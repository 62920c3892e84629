package io.penstock.documents;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One wrong class for each rule of hierarchies, views and classes, and the whole sentence that refuses it. */
class HierarchyRulesTest {
    @ParameterizedTest
    @MethodSource({"hierarchies", "views", "classes"})
    void is_refused_with_class_component_and_rule(Wrong wrong) {
        wrong.check();
    }

    @Discriminator(column = "kind")
    interface NotSealed {}

    @Discriminator(column = "kind")
    sealed interface Shape permits Circle, Square {}

    record Circle(@PartitionKey int id, String kind) implements Shape {}

    record Square(@PartitionKey int id) implements Shape {}

    @Discriminator(column = "kind")
    sealed interface SameValue permits First, Second {}

    @DiscriminatorValue("x")
    record First(@PartitionKey int id) implements SameValue {}

    @DiscriminatorValue("x")
    record Second(@PartitionKey int id) implements SameValue {}

    @Discriminator(column = "kind")
    sealed interface OtherType permits Number1, Number2 {}

    record Number1(@PartitionKey int id, int number) implements OtherType {}

    record Number2(@PartitionKey int id, long number) implements OtherType {}

    @Discriminator(column = "kind")
    sealed interface OtherKey permits Key1, Key2 {}

    record Key1(@PartitionKey int id, @ClusteringKey int at) implements OtherKey {}

    record Key2(@PartitionKey int id) implements OtherKey {}

    @Discriminator(column = "kind")
    sealed interface WithTable permits Tabled {}

    @Table("own")
    record Tabled(@PartitionKey int id) implements WithTable {}

    @Discriminator(column = "kind")
    sealed interface Opened permits Open {}

    abstract static non-sealed class Open implements Opened {}

    @Discriminator(column = "kind")
    sealed interface Counted permits Counts {}

    record Counts(@PartitionKey int id, @Counter long hits) implements Counted {}

    @Discriminator(column = "")
    sealed interface Unnamed permits Named {}

    record Named(@PartitionKey int id) implements Unnamed {}

    @DiscriminatorValue("a")
    record Lone(@PartitionKey int id) {}

    @DiscriminatorValue("")
    record EmptyValue(@PartitionKey int id) implements HasEmpty {}

    @Discriminator(column = "kind")
    sealed interface HasEmpty permits EmptyValue {}

    record InTwo(@PartitionKey int id) implements Left, Right {}

    @Discriminator(column = "kind")
    sealed interface Left permits InTwo {}

    @Discriminator(column = "kind")
    sealed interface Right permits InTwo {}

    private static Wrong type(Class<?> asked, Class<?> at, String why) {
        String form = at.isRecord() ? "record class " : "class ";
        return new Wrong(asked, form + at.getName() + " cannot be a table: " + why);
    }

    static List<Wrong> hierarchies() {
        String root = "it is in the hierarchy of ";
        return List.of(
                type(
                        NotSealed.class,
                        NotSealed.class,
                        "it has a @Discriminator, but is not sealed, so that its classes are not known; seal it"),
                type(
                        Shape.class,
                        Shape.class,
                        "its @Discriminator is column 'kind', and so is component 'kind' of " + Circle.class.getName()
                                + "; the column is written from the class, so leave the component out"),
                type(
                        SameValue.class,
                        Second.class,
                        "its discriminator value 'x' is also that of " + First.class.getName()
                                + "; give one another @DiscriminatorValue"),
                type(
                        Number1.class,
                        Number2.class,
                        "component 'number' is column 'number' as regular column of type bigint, but component"
                                + " 'number' of " + Number1.class.getName()
                                + " is it as regular column of type int; in one table they must be the same"),
                type(
                        OtherKey.class,
                        Key2.class,
                        "it lacks key column 'at', which other classes of " + OtherKey.class.getName()
                                + " have; all rows of a table have the same key"),
                type(
                        WithTable.class,
                        Tabled.class,
                        root + WithTable.class.getName() + ", whose table its rows are in; leave @Table out"),
                type(
                        Opened.class,
                        Open.class,
                        root + Opened.class.getName()
                                + ", but classes below it are not known; make it a record, final or sealed"),
                type(
                        Counted.class,
                        Counted.class,
                        "it has a @Discriminator and a @Counter; a table of counters holds nothing else"),
                type(Unnamed.class, Unnamed.class, "the column of its @Discriminator has no name"),
                type(
                        Lone.class,
                        Lone.class,
                        "it has a @DiscriminatorValue, but no class above it is sealed with a @Discriminator"),
                type(HasEmpty.class, EmptyValue.class, "its @DiscriminatorValue is empty"),
                type(
                        InTwo.class,
                        InTwo.class,
                        "it is in the hierarchies of " + Left.class.getName() + " and " + Right.class.getName()
                                + "; a row is in one table"));
    }

    record Visit(
            @PartitionKey UUID who,
            @ClusteringKey long at,
            @Static String name,
            String city,
            int cost) {}

    @Table
    @MaterializedView(of = Visit.class)
    record TableAndView(@PartitionKey String city) {}

    @MaterializedView(of = Visit.class)
    record UnknownColumn(
            @PartitionKey String town,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at) {}

    @MaterializedView(of = Visit.class)
    record WrongType(
            @PartitionKey long cost,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at) {}

    @MaterializedView(of = Visit.class)
    record StaticInView(
            @PartitionKey String city,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at,
            String name) {}

    @MaterializedView(of = Visit.class)
    record ShortKey(
            @PartitionKey String city, @ClusteringKey UUID who) {}

    @MaterializedView(of = Visit.class)
    record LongKey(
            @PartitionKey String city,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at,
            @ClusteringKey(2) int cost) {}

    @MaterializedView(of = ShortKey.class)
    record OfView(@PartitionKey String city) {}

    @MaterializedView(of = Visit.class)
    record IndexedView(
            @PartitionKey String city,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at,
            @Indexed int cost) {}

    static List<Wrong> views() {
        String visit = Visit.class.getName();
        return List.of(
                Wrong.table(
                        TableAndView.class,
                        "it is both a @Table and a @MaterializedView; a view is no table of its own"),
                Wrong.table(
                        UnknownColumn.class,
                        "component 'town' is column 'town', which the table of " + visit + " does not have"),
                Wrong.table(WrongType.class, "component 'cost' has column type bigint, but in " + visit + " it is int"),
                Wrong.table(
                        StaticInView.class, "component 'name' is a static column of " + visit + "; a view shows none"),
                Wrong.table(
                        ShortKey.class,
                        "its key lacks [at], which are in the key of " + visit + "; without them rows would be the"
                                + " same"),
                Wrong.table(
                        LongKey.class,
                        "its key has [city, cost] beyond the key of " + visit + "; a view may add one column"),
                Wrong.table(
                        OfView.class,
                        "it is a view of " + ShortKey.class.getName() + ", which is a view itself; a view shows a"
                                + " table"),
                Wrong.table(IndexedView.class, "component 'cost' of a view is @Indexed; that is said of the table"));
    }

    record Nothing() {}

    interface Plain {}

    static final class Unmarked {
        Unmarked(int id) {}
    }

    static final class TwoMarked {
        @EntityConstructor("id")
        TwoMarked(@PartitionKey int id) {}

        @EntityConstructor("id")
        TwoMarked(@PartitionKey long id) {}
    }

    static final class WrongNames {
        @EntityConstructor({"id", "more"})
        WrongNames(@PartitionKey int id) {}
    }

    static final class Unreadable {
        @EntityConstructor("id")
        Unreadable(@PartitionKey int id) {}
    }

    static List<Wrong> classes() {
        return List.of(
                Wrong.table(Nothing.class, "it has no components, so there is nothing to store"),
                type(
                        Plain.class,
                        Plain.class,
                        "it is neither a record nor a class with an @EntityConstructor; declare it as 'record"
                                + " Plain(…)'"),
                type(
                        Unmarked.class,
                        Unmarked.class,
                        "it is neither a record nor a class with an @EntityConstructor; declare it as 'record"
                                + " Unmarked(…)'"),
                type(TwoMarked.class, TwoMarked.class, "it has 2 @EntityConstructors; rows are made by one"),
                type(WrongNames.class, WrongNames.class, "its @EntityConstructor has 1 parameters, but names 2"),
                type(
                        Unreadable.class,
                        Unreadable.class,
                        "constructor parameter 'id' cannot be read back; there is no method id() or getId() and no"
                                + " field 'id' of type int"));
    }
}
