package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraNodeDataTest {
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    @Test
    void a_data_directory_outlives_an_orderly_end_and_a_crash(@TempDir Path folder) throws IOException {
        CassandraNode.Config config = CassandraNode.Config.standard().withDataDirectory(folder);
        try (CassandraNode node = CassandraNode.start(config);
                RawCql cql = new RawCql(node)) {
            cql.run("CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            cql.run("CREATE TABLE kept.t (id int PRIMARY KEY)");
            cql.run("INSERT INTO kept.t (id) VALUES (1)");
        }
        try (CassandraNode node = CassandraNode.start(config);
                RawCql cql = new RawCql(node)) {
            assertThat(cql.run("SELECT * FROM kept.t")).isEqualTo(1);
            cql.run("INSERT INTO kept.t (id) VALUES (2)");
            node.kill9();
            assertThat(node.isAlive()).isFalse();
        }
        try (CassandraNode node = CassandraNode.start(config);
                RawCql cql = new RawCql(node)) {
            assertThat(cql.run("SELECT * FROM kept.t")).isEqualTo(2);
        }
    }

    @Test
    void runs_on_another_jdk_of_this_machine() throws IOException {
        List<Path> others = otherJdks();
        assumeThat(others).as("another JDK, 17 or newer, below " + JDKS).isNotEmpty();
        CassandraNode.Config config = CassandraNode.Config.standard().withJavaHome(others.getFirst());
        try (CassandraNode node = CassandraNode.start(config);
                RawCql cql = new RawCql(node)) {
            assertThat(cql.run("SELECT release_version FROM system.local")).isEqualTo(1);
        }
    }

    private static List<Path> otherJdks() throws IOException {
        if (!Files.isDirectory(JDKS)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(JDKS)) {
            return homes.filter(home -> Files.isRegularFile(home.resolve("release"))
                            && Files.isExecutable(home.resolve("bin/java")))
                    .filter(CassandraNodeDataTest::isOther)
                    .toList();
        }
    }

    private static boolean isOther(Path home) {
        try {
            return ChildJdk.at(home).feature() != Runtime.version().feature();
        } catch (PenstockException unusable) {
            return false;
        }
    }
}
