package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of the same sources, in two folders, give the same bytes. */
final class ReproducibleBuildTest {
    @TempDir
    Path temp;

    @Test
    @Timeout(300)
    void packs_base_to_the_same_bytes_twice() throws IOException, InterruptedException {
        List<String> words = List.of("-pl", "base");
        assertThat(artifactsOf("first", words)).hasSize(2).isEqualTo(artifactsOf("second", words));
    }

    @Tag("slow")
    @Test
    @Timeout(1800)
    void packs_a_release_to_the_same_bytes_twice() throws IOException, InterruptedException {
        List<String> words = List.of("-Prelease");
        Map<String, String> first = artifactsOf("first", words);
        assertThat(first.keySet()).anyMatch(name -> name.endsWith("-sources.jar"));
        assertThat(first.keySet()).anyMatch(name -> name.endsWith("-javadoc.jar"));
        assertThat(first).isEqualTo(artifactsOf("somewhere-else", words));
    }

    private Map<String, String> artifactsOf(String name, List<String> words) throws IOException, InterruptedException {
        Path copy = temp.resolve(name);
        for (Path file : Tree.files()) {
            Path target = copy.resolve(Tree.nameOf(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
        List<String> command = new ArrayList<>(List.of(Consumer.maven(), "-B", "-q", "-o", "package"));
        command.addAll(words);
        command.addAll(List.of(
                "-Dmaven.test.skip=true", "-Dpenstock.checks.skip=true", "-Dmaven.repo.local=" + Consumer.resolved()));
        new Consumer(copy, copy).run(command.toArray(String[]::new));
        return hashes(copy);
    }

    private static Map<String, String> hashes(Path copy) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (var files = Files.walk(copy)) {
            for (Path file : files.toList()) {
                String name = copy.relativize(file).toString();
                if (name.matches(".*/target/[^/]+\\.jar") || name.endsWith(".flattened-pom.xml")) {
                    hashes.put(name, hash(file));
                }
            }
        }
        return hashes;
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
