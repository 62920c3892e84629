package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two users' projects, one on the class path and one on the module path, built from our jars and published poms. */
@Timeout(600)
final class ConsumerTest {
    private static final Pattern ARTIFACT = Pattern.compile("\n  <artifactId>([^<]+)</artifactId>");
    private static final List<String> ARTIFACTS = List.of("penstock-base", "penstock-stream");

    /** The five-minute start that needs no server; users copy it as it stands. */
    private static final Path START =
            Tree.root().resolve("demos/starts/src/main/java/io/penstock/starts/StreamStart.java");

    private static final List<String> PROGRAMS =
            Files.exists(START) ? List.of("Main", "Live", "Start") : List.of("Main", "Live");

    @TempDir
    static Path temp;

    private static Path repository() {
        return temp.resolve("repository");
    }

    /** The modules that others can depend on: those that hold nothing but tests are none. */
    private static List<String> published() {
        return Tree.modules().stream()
                .filter(module -> module.equals("bom")
                        || Files.isDirectory(Tree.root().resolve(module).resolve("src/main")))
                .toList();
    }

    /** What {@code mvn install} does, from the jars that this very build has packaged. */
    @BeforeAll
    static void install_into_a_throw_away_repository() throws IOException {
        for (String module : published()) {
            Path folder = Tree.root().resolve(module);
            Path pom = folder.resolve(".flattened-pom.xml");
            assumeTrue(Files.exists(pom), () -> module + " is not packaged; run the verify phase");
            String artifact = artifactOf(Tree.read(pom));
            String base = artifact + "-" + Consumer.version();
            Path target = Files.createDirectories(
                    repository().resolve("io/penstock").resolve(artifact).resolve(Consumer.version()));
            Files.copy(pom, target.resolve(base + ".pom"), StandardCopyOption.REPLACE_EXISTING);
            Path jar = folder.resolve("target").resolve(base + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, target.resolve(base + ".jar"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void works_on_the_class_path() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(temp.resolve("on the class path"));
        Consumer consumer = new Consumer(folder, repository());
        consumer.pom(ARTIFACTS);
        writePrograms(consumer);

        List<Path> entries = consumer.build();

        for (String program : PROGRAMS) {
            assertThat(consumer.run(Consumer.java(), "-cp", joined(entries), "com.example.consumer." + program))
                    .endsWith(printedBy(program, false));
        }
    }

    @Test
    void works_on_the_module_path() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(temp.resolve("on the module path"));
        Consumer consumer = new Consumer(folder, repository());
        consumer.pom(ARTIFACTS);
        writePrograms(consumer);
        consumer.write("src/main/java/module-info.java", """
                module com.example.consumer {
                    requires io.penstock;
                    requires io.penstock.stream;
                    exports com.example.consumer;
                    %s
                }
                """.formatted(
                        PROGRAMS.contains("Start") ? "exports io.penstock.starts;" : ""));

        List<Path> entries = consumer.build();

        for (String program : PROGRAMS) {
            String main = "com.example.consumer/com.example.consumer." + program;
            assertThat(consumer.run(Consumer.java(), "-p", joined(entries), "-m", main))
                    .endsWith(printedBy(program, true));
        }
    }

    @Test
    void publishes_poms_that_stand_alone() throws IOException {
        try (var poms = Files.walk(repository().resolve("io/penstock"))) {
            assertThat(poms.filter(file -> file.toString().endsWith(".pom")).toList())
                    .hasSize(published().size())
                    .allSatisfy(pom -> assertThat(Tree.read(pom))
                            .doesNotContain("<parent>", "<scope>test</scope>")
                            .contains("<name>Apache-2.0</name>", "<description>"));
        }
    }

    private static String printedBy(String program, boolean named) {
        return switch (program) {
            case "Main" -> "[carrier, dest, delay_minutes] [WN, OAK, 12]\ntrue CALLER\nnamed module: " + named + "\n";
            case "Live" -> "Total[zone=harbour, total=12]\nnamed module: " + named + "\n";
            default -> "Bar[symbol=ACME, windowStart=2026-11-20T09:00:00Z, volume=150, highest=10.8]\n";
        };
    }

    private static void writePrograms(Consumer consumer) throws IOException {
        Path programs = Tree.root().resolve("arch-tests/src/test/resources/consumers");
        for (String program : List.of("Main", "Live")) {
            consumer.write(
                    "src/main/java/com/example/consumer/" + program + ".java",
                    Tree.read(programs.resolve(program + ".java")));
        }
        if (PROGRAMS.contains("Start")) {
            consumer.write("src/main/java/io/penstock/starts/StreamStart.java", Tree.read(START));
            consumer.write("src/main/java/com/example/consumer/Start.java", """
                    package com.example.consumer;

                    public final class Start {
                        public static void main(String[] arguments) {
                            System.out.println(io.penstock.starts.StreamStart.run());
                        }
                    }
                    """);
        }
    }

    private static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static String artifactOf(String pom) {
        Matcher matcher = ARTIFACT.matcher(pom);
        if (!matcher.find()) {
            throw new IllegalStateException("a pom without an artifact:\n" + pom);
        }
        return matcher.group(1);
    }
}
