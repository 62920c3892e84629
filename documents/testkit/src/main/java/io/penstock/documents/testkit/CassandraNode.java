package io.penstock.documents.testkit;

import io.penstock.PenstockException;
import io.penstock.documents.node.NodeDistribution;
import io.penstock.documents.node.NodeFlags;
import io.penstock.testkit.CacheFolder;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.DiskFault;
import io.penstock.testkit.FreePort;
import io.penstock.testkit.TestkitError;
import io.penstock.testkit.WorkFolder;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Cassandra node in a child JVM, from Maven artifacts only. It listens on the loopback address, takes 4 to 10
 * seconds to start and 250 to 550 MB of memory, and ends with this JVM however this JVM ends. Without a data folder of
 * its own it is a throw-away node: its data is deleted by {@link #close} and when a signal ends this JVM, and what a
 * killed JVM leaves is deleted by the next start; with one, every acknowledged write outlives the node, crash or not.
 * Thread-safe.
 */
public final class CassandraNode implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private static final int PORT_ATTEMPTS = 3;
    private static final int ERROR_LINES = 8;
    /** A node on less starts, and then dies in the middle of somebody's work. */
    private static final int DISK_MEGABYTES_MIN = 128;

    private final String host;
    private final WorkFolder folder;
    private final int port;
    private final ChildProcess child;

    /**
     * How to run a node.
     *
     * @param host the loopback address that it listens on, such as 127.0.0.2
     * @param port the CQL port; 0 for a free one
     * @param dataDirectory where data is kept between runs; empty for a temporary folder that {@link #close} deletes
     * @param javaHome the JDK that runs it, 17 or newer
     * @param heapMegabytes the child's largest heap
     * @param yaml more entries for its configuration file, or other values for those we set
     * @param properties system properties of the child, by which the server has settings beside its file
     * @param cache where the server's jars are unpacked
     * @param startTimeout how long it may take until it answers
     */
    public record Config(
            String host,
            int port,
            Optional<Path> dataDirectory,
            Path javaHome,
            int heapMegabytes,
            Map<String, String> yaml,
            Map<String, String> properties,
            CacheFolder cache,
            Duration startTimeout) {
        public Config {
            yaml = Map.copyOf(yaml);
            properties = Map.copyOf(properties);
            if (!LOOPBACK.matcher(host).matches()) {
                throw new IllegalArgumentException(
                        "host must be a loopback address like 127.0.0.2, got '" + host + "'");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, got " + port);
            }
            if (heapMegabytes < 128) {
                throw new IllegalArgumentException("the node needs 128 megabytes of heap, got " + heapMegabytes);
            }
        }

        /**
         * A throw-away node on a free port, run by the JDK that runs us, with 512 MB of heap and two minutes to start.
         */
        public static Config standard() {
            return new Config(
                    HOST,
                    0,
                    Optional.empty(),
                    Path.of(System.getProperty("java.home")),
                    512,
                    Map.of(),
                    Map.of(),
                    CacheFolder.standard(),
                    Duration.ofMinutes(2));
        }

        public Config withHost(String newHost) {
            return new Config(
                    newHost, port, dataDirectory, javaHome, heapMegabytes, yaml, properties, cache, startTimeout);
        }

        public Config withPort(int newPort) {
            return new Config(
                    host, newPort, dataDirectory, javaHome, heapMegabytes, yaml, properties, cache, startTimeout);
        }

        public Config withDataDirectory(Path newDirectory) {
            return new Config(
                    host,
                    port,
                    Optional.of(newDirectory),
                    javaHome,
                    heapMegabytes,
                    yaml,
                    properties,
                    cache,
                    startTimeout);
        }

        public Config withJavaHome(Path newHome) {
            return new Config(host, port, dataDirectory, newHome, heapMegabytes, yaml, properties, cache, startTimeout);
        }

        public Config withHeapMegabytes(int newHeap) {
            return new Config(host, port, dataDirectory, javaHome, newHeap, yaml, properties, cache, startTimeout);
        }

        public Config withYaml(Map<String, String> newYaml) {
            return new Config(
                    host, port, dataDirectory, javaHome, heapMegabytes, newYaml, properties, cache, startTimeout);
        }

        public Config withProperties(Map<String, String> newProperties) {
            return new Config(
                    host, port, dataDirectory, javaHome, heapMegabytes, yaml, newProperties, cache, startTimeout);
        }

        public Config withCache(CacheFolder newCache) {
            return new Config(
                    host, port, dataDirectory, javaHome, heapMegabytes, yaml, properties, newCache, startTimeout);
        }

        public Config withStartTimeout(Duration newTimeout) {
            return new Config(host, port, dataDirectory, javaHome, heapMegabytes, yaml, properties, cache, newTimeout);
        }
    }

    private CassandraNode(String host, WorkFolder folder, int port, ChildProcess child) {
        this.host = host;
        this.folder = folder;
        this.port = port;
        this.child = child;
    }

    /** A throw-away node on a free port. Blocks until it answers. */
    public static CassandraNode start() {
        return start(Config.standard());
    }

    /**
     * Starts a node and waits until it answers. The first start on a machine also unpacks 70 MB of jars into the cache.
     *
     * @throws PenstockException with a {@link NodeError}, or a {@link TestkitError} when its jars cannot be unpacked
     */
    public static CassandraNode start(Config config) {
        return start(config, FreePort::find);
    }

    static CassandraNode start(Config config, IntSupplier freePorts) {
        ChildJdk jdk = ChildJdk.at(config.javaHome());
        NodeDistribution distribution = NodeDistribution.load();
        Path server = config.cache()
                .folder(new CacheFolder.Content(
                        "cassandra-" + distribution.version() + "-"
                                + distribution.digest().substring(0, 12),
                        distribution::unpackInto));
        for (int attempt = 1; ; attempt++) {
            try {
                int port = config.port() == 0 ? freePorts.getAsInt() : config.port();
                return tryStart(config, jdk, server, port);
            } catch (PenstockException failed) {
                boolean mayRetry = failed.code() == NodeError.PORT_TAKEN && config.port() == 0;
                if (!mayRetry || attempt == PORT_ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    private static CassandraNode tryStart(Config config, ChildJdk jdk, Path server, int port) {
        // Only the first loopback address can be asked about.
        if (config.port() != 0 && config.host().equals(HOST) && !FreePort.isFree(port)) {
            throw new PenstockException(
                    NodeError.PORT_TAKEN, "port " + port + " is taken; choose another one, or 0 for any free one");
        }
        WorkFolder work = prepareFolder(config);
        Path folder = work.path();
        ChildProcess child = null;
        try {
            List<String> arguments = arguments(config, folder, NodeFlags.of(jdk.feature()), server);
            Files.write(folder.resolve("java.args"), arguments);
            Files.writeString(folder.resolve("cassandra.yaml"), NodeYaml.text(folder, port, FreePort.find(), config));
            Files.writeString(folder.resolve("logback.xml"), LOGBACK);
            ChildProcess.Spec spec = ChildProcess.Spec.of(
                            "cassandra", List.of(jdk.java().toString(), "@" + folder.resolve("java.args")))
                    .withDirectory(folder)
                    .withEnvironment(Map.of("JDK_JAVA_OPTIONS", "", "JAVA_TOOL_OPTIONS", ""))
                    .withLog(folder.resolve("node.log"));
            child = work.usedBy(ChildProcess.start(spec));
            child.awaitOutput(NodeDistribution.READY_LINE::equals, config.startTimeout());
            return new CassandraNode(config.host(), work, port, child);
        } catch (IOException unwritable) {
            discard(work, child);
            throw folderFailure(folder, unwritable);
        } catch (PenstockException failed) {
            List<String> output = child == null ? List.of() : child.tail();
            discard(work, child);
            throw child == null ? failed : startFailure(failed, output, folder, port);
        } catch (RuntimeException interrupted) {
            discard(work, child);
            throw interrupted;
        }
    }

    private static WorkFolder prepareFolder(Config config) {
        Path folder = config.dataDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            WorkFolder made = config.dataDirectory().isPresent()
                    ? WorkFolder.kept(folder)
                    : WorkFolder.throwAway("penstock-cassandra");
            long megabytes = Files.getFileStore(made.path()).getUsableSpace() >> 20;
            if (megabytes < DISK_MEGABYTES_MIN) {
                made.close();
                throw tooLittleSpace(made.path(), megabytes);
            }
            Files.createDirectories(made.path().resolve("tmp"));
            return made;
        } catch (IOException unwritable) {
            throw folderFailure(folder, unwritable);
        }
    }

    private static List<String> arguments(Config config, Path folder, NodeFlags flags, Path server) {
        List<String> arguments = new ArrayList<>(flags.jvmFlags());
        config.properties().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.addAll(List.of(
                "-Xms128m",
                "-Xmx" + config.heapMegabytes() + "m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                // Starts sooner; a node for tests does not live long enough to earn the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
                "-Dcassandra.storagedir=" + folder.resolve("data"),
                "-Dcassandra.logdir=" + folder.resolve("logs"),
                "-Dcassandra-foreground=yes",
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-Dcassandra.ring_delay_ms=0",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.superuser_setup_delay_ms=0",
                "-Dcassandra.shutdown_announce_in_ms=0"));
        boolean keep = config.dataDirectory().isPresent();
        if (!keep) {
            // Saves a second of flushing at start, at the price of losing the schema with the process.
            arguments.add("-Dcassandra.unsafesystem=true");
        }
        arguments.add("-cp");
        arguments.add(NodeDistribution.classPath(server, flags).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        arguments.add(NodeDistribution.MAIN_CLASS);
        if (keep) {
            arguments.add("keep");
        }
        return arguments.stream()
                .map(argument -> "\"" + argument.replace("\\", "\\\\") + "\"")
                .toList();
    }

    private static void discard(WorkFolder folder, @Nullable ChildProcess child) {
        if (child != null) {
            child.kill();
        }
        folder.close();
    }

    private static PenstockException tooLittleSpace(Path folder, long megabytes) {
        return new PenstockException(
                NodeError.DISK_FULL,
                "the disk of the node's folder " + folder + " has " + megabytes + " MB left, and the node needs "
                        + DISK_MEGABYTES_MIN + " MB; free some space or choose another data directory");
    }

    private static PenstockException folderFailure(Path folder, IOException failed) {
        if (DiskFault.isFull(failed)) {
            return diskFull(folder, failed);
        }
        return new PenstockException(
                NodeError.FOLDER_NOT_WRITABLE,
                "the node's folder " + folder + " cannot be written to; choose another data directory or set"
                        + " java.io.tmpdir",
                failed);
    }

    private static PenstockException diskFull(Path folder, Exception failed) {
        return new PenstockException(
                NodeError.DISK_FULL,
                "the disk of the node's folder " + folder
                        + " is full; free some space or choose another data directory",
                failed);
    }

    private static PenstockException startFailure(
            PenstockException failed, List<String> output, Path folder, int port) {
        if (DiskFault.isFull(output)) {
            return diskFull(folder, failed);
        }
        if (output.stream()
                .anyMatch(line -> line.contains("Address already in use") || line.contains("Failed to bind port"))) {
            return new PenstockException(
                    NodeError.PORT_TAKEN,
                    "port " + port + " or the node's inner port was taken by another process while it started",
                    failed);
        }
        List<String> errors = output.stream()
                .filter(line -> line.contains("ERROR") || line.contains("xception") || line.contains("Error"))
                .limit(ERROR_LINES)
                .toList();
        String shown = errors.isEmpty() ? failed.getMessage() : "\n  " + String.join("\n  ", errors);
        return failed.code() == TestkitError.CHILD_TIMEOUT
                ? new PenstockException(
                        NodeError.START_TIMEOUT, "the node was not ready in time: " + failed.getMessage(), failed)
                : new PenstockException(NodeError.NOT_STARTED, "the node ended before it was ready: " + shown, failed);
    }

    public String host() {
        return host;
    }

    /** The CQL port. */
    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** The name of the data centre that a driver must be told. */
    public String datacenter() {
        return "datacenter1";
    }

    /** The child's process id. */
    public long pid() {
        return child.pid();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** Where its data and its log {@code node.log} are. */
    public Path folder() {
        return folder.path();
    }

    /** The last lines it logged. */
    public List<String> log() {
        return child.tail();
    }

    /** Kills it at once, as a crash would. */
    public void kill9() {
        child.kill();
    }

    /** Stops it: a throw-away node at once, deleting its data; one with a data directory in order. Idempotent. */
    @Override
    public void close() {
        folder.close();
    }

    private static final String LOGBACK = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """;
}
