package io.penstock.documents.testkit;

import io.penstock.PenstockException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Starts a node in a child JVM, with the temporary folder given as its argument, and prints its process id; then waits
 * for the end of standard input.
 */
final class CassandraNodeProgram {
    private CassandraNodeProgram() {}

    @SuppressWarnings("SystemOut") // a program that answers on standard output
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Path temporary = Path.of(arguments[0]);
        try (CassandraNode node = CassandraNode.start()) {
            out.println("ready " + node.pid());
            System.in.transferTo(PrintStream.nullOutputStream());
        } catch (PenstockException failed) {
            out.println(failed.code().code() + " " + failed.getMessage());
        }
        try (Stream<Path> left = Files.list(temporary)) {
            out.println("left: " + left.map(Path::getFileName).toList());
        }
    }
}
