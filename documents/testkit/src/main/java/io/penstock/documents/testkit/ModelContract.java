package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.Ascii;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.ColumnConverter;
import io.penstock.documents.Converted;
import io.penstock.documents.Counter;
import io.penstock.documents.CounterRepository;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DiscriminatorValue;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Embedded;
import io.penstock.documents.EntityConstructor;
import io.penstock.documents.EnumOrdinal;
import io.penstock.documents.Frozen;
import io.penstock.documents.Json;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import io.penstock.documents.TimeUuid;
import io.penstock.documents.Tuple;
import io.penstock.documents.Update;
import io.penstock.documents.Vector;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.value.CqlDuration;
import io.penstock.documents.value.TimeUuids;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What annotations make of components, on a real table: types that Java has no class for, values stored as others,
 * records inside of records, and classes that share a table.
 */
public abstract class ModelContract extends DocumentsContract {
    private static final TimeUuids TIMES = TimeUuids.with(Time.system());

    /** For columns of constants. */
    public enum Level {
        LOW,
        HIGH
    }

    /** A tuple. */
    @Tuple
    public record Point(
            int x, @Nullable Integer y, @Nullable String name) {}

    /** A user-defined type that is in another one. */
    public record Street(String name, List<Integer> numbers, Optional<CqlDuration> walk) {}

    /** A user-defined type with all that can be in one. */
    public record Address(
            Street street, String city, @EnumOrdinal Level level, Map<String, Street> more) {}

    /** A record that is spread over columns. */
    public record Audit(Instant made, @Nullable String by) {}

    /** Euros as cents. */
    public static final class Cents implements ColumnConverter<BigDecimal, Long> {
        @Override
        public Long toColumn(BigDecimal value) {
            return value.movePointRight(2).longValueExact();
        }

        @Override
        public BigDecimal fromColumn(Long column) {
            return BigDecimal.valueOf(column, 2);
        }
    }

    /** Components with annotations that choose the type. */
    public record Chosen(
            @PartitionKey @Ascii String code,
            @ClusteringKey @TimeUuid UUID at,
            @Nullable CqlDuration length,
            @EnumOrdinal @Nullable Level level,
            List<@EnumOrdinal Level> levels,
            Set<@Ascii String> codes,
            @Nullable Point point,
            List<Point> points,
            @Frozen(false) @Nullable Address address,
            List<Address> addresses,
            @Vector(dimensions = 3) @Nullable List<Float> vector,
            @Converted(with = Cents.class) @Nullable BigDecimal price,
            List<@Converted(with = Cents.class) BigDecimal> prices,
            @Json Map<Integer, Address> json,
            @Embedded @Nullable Audit audit,
            @Embedded(prefix = "old_") Optional<Audit> before,
            @Frozen List<String> frozen) {}

    /** A vector whose elements have no fixed size, which not every library of the driver can read. */
    public record Sides(
            @PartitionKey int id, @Vector(dimensions = 2) List<String> words) {}

    /** A vector as an array. */
    public record Embedding(
            @PartitionKey int id, @Vector(dimensions = 3) float[] vector) {}

    /** All that JSON has a form for, as text. */
    public record AsJson(@PartitionKey int id, @Json Everything all) {}

    /** The same, as a type of the server's. */
    public record AsType(@PartitionKey int id, Everything all) {}

    /** One field of each kind. */
    public record Everything(
            String text,
            long big,
            BigDecimal exact,
            double wide,
            boolean flag,
            UUID id,
            LocalDate day,
            LocalTime time,
            Instant moment,
            ByteBuffer bytes,
            CqlDuration length,
            Map<Integer, Set<Level>> levels,
            Point point,
            Optional<String> none) {}

    /** A table of several classes. */
    @Table("content")
    @Discriminator(column = "kind")
    public sealed interface Content permits Article, Media {
        UUID id();
    }

    /** Text. */
    public record Article(@PartitionKey UUID id, String title, int words) implements Content {}

    /** What takes time. */
    public sealed interface Media extends Content permits Video, Sound {}

    /** With pictures. */
    @DiscriminatorValue("film")
    public record Video(@PartitionKey UUID id, String title, long seconds) implements Media {}

    /** Without pictures. */
    public record Sound(@PartitionKey UUID id, long seconds) implements Media {}

    /** A class that is no record. */
    public static final class Account {
        @PartitionKey
        private final String id;

        private final int balance;

        @EntityConstructor
        public Account(String id, int balance) {
            this.id = id;
            this.balance = balance;
        }

        public String getId() {
            return id;
        }
    }

    @BeforeAll
    void createTables() {
        session()
                .schema()
                .create(
                        Chosen.class,
                        Embedding.class,
                        AsJson.class,
                        AsType.class,
                        Content.class,
                        Account.class,
                        Sides.class);
    }

    private static Chosen empty(String code) {
        return new Chosen(
                code,
                TIMES.now(),
                null,
                null,
                List.of(),
                Set.of(),
                null,
                List.of(),
                null,
                List.of(),
                null,
                null,
                List.of(),
                Map.of(),
                null,
                Optional.empty(),
                List.of());
    }

    private static Address address(String city) {
        Street street = new Street("Main", List.of(1, 2), Optional.of(new CqlDuration(0, 0, 5)));
        return new Address(street, city, Level.HIGH, Map.of("back", new Street("Back", List.of(), Optional.empty())));
    }

    private static Chosen full(String code) {
        return new Chosen(
                code,
                TIMES.now(),
                new CqlDuration(-1, -2, -3_000_000_001L),
                Level.HIGH,
                List.of(Level.HIGH, Level.LOW),
                Set.of("a", "b"),
                new Point(1, 2, "p"),
                List.of(new Point(1, null, null), new Point(3, 4, "q")),
                address("Bern"),
                List.of(address("Rome"), address("Oslo")),
                List.of(0.5f, -1f, Float.MAX_VALUE),
                new BigDecimal("12.34"),
                List.of(new BigDecimal("0.01"), new BigDecimal("-5.00")),
                Map.of(7, address("Nice \"\\\n é \u0001")),
                new Audit(Instant.parse("2001-02-03T04:05:06.789Z"), null),
                Optional.of(new Audit(Instant.EPOCH, "me")),
                List.of("x", "x"));
    }

    @Test
    void chosen_types_come_back_as_they_went() {
        Repository<Chosen> repository = session().repository(Chosen.class);
        Chosen full = full("full");
        Chosen empty = empty("empty");
        repository.save(full);
        repository.save(empty);
        assertThat(repository.get("full", full.at())).contains(full);
        assertThat(repository.get("empty", empty.at())).contains(empty);
    }

    @Test
    void chosen_types_come_back_as_they_went_without_blocking() {
        AsyncRepository<Chosen> repository = session().async().repository(Chosen.class);
        Chosen full = full("async");
        assertThat(repository
                        .save(full)
                        .thenCompose(saved -> repository.get("async", full.at()))
                        .join())
                .contains(full);
    }

    @Test
    void a_vector_of_texts_comes_back_or_is_refused() {
        Repository<Sides> repository = session().repository(Sides.class);
        Sides sides = new Sides(1, List.of("left", "right"));
        boolean supported;
        try (CqlDriver driver = newDriver()) {
            supported = driver.capabilities().contains(Capability.VECTORS_OF_ANY);
        }
        if (supported) {
            repository.save(sides);
            assertThat(repository.get(1)).contains(sides);
        } else {
            assertThatThrownBy(() -> repository.save(sides))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            refused -> assertThat(refused.error()).isEqualTo(DocumentsError.UNSUPPORTED));
        }
    }

    @Test
    void the_columns_have_the_types_that_the_annotations_say() {
        assertThat(session().schema().table("sides").orElseThrow().columns().stream()
                        .map(column -> column.name() + " " + column.type().cql()))
                .contains("words vector<text, 2>");
        assertThat(session().schema().check(Chosen.class)).isEmpty();
        assertThat(session().schema().table("chosen").orElseThrow().columns().stream()
                        .map(column -> column.name() + " " + column.type().cql()))
                .contains(
                        "code ascii",
                        "at timeuuid",
                        "length duration",
                        "level int",
                        "point frozen<tuple<int, int, text>>",
                        "address address",
                        "vector vector<float, 3>",
                        "prices list<bigint>",
                        "json text",
                        "audit_made timestamp",
                        "old_by text",
                        "frozen frozen<list<text>>");
    }

    @Test
    void what_a_chosen_type_cannot_hold_is_refused() {
        Repository<Chosen> repository = session().repository(Chosen.class);
        outOfRange(() -> repository.save(empty("é")), "has a character outside ASCII at 1, which column type ascii");
        Chosen fine = empty("fine");
        UUID random = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");
        outOfRange(
                () -> repository.get("fine", random),
                "is a UUID of version 4, but column type timeuuid holds only version 1");
        Repository<Embedding> embeddings = session().repository(Embedding.class);
        outOfRange(
                () -> embeddings.save(new Embedding(1, new float[] {1, 2})),
                "has 2 dimensions, but its column vector<float, 3> has 3");
        assertThat(fine.vector()).isNull();
    }

    private static void outOfRange(Runnable call, String why) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BaseError.VALUE_OUT_OF_RANGE))
                .hasMessageContaining(why);
    }

    @Test
    void a_vector_comes_back_as_an_array() {
        Repository<Embedding> repository = session().repository(Embedding.class);
        repository.save(new Embedding(1, new float[] {0.25f, -2, 3}));
        assertThat(repository.get(1).orElseThrow().vector()).containsExactly(0.25f, -2, 3);
    }

    @Test
    void json_text_is_what_the_server_takes_for_json() {
        Everything all = new Everything(
                "line\n\"é\" \\ \u0007",
                Long.MAX_VALUE,
                new BigDecimal("1.20"),
                Double.MIN_VALUE,
                true,
                new UUID(1, 2),
                LocalDate.of(-5, 2, 3),
                LocalTime.of(1, 2, 3, 4),
                Instant.parse("2001-02-03T04:05:06.789Z"),
                ByteBuffer.wrap(new byte[] {0, -1}),
                new CqlDuration(13, 2, 3_600_000_000_007L),
                Map.of(1, Set.of(Level.LOW, Level.HIGH), -2, Set.of()),
                new Point(1, null, "p"),
                Optional.empty());
        Repository<AsJson> json = session().repository(AsJson.class);
        json.save(new AsJson(1, all));
        assertThat(json.get(1)).contains(new AsJson(1, all));
        String keyspace = session().keyspace();
        CqlPage stored =
                session().execute(CqlStatement.of("SELECT \"all\" FROM " + keyspace + ".as_json WHERE id = ?", 1));
        Object text = stored.rows().getFirst().get(0);
        session()
                .execute(CqlStatement.of(
                        "INSERT INTO " + keyspace + ".as_type (id, \"all\") VALUES (?, fromJson(?))", 1, text));
        assertThat(session().repository(AsType.class).get(1)).contains(new AsType(1, all));
    }

    @Test
    void time_uuids_sort_and_bound_as_the_server_does() {
        Repository<Chosen> repository = session().repository(Chosen.class);
        Chosen first = empty("times");
        Chosen second = empty("times");
        repository.save(second);
        repository.save(first);
        assertThat(repository.find(Query.where("code", "times"))).containsExactly(first, second);
        Instant moment = TimeUuids.moment(first.at()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        CqlPage bounds = session()
                .execute(CqlStatement.of(
                        "SELECT minTimeuuid(" + moment.toEpochMilli() + "), maxTimeuuid(" + moment.toEpochMilli()
                                + "), toTimestamp(at) FROM " + session().keyspace()
                                + ".chosen WHERE code = ? AND at = ?",
                        "times",
                        first.at()));
        assertThat(bounds.rows().getFirst().get(0)).isEqualTo(TimeUuids.min(moment));
        assertThat(bounds.rows().getFirst().get(1)).isEqualTo(TimeUuids.max(moment));
        assertThat(bounds.rows().getFirst().get(2)).isEqualTo(moment);
    }

    @Test
    void rows_of_a_hierarchy_come_back_as_their_classes() {
        Repository<Content> all = session().repository(Content.class);
        Article article = new Article(new UUID(0, 1), "On rivers", 300);
        Video video = new Video(new UUID(0, 2), "Rivers", 600);
        Sound sound = new Sound(new UUID(0, 3), 60);
        all.saveAll(List.of(article, video));
        session().repository(Media.class).save(sound);
        assertThat(all.find(Query.all())).contains(article, video, sound);
        assertThat(session().repository(Media.class).get(video.id())).contains(video);
        assertThat(session().repository(Article.class).get(article.id())).contains(article);
    }

    @Test
    void conditional_writes_of_a_class_meet_rows_of_the_others() {
        Repository<Article> articles = session().repository(Article.class);
        Video video = new Video(new UUID(1, 1), "Lakes", 60);
        session().repository(Video.class).save(video);
        Article second = new Article(video.id(), "On lakes", 20);
        LwtResult<Article> refused = articles.insertIfNotExists(second);
        assertThat(refused).isInstanceOf(LwtResult.Unmet.class);
        assertThat(((LwtResult.Unmet<Article>) refused).seen())
                .containsEntry("kind", "film")
                .containsEntry("title", "Lakes");
        assertThat(session().repository(Content.class).insertIfNotExists(second).existing())
                .contains(video);
        assertThat(articles.get(video.id())).isEmpty();
    }

    @Test
    void an_update_of_a_class_that_makes_the_row_makes_it_of_that_class() {
        Repository<Article> articles = session().repository(Article.class);
        UUID id = new UUID(1, 2);
        articles.update(Update.byKey(id).set("title", "On seas").set("words", 5));
        assertThat(articles.get(id)).contains(new Article(id, "On seas", 5));
        UUID without = new UUID(1, 3);
        session()
                .execute(CqlStatement.of(
                        "INSERT INTO " + session().keyspace() + ".content (id, title) VALUES (?, ?)",
                        without,
                        "stray"));
        assertThat(articles.get(without)).isEmpty();
        assertThat(articles.find(Query.where("id", without))).isEmpty();
        session().repository(Content.class).deleteByKey(without);
    }

    /** A row of a partition that shares a column. */
    public record Reading(
            @PartitionKey int sensor,
            @ClusteringKey int at,
            @Static @Nullable String place,
            double value) {}

    /** Counters. */
    public record Hits(
            @PartitionKey String page,
            @Counter long hits,
            @Counter @Nullable Long misses) {}

    @Test
    void a_static_column_is_shared_by_the_rows_of_its_partition() {
        session().schema().create(Reading.class);
        Repository<Reading> repository = session().repository(Reading.class);
        repository.save(new Reading(1, 1, "roof", 0.5));
        repository.save(new Reading(1, 2, null, 1.5));
        repository.save(new Reading(2, 1, "cellar", 2.5));
        assertThat(repository.find(Query.where("sensor", 1)))
                .containsExactly(new Reading(1, 1, "roof", 0.5), new Reading(1, 2, "roof", 1.5));
        repository.save(new Reading(1, 3, "tower", 3.5));
        assertThat(repository.get(1, 1)).contains(new Reading(1, 1, "tower", 0.5));
    }

    @Test
    void counters_are_read_as_numbers_and_as_absent() {
        session().schema().create(Hits.class);
        CounterRepository<Hits> counters = session().counters(Hits.class);
        counters.increment(Key.of("home"), "hits", 3);
        counters.decrement(Key.of("home"), "hits", 1);
        assertThat(counters.get("home")).contains(new Hits("home", 2, null));
    }

    @Test
    void a_class_with_a_constructor_is_written_and_read() {
        Repository<Account> repository = session().repository(Account.class);
        repository.save(new Account("a", 5));
        Account found = repository.get("a").orElseThrow();
        assertThat(found.getId()).isEqualTo("a");
        assertThat(found.balance).isEqualTo(5);
    }
}
