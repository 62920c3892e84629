package io.penstock.postgres.testkit;

import io.penstock.PenstockException;
import io.penstock.testkit.CacheFolder;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.FreePort;
import io.penstock.testkit.TestkitError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server in a child process, from Maven artifacts only. It listens on the loopback address and on a
 * Unix socket, starts in one to two seconds, runs whether we are root or not, and ends with this JVM however this JVM
 * ends. Without a data folder of its own it is a throw-away server: nothing is synced to disk and its data is deleted
 * by {@link #close} and when a signal ends this JVM; what a killed JVM leaves is deleted by the next start. Thread-safe
 * by its own lock.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "postgres";
    private static final int PORT_ATTEMPTS = 5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final ServerFiles files;
    private final int port;
    private ChildProcess supervisor;

    /**
     * How to run a server.
     *
     * @param port the port; 0 for a free one
     * @param dataDirectory where data is kept between runs; empty for a temporary folder that {@link #close} deletes
     * @param user the superuser's name
     * @param password the superuser's password; empty for a random one, kept in the data directory
     * @param settings server settings in the form of {@code postgresql.conf}, before those we set by default
     * @param hba lines for {@code pg_hba.conf} instead of SCRAM for everybody
     * @param cache where the server's programs are unpacked
     * @param startTimeout how long it may take until it answers
     */
    public record Config(
            int port,
            Optional<Path> dataDirectory,
            String user,
            Optional<String> password,
            Map<String, String> settings,
            List<String> hba,
            CacheFolder cache,
            Duration startTimeout) {
        public Config {
            settings = Map.copyOf(settings);
            hba = List.copyOf(hba);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, got " + port);
            }
        }

        /** A throw-away server on a free port, superuser {@code penstock} with a random password, a minute to start. */
        public static Config standard() {
            return new Config(
                    0,
                    Optional.empty(),
                    "penstock",
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    CacheFolder.standard(),
                    Duration.ofMinutes(1));
        }

        public Config withPort(int newPort) {
            return new Config(newPort, dataDirectory, user, password, settings, hba, cache, startTimeout);
        }

        public Config withDataDirectory(Path newDirectory) {
            return new Config(port, Optional.of(newDirectory), user, password, settings, hba, cache, startTimeout);
        }

        public Config withUser(String newUser, String newPassword) {
            return new Config(
                    port, dataDirectory, newUser, Optional.of(newPassword), settings, hba, cache, startTimeout);
        }

        public Config withSettings(Map<String, String> newSettings) {
            return new Config(port, dataDirectory, user, password, newSettings, hba, cache, startTimeout);
        }

        public Config withHba(List<String> newLines) {
            return new Config(port, dataDirectory, user, password, settings, newLines, cache, startTimeout);
        }

        public Config withCache(CacheFolder newCache) {
            return new Config(port, dataDirectory, user, password, settings, hba, newCache, startTimeout);
        }

        public Config withStartTimeout(Duration newTimeout) {
            return new Config(port, dataDirectory, user, password, settings, hba, cache, newTimeout);
        }
    }

    private PostgresServer(ServerFiles files, int port, ChildProcess supervisor) {
        this.files = files;
        this.port = port;
        this.supervisor = supervisor;
    }

    /** A throw-away server on a free port. Blocks until it answers. */
    public static PostgresServer start() {
        return start(Config.standard());
    }

    /**
     * Starts a server and waits until it answers. The first start on a machine also unpacks 60 MB of programs into the
     * cache.
     *
     * @throws PenstockException with a {@link ServerError}, or a {@link TestkitError} when its programs cannot be
     *     unpacked
     */
    public static PostgresServer start(Config config) {
        return start(config, ServerAccount.find());
    }

    static PostgresServer start(Config config, ServerAccount account) {
        return start(config, account, FreePort::find);
    }

    static PostgresServer start(Config config, ServerAccount account, IntSupplier freePorts) {
        if (config.port() != 0 && !FreePort.isFree(config.port())) {
            throw ServerFailures.portTaken(config.port());
        }
        Path programs = account.cache(config.cache())
                .folder(ServerBinaries.forThisMachine().content());
        ServerFiles files = ServerFiles.prepare(config, account, programs);
        try {
            return startOnFreePort(config, files, freePorts);
        } catch (RuntimeException failed) {
            files.discard();
            throw failed;
        }
    }

    private static PostgresServer startOnFreePort(Config config, ServerFiles files, IntSupplier freePorts) {
        for (int attempt = 1; ; attempt++) {
            int port = config.port() == 0 ? freePorts.getAsInt() : config.port();
            try {
                return new PostgresServer(files, port, launch(files, port));
            } catch (PenstockException failed) {
                boolean mayRetry = failed.code() == ServerError.PORT_TAKEN && config.port() == 0;
                if (!mayRetry || attempt == PORT_ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    private static ChildProcess launch(ServerFiles files, int port) {
        ChildProcess.Spec spec = ChildProcess.Spec.of("postgres", files.serverCommand(port))
                .withDirectory(files.folder())
                .withEnvironment(ServerFiles.ENVIRONMENT)
                .withLog(files.folder().resolve("server.log"));
        ChildProcess child = files.home().usedBy(ChildProcess.start(spec));
        try {
            child.awaitOutput(line -> line.contains("database system is ready to accept "), files.timeout());
            return child;
        } catch (PenstockException failed) {
            List<String> output = child.tail();
            child.kill();
            throw ServerFailures.start(failed, output, files.folder(), port);
        } catch (RuntimeException interrupted) {
            child.kill();
            throw interrupted;
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String user() {
        return files.user();
    }

    public String password() {
        return files.password();
    }

    public String database() {
        return DATABASE;
    }

    /** {@code postgresql://user:password@host:port/database}. */
    public String url() {
        return "postgresql://" + user() + ":" + password() + "@" + HOST + ":" + port + "/" + DATABASE;
    }

    /** The folder of its Unix socket. */
    public Path socketDirectory() {
        return files.sockets();
    }

    /** Its Unix socket. */
    public Path socket() {
        return files.sockets().resolve(".s.PGSQL." + port);
    }

    /** Where its data is. */
    public Path dataDirectory() {
        return files.data();
    }

    /** The process id of the server itself, not of its supervisor. */
    public synchronized long pid() {
        try {
            List<String> lines = Files.readAllLines(files.data().resolve("postmaster.pid"));
            return Long.parseLong(lines.get(0).strip());
        } catch (IOException | RuntimeException stopped) {
            throw new IllegalStateException("the server is not running", stopped);
        }
    }

    public synchronized boolean isAlive() {
        return supervisor.isAlive();
    }

    /** The last lines it logged since its last start. */
    public synchronized List<String> log() {
        return supervisor.tail();
    }

    /** Stops it in order if it runs, disconnecting everybody, and starts it again with the same port and data. */
    public synchronized void restart() {
        stop();
        supervisor = launch(files, port);
    }

    /** Stops it in order, disconnecting everybody. Its data stays for {@link #restart}. Idempotent. */
    public synchronized void stop() {
        supervisor.closeInput();
        try {
            supervisor.awaitExit(STOP_TIMEOUT);
        } catch (PenstockException stuck) {
            supervisor.kill();
        }
    }

    /** Kills the server process at once, as a crash would, and waits until its children have gone too. */
    public synchronized void kill9() {
        List<ProcessHandle> tree = ProcessHandle.of(supervisor.pid())
                .map(ProcessHandle::descendants)
                .orElse(Stream.empty())
                .toList();
        long server = pid();
        tree.stream().filter(process -> process.pid() == server).forEach(ProcessHandle::destroyForcibly);
        supervisor.awaitExit(STOP_TIMEOUT);
        supervisor.closeInput();
        for (ProcessHandle process : tree) {
            awaitEnd(process);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        CompletableFuture<@Nullable ProcessHandle> end = process.onExit().thenApply(handle -> handle);
        try {
            end.get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it; a throw-away server loses its data. Idempotent. */
    @Override
    public synchronized void close() {
        stop();
        files.discard();
    }
}
