package io.penstock.testkit;

import io.penstock.PenstockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Unpacks two megabytes into the cache given as its argument, when told to on standard input. Runs in a child JVM. */
final class CacheFolderProgram {
    private CacheFolderProgram() {}

    @SuppressWarnings("SystemOut") // a program that answers on standard output
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Path root = Path.of(arguments[0]);
        out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        try {
            CacheFolder.at(root).folder(new CacheFolder.Content("big-1.0", folder -> {
                out.println("unpacking");
                for (int i = 0; i < 32; i++) {
                    Files.write(folder.resolve("file-" + i), new byte[65_536]);
                }
            }));
            out.println("done");
        } catch (PenstockException failed) {
            out.println(failed.code().code() + " " + failed.getMessage());
        }
        try (Stream<Path> entries = Files.list(root)) {
            List<String> names =
                    entries.map(path -> path.getFileName().toString()).toList();
            out.println("left: " + names);
        }
    }
}
