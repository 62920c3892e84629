package io.penstock.stream.testkit;

import io.penstock.PenstockException;
import io.penstock.stream.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database on a small disk that fills up while it is open. Prints what came of each step. */
final class FullDiskProgram {
    private static final String VIEW =
            "CREATE SOURCE s (v BIGINT); CREATE MATERIALIZED VIEW sums AS SELECT SUM(v) AS total FROM s";

    private FullDiskProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path filler = disk.resolve("filler");
        Path directory = disk.resolve("db");
        Database database = Database.open(directory);
        database.executeAll(VIEW);
        database.execute("INSERT INTO s VALUES (1)");
        step("checkpoint", database::checkpoint);
        fill(filler);
        database.execute("INSERT INTO s VALUES (10)");
        step("full checkpoint", database::checkpoint);
        step("full create", () -> database.execute("CREATE SOURCE other (v BIGINT)"));
        step("full drop", () -> database.execute("DROP MATERIALIZED VIEW sums"));
        say("objects " + database.query("SHOW SOURCES").size()
                + " "
                + database.query("SHOW MATERIALIZED VIEWS").size());
        say("total " + total(database));
        step("full close", database::close);
        Files.delete(filler);
        try (Database again = Database.open(directory)) {
            say("again " + total(again));
            again.execute("INSERT INTO s VALUES (100)");
        }
        try (Database again = Database.open(directory)) {
            say("at last " + total(again));
        }
    }

    private static long total(Database database) {
        return database.query("SELECT total FROM sums").single().getLong("total");
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] zeros = new byte[512];
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            say("full: " + full.getMessage());
        }
    }

    private static void step(String name, Runnable work) {
        try {
            work.run();
            say(name + " done");
        } catch (PenstockException refused) {
            say(name + " " + refused.code().code() + " " + refused.getMessage().contains("No space left on device"));
        }
    }

    @SuppressWarnings("SystemOut") // its output is what the test reads
    private static void say(String line) {
        System.out.println(line);
    }
}
