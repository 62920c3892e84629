package io.penstock.postgres.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a session. Immutable.
 *
 * @param thread the name of the thread that asked
 * @param since when it asked, on the scale of {@code Time.nanoTime()}
 * @param stack where it asked, if that is kept
 */
record Holder(String thread, long since, @Nullable Throwable stack) {
    private static final int SHOWN_MAX = 3;

    /** The calling thread. */
    static Holder here(long now, boolean traced) {
        Thread thread = Thread.currentThread();
        String name = thread.getName().isEmpty() ? "virtual thread " + thread.threadId() : thread.getName();
        return new Holder(name, now, traced ? new Throwable("the session was asked for here") : null);
    }

    /** The few that hold for the longest time, for a message. */
    static String longest(Collection<Holder> holders, long now) {
        return holders.stream()
                .sorted(Comparator.comparingLong(holder -> holder.since - now))
                .limit(SHOWN_MAX)
                .map(holder -> "'" + holder.thread + "' for " + (now - holder.since) / 1_000_000 + " ms")
                .collect(Collectors.joining(", "));
    }
}
