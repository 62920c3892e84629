package io.penstock.documents.testkit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration file of a node that is small and quick to start. */
final class NodeYaml {
    /** The server wants 2 at least. */
    private static final int WRITERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private NodeYaml() {}

    static String text(Path folder, int port, int storagePort, CassandraNode.Config config) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("cluster_name", "penstock");
        entries.put("num_tokens", "4");
        entries.put("partitioner", "org.apache.cassandra.dht.Murmur3Partitioner");
        entries.put("endpoint_snitch", "SimpleSnitch");
        entries.put("listen_address", config.host());
        entries.put("rpc_address", config.host());
        entries.put("storage_port", Integer.toString(storagePort));
        entries.put("native_transport_port", Integer.toString(port));
        entries.put("seed_provider", """

                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%s:%d\"""".formatted(config.host(), storagePort));
        Path data = folder.resolve("data");
        entries.put("data_file_directories", "\n  - " + quoted(data.resolve("data")));
        entries.put("commitlog_directory", quoted(data.resolve("commitlog")));
        entries.put("saved_caches_directory", quoted(data.resolve("saved_caches")));
        entries.put("hints_directory", quoted(data.resolve("hints")));
        entries.put("cdc_raw_directory", quoted(data.resolve("cdc_raw")));
        if (config.dataDirectory().isPresent()) {
            // Periodic syncing would lose what was acknowledged in the last seconds before a crash.
            entries.put("commitlog_sync", "batch");
        } else {
            entries.put("commitlog_sync", "periodic");
            entries.put("commitlog_sync_period", "10000ms");
            // A vector index of Cassandra 5.0 refuses more writers at once than the machine has processors and one.
            entries.put("concurrent_writes", Integer.toString(WRITERS));
        }
        entries.put("commitlog_segment_size", "16MiB");
        entries.put("memtable_heap_space", "64MiB");
        entries.put("memtable_offheap_space", "64MiB");
        entries.put("file_cache_size", "32MiB");
        entries.put("networking_cache_size", "32MiB");
        entries.put("key_cache_size", "2MiB");
        entries.put("disk_optimization_strategy", "ssd");
        entries.put("materialized_views_enabled", "true");
        // Without it DROP and TRUNCATE copy the table first.
        entries.put("auto_snapshot", "false");
        entries.putAll(config.yaml());
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
