package io.penstock.documents.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.column.Column;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources with the processor: what it writes, what then compiles and what does not, and what it reports. */
class ModelProcessorTest {
    private static final String IMPORTS = Stream.of(
                    "io.penstock.documents.*",
                    "io.penstock.documents.Vector",
                    "io.penstock.documents.value.*",
                    "java.time.*",
                    "java.util.*")
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining("", "package app;\n", ""));

    /** The line of the first expression in {@link #uses}. */
    private static final long FIRST_USE = 8;

    private static final String FLIGHT = IMPORTS + """
            @Table("flights")
            public record Flight(
                    @PartitionKey String origin,
                    @ClusteringKey @TimeUuid UUID departedAt,
                    @Static String airport,
                    @Indexed Optional<String> gate,
                    @Indexed(kind = Indexed.Kind.CUSTOM, using = "org.apache.cassandra.index.sasi.SASIIndex")
                            String remark,
                    int delay,
                    OptionalInt seats,
                    List<@Ascii String> tags,
                    Set<Integer> stops,
                    Map<String, Duty> crew,
                    @Frozen List<String> log,
                    @Vector(dimensions = 2) float[] route,
                    @Frozen(false) Duty captain,
                    Duty first,
                    @Embedded Weather weather,
                    @Json Map<String, List<Integer>> extras,
                    @Converted(with = Flight.Cents.class) Double price,
                    byte[] raw) {
                public record Duty(String name, Instant since) {}

                public record Weather(double wind, Flight.@EnumOrdinal Sky sky) {}

                public enum Sky { CLEAR, CLOUDY }

                public static final class Cents implements ColumnConverter<Double, Long> {
                    @Override public Long toColumn(Double value) { return Math.round(value * 100); }
                    @Override public Double fromColumn(Long column) { return column / 100.0; }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void writes_a_typed_column_for_each_column() throws IOException {
        Compilation done = Compilation.of(folder, FLIGHT);
        assertThat(done.messages()).isEmpty();
        assertThat(done.warnings()).isEmpty();
        assertThat(done.generated("app.Flight_").replaceAll("\\s+", " ").replace("io.penstock.documents.column.", ""))
                .startsWith("package app; /** The columns of {@link app.Flight}. */ @javax.annotation.processing."
                        + "Generated(\"io.penstock.documents.processor.ModelProcessor\") public final class Flight_ {")
                .contains(
                        "PartitionColumn<app.Flight, java.lang.String> ORIGIN = "
                                + "Columns.partition(app.Flight.class, \"origin\");",
                        "ClusteringColumn<app.Flight, java.util.UUID> DEPARTED_AT = Columns.clustering(",
                        "StaticColumn<app.Flight, java.lang.String> AIRPORT = Columns.shared(",
                        "IndexedColumn<app.Flight, java.lang.String> GATE = Columns.indexed(",
                        "TextColumn<app.Flight> REMARK = Columns.text(",
                        "RegularColumn<app.Flight, java.lang.Integer> DELAY = Columns.regular(",
                        "RegularColumn<app.Flight, java.lang.Integer> SEATS = Columns.regular(",
                        "ListColumn<app.Flight, java.lang.String> TAGS = Columns.list(",
                        "SetColumn<app.Flight, java.lang.Integer> STOPS = Columns.set(",
                        "MapColumn<app.Flight, java.lang.String, app.Flight.Duty> CREW = Columns.map(",
                        "RegularColumn<app.Flight, java.util.List<java.lang.String>> LOG = Columns.regular(",
                        "VectorColumn<app.Flight, float[]> ROUTE = Columns.vector(",
                        "UserTypeColumn<app.Flight, app.Flight.Duty> CAPTAIN = Columns.userType(",
                        "RegularColumn<app.Flight, app.Flight.Duty> FIRST = Columns.regular(",
                        "RegularColumn<app.Flight, java.lang.Double> WEATHER_WIND = Columns.regular("
                                + "app.Flight.class, \"weather.wind\");",
                        "RegularColumn<app.Flight, app.Flight.Sky> WEATHER_SKY = Columns.regular(",
                        "RegularColumn<app.Flight, java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>>"
                                + " EXTRAS = Columns.regular(",
                        "RegularColumn<app.Flight, java.lang.Double> PRICE = Columns.regular(",
                        "RegularColumn<app.Flight, byte[]> RAW = Columns.regular(");
    }

    @Test
    void sees_what_the_running_class_is() throws Exception {
        Compilation done = Compilation.of(folder, FLIGHT);
        List<String> components = new ArrayList<>();
        for (Field field : done.load("app.Flight_").getDeclaredFields()) {
            components.add(((Column<?, ?>) field.get(null)).component());
        }
        assertThat(EntityModel.of(done.load("app.Flight")).columns())
                .extracting(EntityColumn::component)
                .containsExactlyElementsOf(components);
    }

    @Test
    void what_a_column_can_do_compiles() throws IOException {
        Compilation done = Compilation.of(
                folder,
                FLIGHT,
                uses(List.of(
                        "Query.where(Flight_.ORIGIN.eq(\"BRN\")).and(Flight_.DEPARTED_AT.gt(UUID.randomUUID()))",
                        "Flight_.DELAY.set(3)",
                        "Flight_.SEATS.gte(3)",
                        "Flight_.TAGS.append(\"x\")",
                        "Flight_.CREW.put(\"pilot\", new Flight.Duty(\"x\", Instant.EPOCH))",
                        "Flight_.ROUTE.annOf(1, 2)",
                        "Flight_.REMARK.like(\"late%\")",
                        "Flight_.CAPTAIN.field(\"name\")",
                        "Flight_.WEATHER_WIND.gt(1.5)")));
        assertThat(done.messages()).isEmpty();
    }

    @Test
    void what_a_column_cannot_do_does_not_compile() throws IOException {
        List<String> illegal = List.of(
                "Flight_.ORIGIN.gt(\"BRN\")",
                "Flight_.ORIGIN.set(\"BRN\")",
                "Flight_.DEPARTED_AT.set(UUID.randomUUID())",
                "Flight_.DELAY.eq(\"3\")",
                "Flight_.DELAY.asc()",
                "Flight_.DELAY.append(3)",
                "Flight_.TAGS.append(3)",
                "Flight_.LOG.append(\"x\")",
                "Flight_.GATE.like(\"x\")",
                "Flight_.CREW.add(\"x\")",
                "Flight_.FIRST.field(\"name\")",
                "Flight_.DEPARTED_AT.increment(1)",
                "Query.where(Flight_.ORIGIN.eq(\"BRN\")).and(Other_.ID.eq(1))");
        String other = IMPORTS + "record Other(@PartitionKey int id) {}";
        assertThat(Compilation.of(folder, FLIGHT, other, uses(illegal)).errors())
                .extracting(Compilation.Problem::line)
                .containsExactlyElementsOf(LongStream.range(0, illegal.size())
                        .mapToObj(i -> FIRST_USE + i)
                        .toList());
    }

    /** A class with a line for each expression. */
    private static String uses(List<String> expressions) {
        return expressions.stream()
                .map(expression -> "    static { use(" + expression + "); }\n")
                .collect(Collectors.joining(
                        "", IMPORTS + "final class Uses {\n", "    private static void use(Object made) {}\n}\n"));
    }

    /** Each is wrong in one way; the compiler says what the program would say when it starts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Table record Bad(int id) {}",
                "record Bad(@PartitionKey @ClusteringKey int id) {}",
                "record Bad(@PartitionKey int id, @PartitionKey int other) {}",
                "record Bad(@PartitionKey Optional<String> id) {}",
                "@Table record Bad(@PartitionKey int id, @Static int shared) {}",
                "record Bad(@PartitionKey int id, @Counter long hits, String name) {}",
                "record Bad(@PartitionKey int id, List<Optional<String>> things) {}",
                "record Bad(@PartitionKey int id, List<? extends Number> things) {}",
                "record Bad(@PartitionKey int id, Map<String, List<Thread>> threads) {}",
                "record Bad(@PartitionKey int id, float[] numbers) {}",
                "record Bad(@PartitionKey int id, List<@Frozen(false) Set<String>> sets) {}",
                "record Bad(@PartitionKey int id, Set<CqlDuration> lengths) {}",
                "record Bad(@PartitionKey int id, Inner inner) { record Inner(List<Bad> bads) {} }",
                "record Bad(@PartitionKey int id, @Indexed(on = Indexed.On.KEYS) List<String> list) {}",
                "record Bad(@PartitionKey int id, @Indexed @Indexed String text) {}",
                "@Table(\"no-table\") record Bad(@PartitionKey int id) {}",
                "@Table(options = \"x\") record Bad(@PartitionKey int id) {}",
                "@Discriminator(column = \"kind\") sealed interface Bad permits Bad.One, Bad.Two {"
                        + " record One(@PartitionKey int id, int x) implements Bad {}"
                        + " record Two(@PartitionKey int id, long x) implements Bad {} }",
                "@MaterializedView(of = Bad.Base.class) record Bad(@PartitionKey int id, @ClusteringKey int none) {"
                        + " record Base(@PartitionKey int id) {} }",
                "record Bad(@PartitionKey int id, @Converted(with = Bad.Text.class) int number) {"
                        + " static class Text implements ColumnConverter<String, String> {"
                        + " public String toColumn(String s) { return s; }"
                        + " public String fromColumn(String s) { return s; } } }",
                "@Table final class Bad { @EntityConstructor Bad(@PartitionKey int id) {} }"
            })
    void a_mistake_is_reported_as_at_start(String source) throws Exception {
        Compilation refused = Compilation.of(folder, IMPORTS + source);
        assertThat(refused.messages()).hasSize(1);
        Compilation.of(folder, List.of(), IMPORTS + source);
        Class<?> bad = refused.load("app.Bad");
        assertThatThrownBy(() -> EntityModel.of(bad))
                .hasMessage(refused.messages().getFirst());
        assertThat(refused.hasGenerated("app.Bad_")).isFalse();
    }

    @Test
    void all_mistakes_of_components_are_reported_each_at_its_line() throws IOException {
        Compilation refused = Compilation.of(folder, IMPORTS + """
                @Table
                record Bad(
                        @PartitionKey int id,
                        Thread one,
                        @Ascii int two,
                        String fine) {}
                """);
        assertThat(refused.errors())
                .containsExactly(
                        new Compilation.Problem(
                                10,
                                "component 'one' of app.Bad has type java.lang.Thread, which no column can hold: no CQL"
                                        + " type holds it"),
                        new Compilation.Problem(
                                11, "component 'two' of app.Bad is @Ascii, but has type int; only a String is text"));
    }

    @Test
    void a_hierarchy_has_columns_as_a_whole_and_by_class() throws IOException {
        Compilation done = Compilation.of(folder, IMPORTS + """
                @Discriminator(column = "kind", indexed = true)
                public sealed interface Content {
                    record Article(@PartitionKey int id, String title) implements Content {}

                    record Video(@PartitionKey int id, long seconds) implements Content {}
                }
                """);
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Content_"))
                .contains(
                        "RegularColumn<app.Content, java.lang.String> TITLE",
                        "RegularColumn<app.Content, java.lang.Long> SECONDS",
                        "IndexedColumn<app.Content, java.lang.String> KIND");
        assertThat(done.generated("app.Content_Article_"))
                .contains("RegularColumn<app.Content.Article, java.lang.String> TITLE")
                .doesNotContain("SECONDS");
    }

    @Test
    void counters_and_views_have_their_columns() throws IOException {
        Compilation done = Compilation.of(
                folder,
                IMPORTS + "public record Hits(@PartitionKey String page, @Counter long hits) {}",
                IMPORTS + "record Visit(@PartitionKey int who, @ClusteringKey int at, String city) {}",
                IMPORTS + "@MaterializedView(of = Visit.class) record ByCity(@PartitionKey String city,"
                        + " @ClusteringKey int who, @ClusteringKey(1) int at) {}");
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Hits_")).contains("CounterColumn<app.Hits> HITS");
        assertThat(done.generated("app.ByCity_"))
                .contains("\nfinal class ByCity_", "PartitionColumn<app.ByCity, java.lang.String> CITY");
    }

    @Test
    void a_part_of_a_table_is_not_judged_as_one() throws IOException {
        Compilation done = Compilation.of(
                folder,
                IMPORTS + "record Second(@PartitionKey(1) int two) {}",
                IMPORTS + "record Whole(@PartitionKey int one, @Embedded Second second) {}");
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Whole_")).contains("SECOND_TWO");
        assertThat(done.hasGenerated("app.Second_")).isFalse();
    }

    @Test
    void a_part_that_only_another_module_embeds_is_not_refused() throws IOException {
        Compilation part = Compilation.of(
                folder, IMPORTS + "public record Second(@PartitionKey(1) int two, @Static @Ascii String three) {}");
        assertThat(part.messages()).isEmpty();
        assertThat(part.warnings())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("only @Embedded in others", "say @Table"));
        Compilation whole = Compilation.of(
                folder,
                IMPORTS + "record Whole(@PartitionKey int one, @ClusteringKey int at, @Embedded Second second) {}");
        assertThat(whole.messages()).isEmpty();
        assertThat(whole.generated("app.Whole_")).contains("SECOND_TWO", "SECOND_THREE");
        Compilation table = Compilation.of(folder, IMPORTS + "@Table record Alone(@PartitionKey(1) int two) {}");
        assertThat(table.messages()).singleElement().asString().contains("number them from 0 without gaps");
        Compilation wrong = Compilation.of(folder, IMPORTS + "record Wrong(@PartitionKey(1) Thread two) {}");
        assertThat(wrong.messages()).singleElement().asString().contains("no CQL type holds it");
    }

    @Test
    void the_wildcards_of_a_type_are_written_as_they_stand() throws IOException {
        Compilation done = Compilation.of(folder, IMPORTS + """
                public record Plugin(
                        @PartitionKey int id,
                        @Converted(with = Plugin.Names.class) Class<? extends Number> type,
                        @Converted(with = Plugin.Orders.class) Comparator<? super Integer> order,
                        @Converted(with = Plugin.Anys.class) Class<?> any) {
                    public static final class Names implements ColumnConverter<Class<? extends Number>, String> {
                        @Override public String toColumn(Class<? extends Number> value) { return value.getName(); }
                        @Override public Class<? extends Number> fromColumn(String column) { return Integer.class; }
                    }

                    public static final class Orders implements ColumnConverter<Comparator<? super Integer>, String> {
                        @Override public String toColumn(Comparator<? super Integer> value) { return ""; }
                        @Override public Comparator<? super Integer> fromColumn(String column) { return Integer::compare; }
                    }

                    public static final class Anys implements ColumnConverter<Class<?>, String> {
                        @Override public String toColumn(Class<?> value) { return value.getName(); }
                        @Override public Class<?> fromColumn(String column) { return Object.class; }
                    }
                }
                """);
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Plugin_"))
                .contains(
                        "java.lang.Class<? extends java.lang.Number>> TYPE",
                        "java.util.Comparator<? super java.lang.Integer>> ORDER",
                        "java.lang.Class<?>> ANY");
    }

    @Test
    void a_class_with_a_constructor_has_columns() throws IOException {
        Compilation done = Compilation.of(folder, IMPORTS + """
                public final class Account {
                    @PartitionKey private final String id;
                    private final int balance;

                    @EntityConstructor
                    public Account(String id, int balance) {
                        this.id = id;
                        this.balance = balance;
                    }

                    public int getBalance() { return balance; }
                }
                """);
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Account_")).contains("Account, java.lang.String> ID", "Integer> BALANCE");
    }

    @Test
    void private_tables_have_no_columns_and_no_errors() throws IOException {
        Compilation done =
                Compilation.of(folder, IMPORTS + "class Outer { private record Hidden(@PartitionKey int id) {} }");
        assertThat(done.messages()).isEmpty();
        assertThat(done.hasGenerated("app.Outer_Hidden_")).isFalse();
    }

    /** Writes a class that a table names, in the first round. */
    private static final class WritesKind extends AbstractProcessor {
        private boolean written;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!written) {
                written = true;
                try (var out =
                        processingEnv.getFiler().createSourceFile("app.Kind").openWriter()) {
                    out.write("package app;\npublic enum Kind { A, B }\n");
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            }
            return false;
        }
    }

    @Test
    void waits_for_classes_that_other_processors_write() throws IOException {
        String source = IMPORTS + "record Thing(@PartitionKey int id, List<Kind> kinds) {}";
        Compilation done = Compilation.of(folder, List.of(new ModelProcessor(), new WritesKind()), source);
        assertThat(done.messages()).isEmpty();
        assertThat(done.generated("app.Thing_")).contains("ListColumn<app.Thing, app.Kind> KINDS");
    }

    @Test
    void leaves_an_unknown_class_to_the_compiler() throws IOException {
        Compilation refused = Compilation.of(folder, IMPORTS + "record Thing(@PartitionKey int id, Nowhere at) {}");
        assertThat(refused.messages()).singleElement().asString().contains("cannot find symbol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"services/javax.annotation.processing.Processor", "gradle/incremental.annotation.processors"})
    void is_found_by_compilers(String file) throws IOException {
        try (InputStream in = ModelProcessor.class.getResourceAsStream("/META-INF/" + file)) {
            assertThat(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith(ModelProcessor.class.getName());
        }
    }
}
