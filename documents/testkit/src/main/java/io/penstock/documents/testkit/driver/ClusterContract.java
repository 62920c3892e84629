package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.ClusterDescription;
import io.penstock.documents.driver.ClusterNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a driver knows of the cluster and of itself. */
public abstract class ClusterContract extends DriverSuite {
    @Test
    @Covers({"D-39", "D-41"})
    void tells_the_nodes_and_how_they_are() {
        if (!driver().capabilities().contains(Capability.CLUSTER_METADATA)) {
            refused(DocumentsError.UNSUPPORTED, () -> driver().cluster());
            return;
        }
        ClusterDescription cluster = driver().cluster();
        assertThat(cluster.nodes()).isNotEmpty();
        ClusterNode node = cluster.nodes().getFirst();
        assertThat(node.address()).endsWith(":" + target().address().getPort());
        assertThat(node.datacenter()).isNotEmpty();
        assertThat(node.rack()).isNotEmpty();
        assertThat(node.version()).isNotEmpty();
        assertThat(node.isUp()).isTrue();
        assertThat(node.connections()).isPositive();
    }

    @Test
    @Covers("D-40")
    void finds_the_replicas_of_a_key_and_none_where_there_are_none() {
        if (!driver().capabilities().contains(Capability.CLUSTER_METADATA)) {
            return;
        }
        ByteBuffer key = ByteBuffer.wrap("key".getBytes(StandardCharsets.UTF_8));
        waitUntil(() -> !driver().cluster().replicas(keyspace(), key).isEmpty());
        ClusterDescription cluster = driver().cluster();
        ClusterNode replica = cluster.replicas(keyspace(), key).getFirst();
        assertThat(cluster.replicas(keyspace(), key, replica.datacenter())).containsExactly(replica);
        assertThat(cluster.replicas(keyspace(), key, "nowhere")).isEmpty();
        assertThat(cluster.replicas("nowhere", key)).isEmpty();
        // As the server computes it: SELECT token('key').
        assertThat(cluster.token(key).orElseThrow()).isEqualTo(serversToken());
    }

    private String serversToken() {
        schema("CREATE TABLE IF NOT EXISTS " + keyspace() + ".keys (id text PRIMARY KEY)");
        execute("INSERT INTO " + keyspace() + ".keys (id) VALUES (?)", "key");
        return String.valueOf(only(execute("SELECT token(id) FROM " + keyspace() + ".keys")));
    }

    @Test
    @Covers("D-38")
    void all_nodes_come_to_agree_on_the_schema() {
        expectOrRefuse(
                Capability.SCHEMA_AGREEMENT,
                () -> assertThat(Blocking.await(driver().schemaAgrees())).isTrue());
    }

    @Test
    @Covers({"G-16", "D-02"})
    void says_which_library_it_stands_on() {
        assertThat(driver().description().name()).isNotBlank();
        assertThat(driver().description().version()).isNotBlank();
        assertThat(driver().description().protocol()).matches("V\\d+");
    }

    @Test
    @Covers({"D-28", "D-37", "D-47"})
    void claims_nothing_that_it_cannot_do() {
        assertThat(driver().capabilities())
                .doesNotContain(Capability.SERVER_CANCEL, Capability.SHARD_AWARENESS, Capability.CLIENT_ROUTES);
    }
}
