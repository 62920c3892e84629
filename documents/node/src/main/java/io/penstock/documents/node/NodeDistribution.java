package io.penstock.documents.node;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's files in this artifact: its jars and the two classes that come before them. Immutable.
 *
 * @param version the server's version, for example {@code 5.0.9}
 * @param digest a digest of all of the files; it changes with any of them
 * @param files their names, relative, with slashes
 */
public record NodeDistribution(String version, String digest, List<String> files) {
    /** The class in the child JVM that runs the server and ends with its parent; argument {@code keep} flushes data. */
    public static final String MAIN_CLASS = "io.penstock.documents.node.NodeMain";

    private static final String HOME = "penstock/cassandra/";
    private static final String STAND_IN = "classes/org/apache/";

    public NodeDistribution {
        files = List.copyOf(files);
    }

    /** The distribution inside this artifact. */
    public static NodeDistribution load() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().filter(line -> !line.isBlank()).toList();
            return new NodeDistribution(
                    lines.get(0), lines.get(1), List.of(lines.get(2).split("\\|")));
        } catch (IOException incomplete) {
            throw new UncheckedIOException("this artifact was built without the server's jars", incomplete);
        }
    }

    /**
     * Writes all files below {@code folder}: jars into {@code lib}, classes into {@code classes} and {@code standin}.
     */
    public void unpackInto(Path folder) throws IOException {
        for (String file : files) {
            Path target = folder.resolve(file.startsWith(STAND_IN) ? file.replaceFirst("classes", "standin") : file);
            Files.createDirectories(target.getParent());
            try (InputStream content = open(file)) {
                Files.copy(content, target);
            }
        }
    }

    /** The child's class path over a folder that {@link #unpackInto} has filled. */
    public static List<Path> classPath(Path folder, NodeFlags flags) {
        try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
            Stream<Path> first = flags.standIn() ? Stream.of(folder.resolve("standin")) : Stream.empty();
            return Stream.of(first, Stream.of(folder.resolve("classes")), jars.sorted())
                    .flatMap(paths -> paths)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream stream = NodeDistribution.class.getResourceAsStream("/" + HOME + file);
        if (stream == null) {
            throw new FileNotFoundException(HOME + file);
        }
        return stream;
    }
}
