package io.penstock.arch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A small project with our launcher in it, a scripted Maven, JDKs made of scripts, and nothing else on the PATH than
 * the tools that the launcher may use. The folder names have spaces.
 */
final class LauncherTree {
    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "head",
            "sort",
            "find",
            "grep",
            "cat",
            "cksum",
            "tr",
            "dirname",
            "basename",
            "readlink",
            "mkdir",
            "mkfifo",
            "mktemp",
            "rm",
            "mv",
            "ln",
            "cp",
            "date",
            "sleep",
            "awk",
            "paste",
            "xargs",
            "cut",
            "tar",
            "gzip",
            "curl",
            "sha512sum",
            "shasum",
            "touch",
            "tee",
            "env",
            "rmdir");

    /** What came of one run. */
    record Run(int exit, String out, String err) {}

    final Path folder;
    final Path root;
    final Path tools;
    final Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    LauncherTree(Path folder) throws IOException {
        this.folder = folder;
        this.root = folder.resolve("my project");
        this.tools = folder.resolve("tools");
        this.jdks = folder.resolve("installed jdks");
        Files.createDirectories(root.resolve("cli/src/main/java"));
        Files.createDirectories(root.resolve(".mvn/wrapper"));
        Files.createDirectories(tools);
        Files.createDirectories(jdks);
        Files.createDirectories(folder.resolve("home"));
        for (String name : List.of("penstock", "mvnw")) {
            script(root.resolve(name), Tree.read(Tree.root().resolve(name)));
        }
        Files.writeString(
                root.resolve("pom.xml"),
                "<project>\n  <version>7.8.9</version>\n    <module>cli</module>\n</project>\n");
        Files.writeString(
                root.resolve("cli/pom.xml"), "<project>\n  <artifactId>penstock-cli</artifactId>\n</project>\n");
        Files.writeString(root.resolve("cli/src/main/java/Main.java"), "class Main {}\n");
        environment.put("PATH", tools + ":" + linkedTools());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("PENSTOCK_JDK_FOLDERS", jdks.toString());
    }

    /** Links to the tools, made once: all trees share them. */
    private static Path linkedTools() throws IOException {
        Path links = Files.createDirectories(Tree.root().resolve("arch-tests/target/launcher-tools"));
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(place, tool);
                if (Files.exists(real) && !Files.exists(links.resolve(tool))) {
                    Files.createSymbolicLink(links.resolve(tool), real);
                }
            }
        }
        return links;
    }

    LauncherTree withOnPath(Path folder) {
        environment.merge("PATH", folder.toString(), (before, added) -> before + ":" + added);
        return this;
    }

    LauncherTree with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** A JDK that only says its version, and prints its arguments when it is to run a program. */
    Path jdk(String name, int feature) throws IOException {
        Path home = jdks.resolve(name);
        return jdkAt(home, feature);
    }

    Path jdkAt(Path home, int feature) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + feature + ".0.1\"\n");
        script(home.resolve("bin/java"), "#!/bin/sh\nfor word in \"$@\"; do echo \"java: $word\"; done\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    /** Maven 3.9 that notes how it was called, then does as the script says, in the project's folder. */
    void maven(String body) throws IOException {
        maven("3.9.9", body);
    }

    void maven(String version, String body) throws IOException {
        script(tools.resolve("mvn"), """
                #!/bin/sh
                if [ "$1" = -v ]; then echo "Apache Maven %s (abc)"; exit 0; fi
                echo "$@" >> "%s"
                %s
                """.formatted(version, folder.resolve("calls"), body));
    }

    /** The scripted build of a module: an empty class path besides one jar, and a main class. */
    static String builds(String module, String mainClass) {
        return """
               echo "[INFO] Building penstock-%1$s 7.8.9 [2/2]"
               mkdir -p %1$s/target/classes/%2$s
               rmdir %1$s/target/classes/%2$s 2>/dev/null || rm -rf %1$s/target/classes/%2$s
               : > %1$s/target/classes/%2$s.class
               printf '%%s' "$PWD/pom.xml" > %1$s/target/runtime.classpath
               """.formatted(module, mainClass.replace('.', '/'));
    }

    /** How Maven was called, one line each. */
    List<String> calls() throws IOException {
        Path file = folder.resolve("calls");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts the launcher by another command. */
    Process start(List<String> by, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(root.resolve("penstock").toString());
        command.addAll(List.of(arguments));
        return start(command);
    }

    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Path output = Files.createTempFile(folder, "run", ".out");
        builder.redirectOutput(output.toFile());
        builder.redirectError(Path.of(output + ".err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("RUN_OUTPUT", output.toString());
        Process process = builder.start();
        outputs.put(process, output);
        return process;
    }

    private final Map<Process, Path> outputs = new java.util.concurrent.ConcurrentHashMap<>();

    Run finish(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end within 60 s");
        }
        Path output = java.util.Objects.requireNonNull(outputs.get(process));
        return new Run(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(Path.of(output + ".err"), StandardCharsets.UTF_8));
    }

    static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
