package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.testkit.driver.Covers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Which library of the driver is loaded, and that it is one. */
final class LoadedDriverTest {
    @TempDir
    Path folder;

    @Test
    @Covers("G-16")
    void is_the_one_that_this_module_is_for() {
        assertThat(LoadedDriver.name()).isEqualTo(System.getProperty("penstock.driver.expected"));
        assertThat(LoadedDriver.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    @Covers("G-16")
    void one_library_is_fine_and_two_are_refused_with_where_they_are() throws IOException, URISyntaxException {
        Path jar = Path.of(CqlSession.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path other = Files.copy(jar, folder.resolve("java-driver-core-other.jar"));
        try (URLClassLoader one = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                URLClassLoader two = new URLClassLoader(
                        new URL[] {jar.toUri().toURL(), other.toUri().toURL()}, null)) {
            assertThatCode(() -> LoadedDriver.refuseTwo(one)).doesNotThrowAnyException();
            assertThatThrownBy(() -> LoadedDriver.refuseTwo(two))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            conflict -> assertThat(conflict.error()).isEqualTo(DocumentsError.DRIVER_CONFLICT))
                    .hasMessageStartingWith(
                            "the Cassandra driver is loaded from 2 places, and which one wins is chance: ")
                    .hasMessageContaining("java-driver-core-other.jar")
                    .hasMessageEndingWith("keep one of org.apache.cassandra:java-driver-core and"
                            + " com.scylladb:java-driver-core, and exclude the other");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = ApacheUnderTest.SCYLLA,
            matches = ".+",
            disabledReason = "the suites run against a ScyllaDB host only when one is given: -Dpenstock.scylla=HOST")
    void the_suites_run_against_the_given_host() {
        assertThat(System.getProperty(ApacheUnderTest.SCYLLA)).isNotBlank();
    }
}
