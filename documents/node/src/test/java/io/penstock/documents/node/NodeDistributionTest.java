package io.penstock.documents.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDistributionTest {
    @Test
    void carries_the_server_with_all_its_jars(@TempDir Path folder) throws IOException {
        NodeDistribution distribution = NodeDistribution.load();
        distribution.unpackInto(folder);

        assertThat(distribution.entries()).hasSizeGreaterThan(90);
        assertThat(distribution.digest()).matches("[0-9a-f]{64}");
        assertThat(folder.resolve("lib/cassandra-all-" + distribution.version() + ".jar"))
                .isNotEmptyFile();
    }

    @Test
    void a_file_that_differs_from_its_checksum_is_refused(@TempDir Path folder) {
        NodeDistribution.Entry jar = NodeDistribution.load().entries().stream()
                .filter(entry -> entry.name().startsWith("lib/"))
                .findFirst()
                .orElseThrow();
        NodeDistribution damaged =
                new NodeDistribution("5.0.9", "0", List.of(new NodeDistribution.Entry(jar.name(), "0".repeat(64))));
        assertThatThrownBy(() -> damaged.unpackInto(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(jar.name() + " differs from its checksum");
    }

    @Test
    void the_stand_in_comes_first_only_where_it_is_needed(@TempDir Path folder) throws IOException {
        NodeDistribution.load().unpackInto(folder);

        List<Path> on17 = NodeDistribution.classPath(folder, NodeFlags.of(17));
        List<Path> on25 = NodeDistribution.classPath(folder, NodeFlags.of(25));

        assertThat(on17.get(0)).isEqualTo(folder.resolve("classes"));
        assertThat(on25.get(0)).isEqualTo(folder.resolve("standin"));
        assertThat(on25.subList(1, on25.size())).isEqualTo(on17);
        assertThat(folder.resolve("standin/org/apache/cassandra/security/ThreadAwareSecurityManager.class"))
                .exists();
        assertThat(folder.resolve("classes/org")).doesNotExist();
    }

    @Test
    void the_childs_main_class_runs_on_jdk_17(@TempDir Path folder) throws IOException {
        NodeDistribution.load().unpackInto(folder);
        Path main = folder.resolve("classes").resolve(NodeDistribution.MAIN_CLASS.replace('.', '/') + ".class");
        try (DataInputStream header = new DataInputStream(Files.newInputStream(main))) {
            header.skipNBytes(6);
            assertThat(header.readUnsignedShort()).as("class file version").isEqualTo(44 + 17);
        }
    }
}
