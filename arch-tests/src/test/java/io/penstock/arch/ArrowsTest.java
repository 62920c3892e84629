package io.penstock.arch;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may use whom. The engines do not know each other; SQL and runtime meet only in plan and data; connectors see the
 * connector SPI and their own product; every foreign library stays in the rooms named here.
 */
final class ArrowsTest {
    private static final String ANY = "*";

    /** Room → the rooms it may use, besides itself. A room without a line here is a mistake. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            arrows("base"),
            arrows("base-testkit", "base"),
            arrows("metrics-micrometer", "base"),
            arrows("documents/core", "base"),
            arrows("documents/driver-apache", "base", "documents/core"),
            arrows("documents/driver-scylla"),
            arrows("documents/node", "base"),
            arrows("documents/processor", "base", "documents/core"),
            arrows("documents/testkit", "base", "base-testkit", "documents/core", "documents/node"),
            arrows("postgres/wire", "base"),
            arrows("postgres/core", "base", "postgres/wire"),
            arrows("postgres/testkit", "base", "base-testkit", "postgres/wire"),
            arrows("stream/data", "base"),
            arrows("stream/spi", "base", "stream/data"),
            arrows("stream/plan", "base", "stream/data"),
            arrows("stream/sql", "base", "stream/data", "stream/plan"),
            arrows("stream/runtime", "base", "stream/data", "stream/plan", "stream/spi"),
            arrows("stream/engine", "base", "stream/data", "stream/plan", "stream/spi", "stream/sql", "stream/runtime"),
            arrows(
                    "stream/testkit",
                    "base",
                    "base-testkit",
                    "stream/data",
                    "stream/plan",
                    "stream/spi",
                    "stream/runtime",
                    "stream/engine"),
            arrows("connectors/cassandra", "base", "stream/data", "stream/spi", "documents/core"),
            arrows("connectors/postgres", "base", "stream/data", "stream/spi", "postgres/core"),
            arrows("demos/documents", ANY),
            arrows("demos/flights", ANY),
            arrows("demos/starts", ANY),
            arrows("cli", ANY),
            arrows("bench", ANY),
            arrows("bench-scylla"),
            arrows("bom"),
            arrows("arch-tests", ANY));

    /** Package of a foreign library → the rooms that may name its types. Longest match wins. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            entry("org.jspecify.annotations", Set.of(ANY)),
            entry("org.slf4j", Set.of(ANY)),
            entry("org.apache.calcite", Set.of("stream/sql")),
            entry("com.google.common", Set.of("stream/sql")), // Calcite's own collections, in its signatures
            entry("com.datastax.oss", Set.of("documents/driver-apache", "bench")),
            entry("org.apache.cassandra", Set.of("documents/node")),
            entry("org.tukaani.xz", Set.of("postgres/testkit")), // how the server's binaries are packed
            entry("io.micrometer.core", Set.of("metrics-micrometer")),
            entry("picocli", Set.of("cli")),
            entry("org.jline", Set.of("cli")),
            entry("com.fasterxml.jackson.core", Set.of("cli", "demos/flights")),
            entry("org.postgresql", Set.of("bench")),
            entry("com.zaxxer.hikari", Set.of("bench")),
            entry("org.springframework", Set.of("bench")),
            entry("org.openjdk.jmh", Set.of("bench")),
            entry("com.sun.management", Set.of("bench")), // the JDK's own: processor time of the process
            entry("org.junit", Set.of("base-testkit", "documents/testkit", "postgres/testkit", "stream/testkit")),
            entry("org.assertj", Set.of("base-testkit", "documents/testkit", "postgres/testkit", "stream/testkit")));

    private static Map.Entry<String, Set<String>> arrows(String room, String... mayUse) {
        return entry(room, Set.copyOf(Arrays.asList(mayUse)));
    }

    @Test
    void every_module_has_its_arrows_written_down() {
        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(Tree.modules());
    }

    @TestFactory
    Stream<DynamicTest> uses_only_the_rooms_its_arrows_point_to() {
        return Rooms.built().names().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> assertThat(wrongArrows(room))
                                .as("uses of rooms that no arrow of %s points to", room)
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> names_only_the_libraries_that_belong_into_the_room() {
        return Rooms.built().names().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> assertThat(wrongLibraries(room))
                                .as("types of foreign libraries that do not belong into %s", room)
                                .isEmpty()));
    }

    private static List<String> wrongArrows(String room) {
        Set<String> allowed = ARROWS.getOrDefault(room, Set.of());
        List<String> wrong = new ArrayList<>();
        for (Dependency dependency : dependenciesOf(room)) {
            String target =
                    Rooms.built().roomOf(outermost(dependency.getTargetClass())).orElse(room);
            if (!target.equals(room) && !allowed.contains(ANY) && !allowed.contains(target)) {
                wrong.add(target + ": " + dependency.getDescription());
            }
        }
        return wrong;
    }

    private static List<String> wrongLibraries(String room) {
        Set<String> wrong = new LinkedHashSet<>();
        for (Dependency dependency : dependenciesOf(room)) {
            String target = outermost(dependency.getTargetClass());
            if (isForeign(target) && !mayName(room, target)) {
                wrong.add(dependency.getDescription());
            }
        }
        return List.copyOf(wrong);
    }

    private static boolean isForeign(String className) {
        boolean jdk = className.startsWith("java.") || className.startsWith("javax.") || className.startsWith("jdk.");
        return className.contains(".") && !jdk && !className.startsWith("io.penstock.");
    }

    private static boolean mayName(String room, String className) {
        return LIBRARIES.entrySet().stream()
                .filter(library -> className.startsWith(library.getKey() + "."))
                .anyMatch(library ->
                        library.getValue().contains(ANY) || library.getValue().contains(room));
    }

    private static List<Dependency> dependenciesOf(String room) {
        return Rooms.built().classesOf(room).stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .toList();
    }

    private static String outermost(JavaClass type) {
        JavaClass element = type.isArray() ? type.getBaseComponentType() : type;
        return element.getName();
    }
}
