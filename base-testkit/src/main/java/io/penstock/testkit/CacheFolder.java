package io.penstock.testkit;

import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder on this machine where large contents are unpacked once and found again by later runs. Immutable; safe for
 * several threads and several processes at once.
 */
public final class CacheFolder {
    /*
     * A content is a folder under the root whose name includes its version. It is complete or not there: it is unpacked
     * into a folder beside it, a manifest with the size and SHA-256 of every file is written, and the folder is renamed.
     *
     * Reading.   Every use compares all files with the manifest. A folder that does not match (a half-deleted one, a
     *            changed byte, no manifest) is moved aside and unpacked again.
     * Two at once. Unpacking holds a lock on a file beside the folder; the second process waits, looks again, and finds
     *            it complete. A crash releases the lock, and the next holder removes what the crash left.
     * Roots.     The first root that has the content complete is used, even if it cannot be written to. Otherwise the
     *            content goes to the first root that can be written to.
     */
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);
    private static final long LOCK_POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final List<Path> roots;

    private CacheFolder(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * The user's cache: {@code $PENSTOCK_CACHE} if it is set; else {@code $XDG_CACHE_HOME/penstock} or
     * {@code ~/.cache/penstock}, and where that cannot be written, a private folder under the temporary folder.
     */
    public static CacheFolder standard() {
        return standard(
                System.getenv(),
                System.getProperty("user.home", "?"),
                Path.of(System.getProperty("java.io.tmpdir"), "penstock-" + System.getProperty("user.name", "user")));
    }

    static CacheFolder standard(Map<String, String> environment, String home, Path fallback) {
        String explicit = environment.getOrDefault("PENSTOCK_CACHE", "");
        if (!explicit.isEmpty()) {
            return at(Path.of(explicit));
        }
        List<Path> roots = new ArrayList<>();
        Path configured = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        // The XDG rule: a relative path is to be ignored.
        if (configured.isAbsolute()) {
            roots.add(configured.resolve("penstock"));
        } else if (Path.of(home).isAbsolute()) {
            roots.add(Path.of(home, ".cache", "penstock"));
        }
        roots.add(fallback);
        return new CacheFolder(roots);
    }

    /** A cache at one place, with no other to fall back on. */
    public static CacheFolder at(Path root) {
        return new CacheFolder(List.of(root.toAbsolutePath()));
    }

    /** The places where contents may be, the preferred one first. */
    public List<Path> roots() {
        return roots;
    }

    /**
     * Something to unpack.
     *
     * @param name the folder's name; it includes the version, so that another version is another folder
     * @param unpacker writes the files
     */
    public record Content(String name, Unpacker unpacker) {
        public Content {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("not a folder name: '" + name + "'");
            }
        }
    }

    /** Writes files into an empty folder. */
    @FunctionalInterface
    public interface Unpacker {
        void unpackInto(Path folder) throws IOException;
    }

    /**
     * The folder with the content, unpacked now if it is not there or is damaged. Blocks; takes seconds for the first
     * use. Fails with {@link TestkitError#CACHE_NOT_WRITABLE}, {@link TestkitError#DISK_FULL},
     * {@link TestkitError#CACHE_LOCKED} or {@link TestkitError#CONTENT_DAMAGED}; nothing half-written stays.
     */
    public Path folder(Content content) {
        for (Path root : roots) {
            Path folder = root.resolve(content.name());
            if (Manifest.matches(folder)) {
                return folder;
            }
        }
        IOException refused = null;
        for (int i = 0; i < roots.size(); i++) {
            try {
                prepareRoot(roots.get(i), i > 0);
            } catch (IOException unwritable) {
                refused = unwritable;
                continue;
            }
            return unpack(roots.get(i), content);
        }
        throw notWritable(content, refused);
    }

    private static void prepareRoot(Path root, boolean fallback) throws IOException {
        Files.createDirectories(root);
        if (!Files.isWritable(root)) {
            throw new AccessDeniedException(root.toString());
        }
        if (fallback && root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // The temporary folder belongs to everybody: somebody else may have been here first.
            Path probe = Files.createTempFile(root, ".owner", "");
            boolean ours = Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
            Files.delete(probe);
            if (!ours) {
                throw new AccessDeniedException(root + " (belongs to somebody else)");
            }
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Path unpack(Path root, Content content) {
        Path folder = root.resolve(content.name());
        Path lockFile = root.resolve(content.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, lockFile)) {
            if (lock.isValid() && !Manifest.matches(folder)) {
                replace(root, folder, content);
            }
            return folder;
        } catch (IOException | ReadOnlyFileSystemException failed) {
            throw failure(content, root, failed);
        }
    }

    private static void replace(Path root, Path folder, Content content) throws IOException {
        deleteLeftovers(root, content.name());
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path bad = Files.createTempDirectory(root, content.name() + ".bad-");
            Files.move(folder, bad.resolve("content"), StandardCopyOption.ATOMIC_MOVE);
            deleteTree(bad);
        }
        Path fresh = Files.createTempDirectory(root, content.name() + ".new-");
        try {
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            content.unpacker().unpackInto(fresh);
            Manifest.write(fresh);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(fresh);
        }
    }

    private static FileLock lock(FileChannel channel, Path lockFile) throws IOException {
        Deadline deadline = Deadline.after(LOCK_TIMEOUT, Time.system());
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (deadline.hasPassed(Time.system())) {
                throw new PenstockException(
                        TestkitError.CACHE_LOCKED,
                        "another process has held " + lockFile + " for " + LOCK_TIMEOUT.toMinutes()
                                + " minutes; end that process and try again");
            }
            LockSupport.parkNanos(LOCK_POLL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while waiting for " + lockFile);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static void deleteLeftovers(Path root, String name) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(root)) {
            leftovers = entries.filter(path -> {
                        String entry = path.getFileName().toString();
                        return entry.startsWith(name + ".new-") || entry.startsWith(name + ".bad-");
                    })
                    .toList();
        }
        for (Path leftover : leftovers) {
            deleteTree(leftover);
        }
    }

    /** Deletes a folder and all in it; what cannot be deleted stays. Links are removed, not followed. */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return;
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException stays) {
                // The next run tries again.
            }
        }
    }

    private PenstockException notWritable(Content content, @Nullable IOException refused) {
        return new PenstockException(
                TestkitError.CACHE_NOT_WRITABLE,
                content.name() + " cannot be unpacked: none of " + roots
                        + " can be written to; set PENSTOCK_CACHE to a folder that can",
                refused);
    }

    private static PenstockException failure(Content content, Path root, Exception failed) {
        if (DiskFault.isFull(failed)) {
            return new PenstockException(
                    TestkitError.DISK_FULL,
                    content.name() + " does not fit on the disk of " + root
                            + "; free some space or set PENSTOCK_CACHE to a folder on another disk",
                    failed);
        }
        if (DiskFault.isReadOnly(failed)) {
            return new PenstockException(
                    TestkitError.CACHE_NOT_WRITABLE,
                    content.name() + " cannot be unpacked: " + root
                            + " cannot be written to; set PENSTOCK_CACHE to a folder that can",
                    failed);
        }
        return new PenstockException(
                TestkitError.CONTENT_DAMAGED,
                content.name() + " cannot be unpacked: " + failed.getMessage()
                        + "; delete its artifact from the local Maven repository and build again",
                failed);
    }
}
