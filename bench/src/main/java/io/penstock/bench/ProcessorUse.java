package io.penstock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of this process, all threads, compiler and garbage collector included. Servers run in processes of
 * their own, so this is the client's share.
 *
 * <p>The JDK reads it in steps of 10 ms. Linux tells the nanoseconds of each thread, so those are added up where they
 * can be read; a thread that ends takes its share with it, which is why the contenders keep theirs.
 */
final class ProcessorUse {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final boolean BY_THREAD = Files.isReadable(Path.of("/proc/self/schedstat"));

    private ProcessorUse() {}

    /** Nanoseconds since the process began. */
    static long nanos() {
        return BY_THREAD ? ofThreads() : PROCESS.getProcessCpuTime();
    }

    private static long ofThreads() {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                nanos += ofThread(thread);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return nanos;
    }

    private static long ofThread(Path thread) {
        try {
            String line = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException ended) {
            return 0;
        }
    }
}
