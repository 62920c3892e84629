package io.penstock.documents.testkit;

import io.penstock.testkit.FreePort;
import io.penstock.testkit.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Several nodes of one cluster on the loopback addresses 127.0.0.1, 127.0.0.2 and so on, each a process of its own that
 * can be killed and started again with its data. Takes 20 to 60 seconds to start. Confined to one thread.
 */
public final class CassandraRing implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 256;

    private final WorkFolder folder;
    private final List<CassandraNode.Config> configs;
    private final List<CassandraNode> nodes = new ArrayList<>();

    private CassandraRing(WorkFolder folder, List<CassandraNode.Config> configs) {
        this.folder = folder;
        this.configs = configs;
    }

    /** Starts so many nodes, one after the other, and waits until each answers. */
    public static CassandraRing start(int size) {
        WorkFolder folder;
        try {
            folder = WorkFolder.throwAway("penstock-ring");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("no folder for the ring", unwritable);
        }
        int port = FreePort.find();
        int storagePort = FreePort.find();
        List<CassandraNode.Config> configs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            configs.add(CassandraNode.Config.standard()
                    .withHost("127.0.0." + (i + 1))
                    .withPort(port)
                    .withHeapMegabytes(HEAP_MEGABYTES)
                    .withDataDirectory(folder.path().resolve("node" + (i + 1)))
                    .withYaml(yaml(i, size, storagePort)));
        }
        CassandraRing ring = new CassandraRing(folder, List.copyOf(configs));
        try {
            configs.forEach(config -> ring.nodes.add(CassandraNode.start(config)));
            return ring;
        } catch (RuntimeException failed) {
            ring.close();
            throw failed;
        }
    }

    private static Map<String, String> yaml(int index, int size, int storagePort) {
        BigInteger token = BigInteger.TWO
                .pow(Long.SIZE)
                .divide(BigInteger.valueOf(size))
                .multiply(BigInteger.valueOf(index))
                .subtract(BigInteger.TWO.pow(Long.SIZE - 1));
        return Map.of(
                "num_tokens",
                "1",
                "initial_token",
                "'" + token.add(BigInteger.ONE) + "'",
                "auto_bootstrap",
                "false",
                "storage_port",
                Integer.toString(storagePort),
                "seed_provider",
                """

                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%s:%d\"""".formatted(CassandraNode.HOST, storagePort));
    }

    /** A node by its index from 0. */
    public CassandraNode node(int index) {
        return nodes.get(index);
    }

    /** Where the nodes answer, whether they are alive or not. */
    public List<InetSocketAddress> addresses() {
        return nodes.stream().map(CassandraNode::address).toList();
    }

    /** Starts a node again that was killed or stopped, on the data that it had. */
    public void restart(int index) {
        nodes.get(index).close();
        nodes.set(index, CassandraNode.start(configs.get(index)));
    }

    /** Kills all nodes and deletes their data. Idempotent. */
    @Override
    public void close() {
        nodes.forEach(CassandraNode::kill9);
        nodes.forEach(CassandraNode::close);
        folder.close();
    }
}
