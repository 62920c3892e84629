package io.penstock.postgres.testkit;

import io.penstock.PenstockException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Starts a server in a child JVM, with the temporary folder given as its argument, and prints its process id; then
 * waits for the end of standard input.
 */
final class PostgresServerProgram {
    private PostgresServerProgram() {}

    @SuppressWarnings("SystemOut") // a program that answers on standard output
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Path temporary = Path.of(arguments[0]);
        try (PostgresServer server = PostgresServer.start()) {
            out.println("ready " + server.pid());
            System.in.transferTo(PrintStream.nullOutputStream());
        } catch (PenstockException failed) {
            out.println(failed.code().code() + " "
                    + failed.getMessage().lines().findFirst().orElse(""));
        }
        try (Stream<Path> left = Files.list(temporary)) {
            out.println("left: " + left.map(Path::getFileName).toList());
        }
    }
}
