package io.penstock.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.record.Column;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityModelTest {
    @Table("flights_by_origin")
    record Flight(
            @ClusteringKey(value = 0, descending = true) Instant departure,
            @PartitionKey(1) String destination,
            @PartitionKey(0) String origin,
            @ClusteringKey(1) long number,
            @Column("delay") int delayMinutes,
            List<List<String>> tags) {}

    record NoKey(int id) {}

    record BothKeys(@PartitionKey @ClusteringKey int id) {}

    record TwoFirsts(@PartitionKey int id, @PartitionKey int other) {}

    record Gap(@PartitionKey int id, @ClusteringKey(1) int other) {}

    record OptionalKey(@PartitionKey Optional<String> id) {}

    record RawList(
            @PartitionKey int id,
            @SuppressWarnings("rawtypes") List things) {}

    record InnerOptional(@PartitionKey int id, List<Optional<String>> things) {}

    record Endless(@PartitionKey int id, List<Endless> things) {}

    record Foreign(@PartitionKey int id, List<Thread> threads) {}

    @Table("no-table")
    record BadName(@PartitionKey int id) {}

    @Test
    void names_columns_and_keys_by_one_rule() {
        EntityModel<Flight> model = EntityModel.of(Flight.class);
        assertThat(model.table()).isEqualTo("flights_by_origin");
        assertThat(model.columns())
                .extracting(EntityColumn::name)
                .containsExactly("departure", "destination", "origin", "number", "delay", "tags");
        assertThat(model.primaryKey())
                .extracting(EntityColumn::component)
                .containsExactly("origin", "destination", "departure", "number");
        assertThat(model.column("tags").orElseThrow().type().cql()).isEqualTo("list<frozen<list<text>>>");
        assertThat(EntityModel.of(NamedByRule.class).table()).isEqualTo("named_by_rule");
    }

    record NamedByRule(@PartitionKey int id) {}

    @Test
    void is_built_once() {
        assertThat(EntityModel.of(Flight.class)).isSameAs(EntityModel.of(Flight.class));
    }

    @Test
    void a_broken_rule_names_class_component_and_rule() {
        refused(NoKey.class, "no component is a @PartitionKey; a table needs at least one");
        refused(BothKeys.class, "component 'id' is both @PartitionKey and @ClusteringKey; a column is one of them");
        refused(TwoFirsts.class, "components 'id' and 'other' are both @PartitionKey(0); number them from 0");
        refused(Gap.class, "component 'other' is @ClusteringKey(1), but 0 is next; number them from 0 without gaps");
        refused(
                OptionalKey.class,
                "component 'id' is a key but has type java.util.Optional<java.lang.String>; a key always has a value");
        refused(
                BadName.class,
                "its table name 'no-table' is not 1 to 48 letters, digits and underscores; give @Table one");
    }

    private static void refused(Class<?> type, String why) {
        assertThatThrownBy(() -> EntityModel.of(type))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_ENTITY))
                .hasMessage("record class " + type.getName() + " cannot be a table: " + why);
    }

    @Test
    void a_wrong_type_names_the_component_and_both_types() {
        assertThatThrownBy(() -> EntityModel.of(RawList.class))
                .isInstanceOf(PenstockException.class)
                .hasMessage("component 'things' of " + RawList.class.getName()
                        + " has type java.util.List, which no column can hold: it does not say what it holds; write its"
                        + " type arguments");
        assertThatThrownBy(() -> EntityModel.of(InnerOptional.class))
                .hasMessage("component 'things' of " + InnerOptional.class.getName()
                        + " has type java.util.List<java.util.Optional<java.lang.String>>, and in it"
                        + " java.util.Optional<java.lang.String>, which no column can hold: an Optional stands only as"
                        + " the component itself, not inside of it");
        assertThatThrownBy(() -> EntityModel.of(Endless.class))
                .hasMessageContaining("a record cannot hold itself, directly or through others");
        assertThatThrownBy(() -> EntityModel.of(Foreign.class))
                .hasMessageContaining("and in it java.lang.Thread, which no column can hold: no CQL type holds it");
    }
}
