package io.penstock.postgres.testkit;

import io.penstock.testkit.CacheFolder;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server's folders and commands.
 *
 * @param home the parent of the data, with the log
 * @param socketHome a folder with a short name: the path of a Unix socket holds about a hundred bytes
 */
record ServerFiles(
        PostgresServer.Config config,
        ServerAccount account,
        Path programs,
        WorkFolder home,
        WorkFolder socketHome,
        String password) {
    /** No setting of the user's own PostgreSQL reaches ours. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "PGDATA", "", "PGHOST", "", "PGPORT", "", "PGUSER", "", "PGPASSWORD", "", "PGOPTIONS", "", "LC_ALL", "C");

    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);

    /**
     * Runs the server in the background, waits for the end of standard input, stops the server with signal $1 and, when
     * that takes more than ten seconds, by force. In a session of its own where the system can do that, so that an
     * interrupt from the keyboard reaches the server only through us.
     */
    private static final String SUPERVISOR = """
            signal=$1; shift
            command -v setsid >/dev/null 2>&1 && set -- setsid "$@"
            exec 3<&0 </dev/null
            "$@" 3<&- &
            server=$!
            (
                while read -r line <&3; do :; done
                kill -s "$signal" $server
                tenths=0
                while [ $tenths -lt 100 ] && kill -0 $server; do sleep 0.1; tenths=$((tenths + 1)); done
                kill -s KILL $server
            ) >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            trap : INT TERM HUP
            while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
            kill $watch 2>/dev/null
            exit $status
            """;

    static ServerFiles prepare(PostgresServer.Config config, ServerAccount account, Path programs) {
        Path folder = config.dataDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
        WorkFolder home = null;
        WorkFolder sockets = null;
        try {
            home = config.dataDirectory().isPresent()
                    ? WorkFolder.kept(folder)
                    : WorkFolder.throwAway("penstock-postgres");
            folder = home.path();
            sockets = WorkFolder.throwAway("pgs");
            ServerFiles files = new ServerFiles(config, account, programs, home, sockets, password(config, folder));
            account.own(folder);
            account.own(sockets.path());
            files.initialise();
            return files;
        } catch (IOException unwritable) {
            close(home);
            close(sockets);
            throw ServerFailures.folder(folder, unwritable);
        } catch (RuntimeException failed) {
            close(home);
            close(sockets);
            throw failed;
        }
    }

    private static void close(@Nullable WorkFolder folder) {
        if (folder != null) {
            folder.close();
        }
    }

    private static String password(PostgresServer.Config config, Path folder) throws IOException {
        if (config.password().isPresent()) {
            return config.password().get();
        }
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, UUID.randomUUID().toString().replace("-", ""));
        }
        return Files.readString(file).strip();
    }

    Path folder() {
        return home.path();
    }

    Path sockets() {
        return socketHome.path();
    }

    String user() {
        return config.user();
    }

    Duration timeout() {
        return config.startTimeout();
    }

    Path data() {
        return folder().resolve("data");
    }

    private void initialise() throws IOException {
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            // A half-made folder of an earlier, killed run: the version file is not the last one written, but it is
            // absent from what initdb removes when it fails.
            CacheFolder.deleteTree(data());
            initdb();
        }
        if (!config.hba().isEmpty()) {
            Files.write(data().resolve("pg_hba.conf"), config.hba());
        }
    }

    private void initdb() throws IOException {
        Path passwordFile = folder().resolve("initdb.password");
        Files.writeString(passwordFile, password);
        Path fresh = folder().resolve("data.new");
        CacheFolder.deleteTree(fresh);
        List<String> command = account.wrap(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + config.user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions"));
        ChildProcess.Spec spec =
                ChildProcess.Spec.of("initdb", command).withDirectory(folder()).withEnvironment(ENVIRONMENT);
        try (ChildProcess initdb = home.usedBy(ChildProcess.start(spec))) {
            initdb.closeInput();
            if (initdb.awaitExit(INITDB_TIMEOUT) != 0) {
                throw ServerFailures.initialise(initdb.tail(), folder());
            }
            Files.move(fresh, data());
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    List<String> serverCommand(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max_connections", "200");
        settings.put("shared_buffers", "64MB");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        if (!home.isKept()) {
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        settings.putAll(config.settings());
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", sockets().toString());
        List<String> server =
                new ArrayList<>(List.of(programs.resolve("bin/postgres").toString(), "-D", data().toString()));
        settings.forEach((name, value) -> {
            server.add("-c");
            server.add(name + "=" + value);
        });
        List<String> command = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, "penstock-postgres", "INT"));
        command.addAll(account.wrap(server));
        return command;
    }

    /** Deletes what the server leaves; kept data stays. */
    void discard() {
        home.close();
        socketHome.close();
    }
}
