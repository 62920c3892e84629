package io.penstock.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.driver.CqlType;
import io.penstock.documents.value.CqlDuration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What right classes mean. */
class ModelTest {
    enum Level {
        LOW,
        HIGH
    }

    record Street(String name, List<Integer> numbers) {}

    record Address(Street street, String city) {}

    @Tuple
    record Point(double x, double y) {}

    record Audit(Instant made, @Nullable String by) {}

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

    @Table(
            value = "things",
            defaultTtlSeconds = 60,
            options = {"gc_grace_seconds=3600", "compaction={class: LeveledCompactionStrategy}"})
    record Thing(
            @PartitionKey UUID id,
            @ClusteringKey @TimeUuid UUID at,
            @Static @Ascii String code,
            @Indexed ModelTest.@EnumOrdinal Level level,
            List<ModelTest.@EnumOrdinal Level> levels,

            @Indexed(on = Indexed.On.KEYS) @Indexed(kind = Indexed.Kind.SAI)
            Map<@Ascii String, Point> points,

            @Frozen Set<@TimeUuid UUID> times,
            @Frozen(false) Address address,
            List<Address> addresses,

            @Vector(dimensions = 3)
            @Indexed(name = "near", kind = Indexed.Kind.SAI, options = "similarity_function=COSINE")
            float[] vector,

            @Converted(with = Cents.class) double price,
            List<@Converted(with = Cents.class) Double> prices,
            @Json Map<String, Street> streets,
            @Embedded Audit audit,
            @Embedded(prefix = "old_") Optional<Audit> before,
            Optional<CqlDuration> length,
            @Version long version) {}

    @Test
    void every_column_has_the_type_that_its_component_says() {
        EntityModel<Thing> model = EntityModel.of(Thing.class);
        assertThat(model.columns().stream()
                        .map(column -> column.name() + " " + column.type().cql()))
                .containsExactly(
                        "id uuid",
                        "at timeuuid",
                        "code ascii",
                        "level int",
                        "levels list<int>",
                        "points map<ascii, frozen<tuple<double, double>>>",
                        "times frozen<set<timeuuid>>",
                        "address address",
                        "addresses list<frozen<address>>",
                        "vector vector<float, 3>",
                        "price bigint",
                        "prices list<bigint>",
                        "streets text",
                        "audit_made timestamp",
                        "audit_by text",
                        "old_made timestamp",
                        "old_by text",
                        "length duration",
                        "version bigint");
        assertThat(model.component("audit.by").orElseThrow().name()).isEqualTo("audit_by");
        assertThat(model.component("code").orElseThrow().role()).isEqualTo(new EntityColumn.Static());
        assertThat(model.version().orElseThrow().component()).isEqualTo("version");
    }

    @Test
    void a_type_comes_after_those_that_it_needs() {
        assertThat(EntityModel.of(Thing.class).userTypes())
                .extracting(CqlType.UserType::name)
                .containsExactly("street", "address");
    }

    @Test
    void options_and_indexes_are_as_declared() {
        EntityModel<Thing> model = EntityModel.of(Thing.class);
        assertThat(model.defaultTtlSeconds()).isEqualTo(60);
        assertThat(model.options())
                .isEqualTo(Map.of(
                        "gc_grace_seconds",
                        new TableOption.Plain("3600"),
                        "compaction",
                        new TableOption.Entries(Map.of("class", "LeveledCompactionStrategy"))));
        assertThat(model.indexes())
                .containsExactly(
                        new EntityIndex("things_level_idx", "level", Indexed.On.VALUES, Optional.empty(), Map.of()),
                        new EntityIndex(
                                "things_points_keys_idx", "points", Indexed.On.KEYS, Optional.empty(), Map.of()),
                        new EntityIndex(
                                "things_points_idx",
                                "points",
                                Indexed.On.VALUES,
                                Optional.of("StorageAttachedIndex"),
                                Map.of()),
                        new EntityIndex(
                                "near",
                                "vector",
                                Indexed.On.VALUES,
                                Optional.of("StorageAttachedIndex"),
                                Map.of("similarity_function", "COSINE")));
    }

    record Hits(
            @PartitionKey String page,
            @Counter long hits,
            @Counter long misses) {}

    @Test
    void counters_make_a_table_of_counters() {
        EntityModel<Hits> model = EntityModel.of(Hits.class);
        assertThat(model.isCounterTable()).isTrue();
        assertThat(model.column("hits").orElseThrow().isCounter()).isTrue();
    }

    record Place(
            @PartitionKey String country,
            @ClusteringKey(descending = true) String city) {}

    record Stay(@Embedded(prefix = "") Place place, int nights) {}

    @Test
    void a_key_may_be_embedded() {
        assertThat(EntityModel.of(Stay.class).primaryKey())
                .containsExactly(
                        new EntityColumn(
                                "place.country", "country", CqlType.Scalar.TEXT, new EntityColumn.Partition(0)),
                        new EntityColumn(
                                "place.city", "city", CqlType.Scalar.TEXT, new EntityColumn.Clustering(0, true)));
    }

    @Table("content")
    @Discriminator(column = "kind", indexed = true)
    sealed interface Content permits Article, Media {}

    record Article(@PartitionKey UUID id, String title, int words) implements Content {}

    sealed interface Media extends Content permits Video, Sound {}

    @DiscriminatorValue("film")
    record Video(@PartitionKey UUID id, String title, long seconds, int width) implements Media {}

    record Sound(@PartitionKey UUID id, long seconds) implements Media {}

    @Test
    void a_hierarchy_is_one_table_with_the_columns_of_all_its_classes() {
        EntityModel<Content> model = EntityModel.of(Content.class);
        assertThat(model.table()).isEqualTo("content");
        assertThat(model.columns())
                .extracting(EntityColumn::name)
                .containsExactly("id", "title", "words", "seconds", "width", "kind");
        EntityDiscriminator discriminator = model.discriminator().orElseThrow();
        assertThat(discriminator.values())
                .isEqualTo(Map.of("article", Article.class, "film", Video.class, "sound", Sound.class));
        assertThat(discriminator.wholeTable()).isTrue();
        assertThat(model.indexes()).extracting(EntityIndex::name).containsExactly("content_kind_idx");
    }

    @Test
    void a_part_of_a_hierarchy_has_its_own_values_and_columns() {
        EntityModel<Media> media = EntityModel.of(Media.class);
        assertThat(media.table()).isEqualTo("content");
        assertThat(media.columns())
                .extracting(EntityColumn::name)
                .containsExactly("id", "title", "seconds", "width", "kind");
        EntityDiscriminator discriminator = media.discriminator().orElseThrow();
        assertThat(discriminator.values()).isEqualTo(Map.of("film", Video.class, "sound", Sound.class));
        assertThat(discriminator.wholeTable()).isFalse();
        assertThat(discriminator.root()).isEqualTo(Content.class);
        assertThat(EntityModel.of(Article.class).discriminator().orElseThrow().values())
                .isEqualTo(Map.of("article", Article.class));
    }

    record Visit(@PartitionKey UUID who, @ClusteringKey long at, String city, int cost) {}

    @MaterializedView(value = "visits_by_city", of = Visit.class, where = "cost > 0", options = "comment=By city")
    record VisitByCity(
            @PartitionKey String city,
            @ClusteringKey UUID who,
            @ClusteringKey(1) long at) {}

    @Test
    void a_view_knows_its_table() {
        EntityModel<VisitByCity> model = EntityModel.of(VisitByCity.class);
        assertThat(model.table()).isEqualTo("visits_by_city");
        assertThat(model.view()).contains(new EntityView(Visit.class, "visit", Optional.of("cost > 0")));
        assertThat(model.options()).isEqualTo(Map.of("comment", new TableOption.Plain("By city")));
    }

    static final class Account {
        @PartitionKey
        private final String id;

        @Version
        private final int version;

        private final boolean open;

        @EntityConstructor
        Account(String id, int version, @Indexed boolean open) {
            this.id = id;
            this.version = version;
            this.open = open;
        }

        String getId() {
            return id;
        }

        int version() {
            return version;
        }

        boolean isOpen() {
            return open;
        }
    }

    @Test
    void a_class_is_a_table_by_the_parameters_of_its_constructor() {
        EntityModel<Account> model = EntityModel.of(Account.class);
        assertThat(model.columns()).extracting(EntityColumn::name).containsExactly("id", "version", "open");
        assertThat(model.partitionKey()).extracting(EntityColumn::name).containsExactly("id");
        assertThat(model.version()).isPresent();
        assertThat(model.indexes()).extracting(EntityIndex::column).containsExactly("open");
    }
}
