package io.penstock.postgres.testkit;

import io.penstock.PenstockException;
import io.penstock.testkit.CacheFolder;
import io.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who the server runs as: it refuses to run as root. Immutable. */
sealed interface ServerAccount {
    /** Who else the server may run as when we are root. */
    String OTHER_USER = "nobody";

    /** The command that runs {@code command} as this account. It replaces itself, so that the process id stays. */
    List<String> wrap(List<String> command);

    /** Lets the account write to a folder of ours. */
    void own(Path folder) throws IOException;

    /** Where the account can read unpacked programs. */
    CacheFolder cache(CacheFolder wanted);

    /** We are not root: the server runs as we do. */
    record Ours() implements ServerAccount {
        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public void own(Path folder) {}

        @Override
        public CacheFolder cache(CacheFolder wanted) {
            return wanted;
        }
    }

    /** We are root, and the server runs in a user namespace that maps nobody: root outside, nobody to itself. */
    record UserNamespace() implements ServerAccount {
        @Override
        public List<String> wrap(List<String> command) {
            return Stream.concat(Stream.of("unshare", "-U"), command.stream()).toList();
        }

        @Override
        public void own(Path folder) {}

        @Override
        public CacheFolder cache(CacheFolder wanted) {
            return wanted;
        }
    }

    /** We are root, and the server runs as another user. */
    record Switched(List<String> prefix) implements ServerAccount {
        /** Root's own cache is in a home that others cannot enter. */
        private static final Path SHARED_CACHE = Path.of("/var/cache/penstock");

        @Override
        public List<String> wrap(List<String> command) {
            return Stream.concat(prefix.stream(), command.stream()).toList();
        }

        @Override
        public void own(Path folder) throws IOException {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OTHER_USER));
        }

        @Override
        public CacheFolder cache(CacheFolder wanted) {
            return CacheFolder.at(SHARED_CACHE);
        }

        static Switched bySetpriv() {
            return new Switched(List.of("setpriv", "--reuid=" + OTHER_USER, "--regid=65534", "--clear-groups", "--"));
        }

        static Switched bySu() {
            return new Switched(List.of("su", "-s", "/bin/sh", OTHER_USER, "-c", "exec \"$0\" \"$@\"", "--"));
        }
    }

    /** The account for this process, found by trying. */
    static ServerAccount find() {
        boolean root = answers(List.of("id", "-u"), "0");
        if (!root && run(List.of("id", "-un")).isPresent()) {
            return new Ours();
        }
        // Also for a user id without a name, as containers have them: the server wants to know its user's name.
        UserNamespace namespace = new UserNamespace();
        if (answers(namespace.wrap(List.of("id", "-un")), OTHER_USER)) {
            return namespace;
        }
        for (Switched switched : List.of(Switched.bySetpriv(), Switched.bySu())) {
            if (root && answers(switched.wrap(List.of("id", "-un")), OTHER_USER)) {
                return switched;
            }
        }
        throw new PenstockException(
                ServerError.NO_UNPRIVILEGED_USER,
                "PostgreSQL refuses to run as root and as a user without a name, and "
                        + (root ? "neither 'unshare -U' nor 'setpriv' nor 'su' runs" : "'unshare -U' does not run")
                        + " it as '" + OTHER_USER + "'; run as another user, or add that user to the system");
    }

    private static boolean answers(List<String> command, String expected) {
        return run(command).filter(expected::equals).isPresent();
    }

    /** What a command prints; empty when it fails. */
    private static Optional<String> run(List<String> command) {
        try {
            ChildProcess.Finished finished =
                    ChildProcess.run(ChildProcess.Spec.of(command.get(0), command), Duration.ofSeconds(10));
            return finished.exitCode() == 0 ? Optional.of(finished.text().strip()) : Optional.empty();
        } catch (PenstockException missing) {
            return Optional.empty();
        }
    }
}
