package io.penstock.arch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project outside the reactor that depends on our artifacts as any user's does. Its local repository is thrown away;
 * what is not ours comes into it from the repository that this build itself resolved from, so no network is needed.
 */
final class Consumer {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final List<String> PLUGINS = List.of(
            "maven-clean-plugin",
            "maven-resources-plugin",
            "maven-compiler-plugin",
            "maven-surefire-plugin",
            "maven-jar-plugin",
            "maven-install-plugin",
            "maven-deploy-plugin",
            "maven-dependency-plugin");

    private final Path folder;
    private final Path repository;

    Consumer(Path folder, Path repository) {
        this.folder = folder;
        this.repository = repository;
    }

    /** The version of this build. */
    static String version() {
        return firstMatch(VERSION, Tree.read(Tree.root().resolve("pom.xml")));
    }

    /** Writes the pom: these artifacts of ours, versions by the bom, plugins in the versions of our own build. */
    void pom(List<String> artifacts) throws IOException {
        String template = Tree.read(Tree.root().resolve("arch-tests/src/test/resources/consumers/pom-template.xml"));
        StringBuilder dependencies = new StringBuilder();
        for (String artifact : artifacts) {
            dependencies.append(
                    "    <dependency><groupId>io.penstock</groupId><artifactId>%s</artifactId></dependency>%n"
                            .formatted(artifact));
        }
        StringBuilder plugins = new StringBuilder();
        String root = Tree.read(Tree.root().resolve("pom.xml"));
        for (String plugin : PLUGINS) {
            Pattern versionOf =
                    Pattern.compile("<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)</version>");
            plugins.append("        <plugin><artifactId>%s</artifactId><version>%s</version></plugin>%n"
                    .formatted(plugin, firstMatch(versionOf, root)));
        }
        write(
                "pom.xml",
                template.replace("@penstock@", version())
                        .replace("@dependencies@", dependencies)
                        .replace("@plugins@", plugins));
        write("settings.xml", """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>resolved</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(repository, resolved().toUri()));
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Compiles, and returns what the application runs with: its class folder and all jars. */
    List<Path> build() throws IOException, InterruptedException {
        run(
                maven(),
                "-B",
                "-q",
                "-s",
                "settings.xml",
                "process-classes",
                "dependency:build-classpath",
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=target/classpath");
        List<Path> entries = new ArrayList<>();
        entries.add(folder.resolve("target/classes"));
        for (String entry :
                Tree.read(folder.resolve("target/classpath")).strip().split(":", -1)) {
            entries.add(Path.of(entry));
        }
        return entries;
    }

    /** Runs a command in the project's folder and returns what it printed; fails unless it exits with 0. */
    String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        if (!process.waitFor(900, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end:\n" + Files.readString(output));
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + printed);
        }
        return printed;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Maven from the PATH as the launcher would take it, else the wrapper. */
    static String maven() {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path candidate = Path.of(folder, "mvn");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return Tree.root().resolve("mvnw").toString();
    }

    /** The local repository of the build that runs this test. */
    static Path resolved() {
        String told = System.getProperty("localRepository");
        return told != null ? Path.of(told) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static String firstMatch(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("nothing matches " + pattern);
        }
        return matcher.group(1);
    }
}
