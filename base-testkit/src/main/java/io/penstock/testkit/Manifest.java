package io.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The list of all files of an unpacked content with their digests, kept beside them. It is written last. */
final class Manifest {
    private static final String NAME = ".penstock-manifest";

    private Manifest() {}

    static void write(Path folder) throws IOException {
        Files.write(folder.resolve(NAME), lines(folder));
    }

    /** Whether the folder is there and holds exactly what the manifest says. */
    static boolean matches(Path folder) {
        try {
            List<String> expected = Files.readAllLines(folder.resolve(NAME));
            return expected.equals(lines(folder));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static List<String> lines(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.equals(folder.resolve(NAME)))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            lines.add(
                    Files.isSymbolicLink(file)
                            ? "link " + Files.readSymbolicLink(file) + " " + name
                            : sha256(file) + " " + Files.size(file) + " " + name);
        }
        lines.add("end " + files.size());
        return lines;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
