package io.penstock.demo.flights;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has to be closed, last opened first. A part that is added after {@link #close} is closed at once. Thread-safe.
 */
final class Closers implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    <T extends AutoCloseable> T add(T part) {
        synchronized (open) {
            if (!closed) {
                open.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    /** Closes all, whatever fails; then throws the first failure, with the others suppressed in it. */
    @Override
    public void close() {
        synchronized (open) {
            closed = true;
        }
        RuntimeException first = null;
        for (AutoCloseable part = next(); part != null; part = next()) {
            try {
                close(part);
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else if (!first.equals(failed)) {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (open) {
            return open.poll();
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("closing " + part + " failed", failed);
        }
    }
}
