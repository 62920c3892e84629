package io.penstock.stream.internal;

import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one database on its directory. Who holds it stands in a file beside the locked one: reading the locked
 * file would give the lock up, since the system takes all of a process's locks on a file when any handle to it closes.
 * For the same reason a second claim in this process is refused before the file is touched.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Set<Path> IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;
    private boolean released;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Claims a directory that exists; {@code now} is noted for whoever comes too late. */
    static DirectoryLock claim(Path directory, Instant now) throws IOException {
        Path real = directory.toRealPath();
        if (!IN_THIS_PROCESS.add(real)) {
            throw inUse(real);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(real);
            }
            Files.writeString(
                    real.resolve("HOLDER"), "process " + ProcessHandle.current().pid() + " since " + now);
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException failed) {
            closeQuietly(channel);
            IN_THIS_PROCESS.remove(real);
            throw failed;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private static StreamException inUse(Path directory) {
        String holder;
        try {
            holder = Files.readString(directory.resolve("HOLDER"));
        } catch (IOException unknown) {
            holder = "another database";
        }
        return new StreamException(
                StreamError.IN_USE,
                "directory " + directory + " is in use by " + holder + "; close that database first, or open another"
                        + " directory");
    }

    @Override
    public synchronized void close() {
        if (released) {
            return;
        }
        released = true;
        try {
            Files.deleteIfExists(directory.resolve("HOLDER"));
            channel.close();
        } catch (IOException ends) {
            // The lock ends with the process at the latest.
        } finally {
            IN_THIS_PROCESS.remove(directory);
        }
    }
}
