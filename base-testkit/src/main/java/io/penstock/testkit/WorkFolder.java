package io.penstock.testkit;

import io.penstock.Threads;
import io.penstock.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that child processes work in. A kept one stays. A throw-away one is deleted by {@link #close}, or, after
 * its children have ended, when a signal ends this JVM; what a killed JVM leaves is deleted by the next one that makes
 * a folder of the same kind. Thread-safe by its own lock.
 */
public final class WorkFolder implements AutoCloseable {
    /*
     * A throw-away folder holds a file that its JVM keeps locked for as long as the folder is in use. The operating
     * system releases the lock with the process, however it ends, so whoever gets the lock knows that nobody uses the
     * folder, and holds the lock while deleting it. A folder is made and locked under another name first: under its own
     * it is never seen without the lock. Folders without that file, and those of other users, are not ours to delete.
     *
     * A lock belongs to the process: to open and close the file anywhere in this JVM would release it. So the folders
     * of this JVM are known by name and left out.
     */
    private static final String OWNER = "penstock.owner";
    private static final String NEW = "penstock-new-";
    /** A folder that is older and still has its first name was left by a kill in the middle of making it. */
    private static final Duration MAKING_MAX = Duration.ofHours(1);

    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();
    private static final Set<WorkFolder> OPEN = new HashSet<>();
    private static boolean hooked;
    private static boolean ending;

    private final Path path;
    private final @Nullable FileChannel owner;
    private final List<ChildProcess> users = new ArrayList<>();
    private boolean closed;

    private WorkFolder(Path path, @Nullable FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** A folder that stays, made when it is missing. */
    public static WorkFolder kept(Path folder) throws IOException {
        return new WorkFolder(Files.createDirectories(folder.toAbsolutePath()), null);
    }

    /**
     * A new throw-away folder under {@code java.io.tmpdir}. First deletes those of the same kind whose JVM has gone.
     *
     * @param kind what its name begins with
     */
    public static WorkFolder throwAway(String kind) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        Path made = Files.createTempDirectory(parent, NEW);
        Path file = made.resolve(OWNER);
        Path path = parent.resolve(kind + "-" + made.getFileName().toString().substring(NEW.length()));
        FileChannel owner = null;
        try {
            owner = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock(owner);
            OURS.add(path);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            sweep(parent, kind, Files.getOwner(path.resolve(OWNER), LinkOption.NOFOLLOW_LINKS));
            return opened(new WorkFolder(path, owner));
        } catch (IOException | RuntimeException failed) {
            CacheFolder.deleteTree(made);
            CacheFolder.deleteTree(path);
            release(owner);
            OURS.remove(path);
            throw failed;
        }
    }

    /** Where the file system knows no locks the folder is not swept either. */
    private static void lock(FileChannel owner) {
        try {
            var unused = owner.tryLock();
        } catch (IOException unknown) {
            // it is deleted by close and at the end of this JVM all the same
        }
    }

    private static void release(@Nullable FileChannel owner) {
        try {
            if (owner != null) {
                owner.close();
            }
        } catch (IOException closed) {
            // the lock has gone either way
        }
    }

    private static WorkFolder opened(WorkFolder folder) {
        synchronized (OPEN) {
            if (ending) {
                throw new CancellationException("this JVM is ending");
            }
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(Threads.unstarted("penstock-folders", WorkFolder::end));
                hooked = true;
            }
            OPEN.add(folder);
            return folder;
        }
    }

    private static void end() {
        List<WorkFolder> left;
        synchronized (OPEN) {
            ending = true;
            left = List.copyOf(OPEN);
        }
        // all are told before the first is waited for
        left.forEach(folder -> folder.users().forEach(ChildProcess::closeInput));
        left.forEach(WorkFolder::close);
    }

    private static void sweep(Path parent, String kind, UserPrincipal us) {
        Pattern name = Pattern.compile("(" + Pattern.quote(kind) + "-|" + NEW + ")\\d+");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                parent, entry -> name.matcher(entry.getFileName().toString()).matches())) {
            for (Path entry : entries) {
                boolean inTheMaking = entry.getFileName().toString().startsWith(NEW) && isYoung(entry);
                if (!inTheMaking && !OURS.contains(entry)) {
                    sweep(entry, us);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // a later start tries again
        }
    }

    private static boolean isYoung(Path folder) throws IOException {
        Instant made =
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        return made.isAfter(Time.system().now().minus(MAKING_MAX));
    }

    private static void sweep(Path folder, UserPrincipal us) {
        Path file = folder.resolve(OWNER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(us)) {
                deleteUnlessLocked(folder, file);
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            // a later start tries again
        }
    }

    private static void deleteUnlessLocked(Path folder, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                CacheFolder.deleteTree(folder);
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Whether it outlives its use. */
    public boolean isKept() {
        return owner == null;
    }

    /**
     * Takes a child into care that works in the folder: it is ended before the folder is deleted.
     *
     * @throws CancellationException when this JVM is ending; the child has been ended
     */
    public ChildProcess usedBy(ChildProcess child) {
        synchronized (this) {
            if (!closed) {
                users.removeIf(user -> !user.isAlive());
                users.add(child);
                return child;
            }
        }
        child.kill();
        throw new CancellationException("the folder " + path + " was closed; this JVM is ending");
    }

    private synchronized List<ChildProcess> users() {
        return List.copyOf(users);
    }

    /** Ends the children that use it, and deletes it unless it is kept. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        users().forEach(ChildProcess::close);
        if (owner != null) {
            CacheFolder.deleteTree(path);
            release(owner);
            OURS.remove(path);
            synchronized (OPEN) {
                OPEN.remove(this);
            }
        }
    }
}
