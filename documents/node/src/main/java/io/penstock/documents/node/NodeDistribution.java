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
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's files in this artifact: its jars and the two classes that come before them. Immutable.
 *
 * @param version the server's version, for example {@code 5.0.9}
 * @param digest a digest of all of the files; it changes with any of them
 * @param entries the files
 */
public record NodeDistribution(String version, String digest, List<Entry> entries) {
    /** The class in the child JVM that runs the server and ends with its parent; argument {@code keep} flushes data. */
    public static final String MAIN_CLASS = "io.penstock.documents.node.NodeMain";

    /** The line that the child prints once the server answers. */
    public static final String READY_LINE = "penstock node is ready";

    private static final String HOME = "penstock/cassandra/";
    private static final String STAND_IN = "classes/org/apache/";

    /**
     * One file.
     *
     * @param name its name, relative, with slashes
     * @param sha256 its SHA-256 in hexadecimal
     */
    public record Entry(String name, String sha256) {
        /** Reads a line of the index: the digest, a space, and a path that ends with our name for the file. */
        static Entry parse(String line) {
            int space = line.indexOf(' ');
            int name = line.lastIndexOf(HOME) + HOME.length();
            return new Entry(line.substring(name), line.substring(0, space));
        }
    }

    public NodeDistribution {
        entries = List.copyOf(entries);
    }

    /** The distribution inside this artifact. */
    public static NodeDistribution load() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            List<String> head = List.of(lines.get(0).split(" ", 2));
            return new NodeDistribution(
                    head.get(1),
                    head.get(0),
                    lines.stream().skip(1).map(Entry::parse).toList());
        } catch (IOException incomplete) {
            throw new UncheckedIOException("this artifact was built without the server's jars", incomplete);
        }
    }

    /**
     * Writes all files below {@code folder}, jars into {@code lib}, classes into {@code classes} and {@code standin},
     * and compares each with its digest.
     */
    public void unpackInto(Path folder) throws IOException {
        for (Entry entry : entries) {
            String name = entry.name();
            Path target = folder.resolve(name.startsWith(STAND_IN) ? name.replaceFirst("classes", "standin") : name);
            Files.createDirectories(target.getParent());
            MessageDigest digest = newDigest();
            try (InputStream content = new DigestInputStream(open(name), digest)) {
                Files.copy(content, target);
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
                throw new IOException(name + " differs from its checksum");
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

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
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
