package io.penstock.testkit;

import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a failure or a line of output says about the disk. The JDK and servers have words for it, not codes. */
public final class DiskFault {
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");
    private static final List<String> READ_ONLY = List.of("Read-only file system", "Permission denied");

    private DiskFault() {}

    /** Whether the failure, or a cause of it, says that the disk is full. */
    public static boolean isFull(Throwable failure) {
        return anyCause(failure, FULL);
    }

    /** Whether the failure, or a cause of it, says that the disk or folder cannot be written to. */
    public static boolean isReadOnly(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof AccessDeniedException || at instanceof ReadOnlyFileSystemException) {
                return true;
            }
        }
        return anyCause(failure, READ_ONLY);
    }

    /** Whether a server's output says that the disk is full. */
    public static boolean isFull(List<String> output) {
        return output.stream().anyMatch(line -> says(line, FULL));
    }

    /** Whether a server's output says that the disk or folder cannot be written to. */
    public static boolean isReadOnly(List<String> output) {
        return output.stream().anyMatch(line -> says(line, READ_ONLY));
    }

    private static boolean anyCause(Throwable failure, List<String> words) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (says(at.getMessage(), words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(@Nullable String text, List<String> words) {
        return text != null && words.stream().anyMatch(text::contains);
    }
}
