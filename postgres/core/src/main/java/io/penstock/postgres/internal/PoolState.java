package io.penstock.postgres.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The pool's bookkeeping: no clock, no sockets, no locks. Feed it events, perform the actions it returns. Confined to
 * whoever holds the pool's lock; the actions are performed outside of it.
 */
final class PoolState {
    /*
     * A connection is OPENING, IDLE or LEASED; what is none of these is not the pool's any more.
     *
     * Waiters stand in one line. A connection that becomes free goes to the first of them; a newcomer never overtakes,
     * since it is served at once only when nobody waits. The last used idle connection is handed out first, so that
     * the surplus grows idle and is closed.
     *
     * Hand-off. HandOver may meet a waiter that gave up in the same moment, outside of our sight. The performer then
     * feeds Released for the connection, and the next in line gets it: no connection is ever between two owners. A
     * connection may also prove dead at that moment, because the server went away while it was idle; the waiter then
     * gets another, or stands first in line again. It was let in before, so the limit of the line does not turn it away:
     * the line can be longer than that limit by as many as there are connections.
     *
     * Opening. There are never more connections being opened than waiters need (or the minimum asks for), and never
     * more connections than the maximum. When an open fails while other connections are in use, waiters go on waiting
     * (one of those may come back) and the open is tried again after a pause that doubles; when there is no other
     * connection, every waiter fails with the reason at once, for nobody could serve it.
     *
     * Watching. A connection that was idle for the keepalive is taken away for a moment and checked, as if it were
     * leased; it comes back with Released and is as old as before. One that is leased for longer than the leak time is
     * told once.
     *
     * Closing. Waiters fail, idle connections go, leased ones go when they come back (or with CloseNow, at once).
     * Drained is said once, when the last is gone.
     */

    /**
     * Bounds and durations; durations in nanoseconds. Without keepalive or leak, which are then 0, nothing is watched.
     */
    record Settings(
            int min,
            int max,
            int waitersMax,
            long idleNanos,
            long retryMinNanos,
            long retryMaxNanos,
            long keepaliveNanos,
            long leakNanos) {}

    /** Something that happened; {@code now} is on the scale of {@code Time.nanoTime()}. */
    sealed interface Event {
        long now();

        record Acquire(long waiter, long deadline, long now) implements Event {}

        record GiveUp(long waiter, long now) implements Event {}

        /** A connection is ready; it is replaced when {@code expiresAt} has passed. */
        record Opened(long connection, long expiresAt, long now) implements Event {}

        record OpenFailed(long connection, Throwable reason, long now) implements Event {}

        /** A leased connection comes back; one that is not reusable is discarded. */
        record Released(long connection, boolean reusable, long now) implements Event {}

        /** A connection just handed over proves dead before its waiter has seen it. */
        record Stale(long connection, long waiter, long deadline, long now) implements Event {}

        record Tick(long now) implements Event {}

        record Close(long now) implements Event {}

        /** Discard what is still leased. */
        record CloseNow(long now) implements Event {}
    }

    /** Something to do. */
    sealed interface Action {
        record Open(long connection) implements Action {}

        record HandOver(long waiter, long connection) implements Action {}

        record Refuse(long waiter, Refusal why, @Nullable Throwable reason) implements Action {}

        record Discard(long connection) implements Action {}

        /** Ask an idle connection for a sign of life, then feed Released. */
        record Check(long connection) implements Action {}

        /** Somebody holds this connection for very long. */
        record Suspect(long connection) implements Action {}

        record Drained() implements Action {}
    }

    /** Why a waiter gets no connection. */
    enum Refusal {
        TIMEOUT,
        QUEUE_FULL,
        CONNECT_FAILED,
        CLOSED
    }

    /** A snapshot for metrics. */
    record Counts(int opening, int idle, int leased, int waiting) {
        int total() {
            return opening + idle + leased;
        }
    }

    private enum Phase {
        OPENING,
        IDLE,
        LEASED
    }

    private static final class Entry {
        private final long id;
        private Phase phase = Phase.OPENING;
        private long idleSince;
        private long expiresAt;
        private long checkedAt;
        private long leasedSince;
        private boolean checking;
        private boolean suspected;

        Entry(long id) {
            this.id = id;
        }
    }

    private final Settings settings;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Deque<Entry> idle = new ArrayDeque<>();
    private final LinkedHashMap<Long, Long> waiters = new LinkedHashMap<>();
    private long nextId = 1;
    private int opening;
    private boolean closing;
    private boolean drained;
    private long retryNanos;
    private long retryAt;
    private @Nullable Throwable lastFailure;

    PoolState(Settings settings) {
        this.settings = settings;
    }

    /** Takes in an event and returns what is to be done about it, in order. */
    List<Action> on(Event event) {
        List<Action> out = new ArrayList<>();
        switch (event) {
            case Event.Acquire acquire -> acquire(acquire, out);
            case Event.GiveUp gaveUp -> waiters.remove(gaveUp.waiter());
            case Event.Opened opened -> opened(opened, out);
            case Event.OpenFailed failed -> openFailed(failed, out);
            case Event.Released released -> released(released, out);
            case Event.Stale stale -> stale(stale, out);
            case Event.Tick tick -> tick(tick.now(), out);
            case Event.Close close -> close(out);
            case Event.CloseNow now -> closeNow(out);
        }
        if (!closing) {
            open(event.now(), out);
        } else if (entries.isEmpty() && !drained) {
            drained = true;
            out.add(new Action.Drained());
        }
        return out;
    }

    /**
     * Leases the last used idle connection at once, as {@code Acquire} would, when there is one and nobody waits; -1
     * otherwise.
     */
    long tryLease(long now) {
        Entry first = idle.peekFirst();
        if (closing || first == null || first.expiresAt - now <= 0) {
            return -1;
        }
        idle.removeFirst();
        markLeased(first, now);
        return first.id;
    }

    /** When to send the next Tick; empty when nothing waits for time. */
    OptionalLong nextTick() {
        OptionalLong next = OptionalLong.empty();
        for (long deadline : waiters.values()) {
            next = earlier(next, deadline);
        }
        if (entries.size() > settings.min() && !idle.isEmpty()) {
            next = earlier(next, idle.peekLast().idleSince + settings.idleNanos());
        }
        for (Entry entry : idle) {
            next = earlier(next, entry.expiresAt);
            if (settings.keepaliveNanos() > 0) {
                next = earlier(next, entry.checkedAt + settings.keepaliveNanos());
            }
        }
        if (settings.leakNanos() > 0) {
            for (Entry entry : entries.values()) {
                if (isWatched(entry)) {
                    next = earlier(next, entry.leasedSince + settings.leakNanos());
                }
            }
        }
        if (!closing && lastFailure != null && missing() > 0) {
            next = earlier(next, retryAt);
        }
        return next;
    }

    Counts counts() {
        return new Counts(opening, idle.size(), entries.size() - opening - idle.size(), waiters.size());
    }

    private void acquire(Event.Acquire acquire, List<Action> out) {
        if (closing) {
            out.add(new Action.Refuse(acquire.waiter(), Refusal.CLOSED, null));
            return;
        }
        Entry free;
        while ((free = idle.pollFirst()) != null) {
            if (free.expiresAt - acquire.now() > 0) {
                lease(free, acquire.waiter(), acquire.now(), out);
                return;
            }
            discard(free, out);
        }
        if (acquire.deadline() - acquire.now() <= 0) {
            out.add(new Action.Refuse(acquire.waiter(), Refusal.TIMEOUT, lastFailure));
        } else if (waiters.size() >= settings.waitersMax()) {
            out.add(new Action.Refuse(acquire.waiter(), Refusal.QUEUE_FULL, null));
        } else {
            waiters.put(acquire.waiter(), acquire.deadline());
            if (entries.isEmpty()) {
                retryAt = acquire.now();
            }
        }
    }

    private void opened(Event.Opened opened, List<Action> out) {
        Entry entry = entries.get(opened.connection());
        if (entry == null || entry.phase != Phase.OPENING) {
            return;
        }
        opening--;
        lastFailure = null;
        retryNanos = 0;
        entry.expiresAt = opened.expiresAt();
        free(entry, opened.now(), out);
    }

    private void openFailed(Event.OpenFailed failed, List<Action> out) {
        Entry entry = entries.get(failed.connection());
        if (entry == null || entry.phase != Phase.OPENING) {
            return;
        }
        opening--;
        entries.remove(entry.id);
        lastFailure = failed.reason();
        retryNanos = retryNanos == 0 ? settings.retryMinNanos() : Math.min(settings.retryMaxNanos(), retryNanos * 2);
        retryAt = failed.now() + retryNanos;
        if (entries.isEmpty()) {
            waiters.keySet()
                    .forEach(waiter -> out.add(new Action.Refuse(waiter, Refusal.CONNECT_FAILED, failed.reason())));
            waiters.clear();
        }
    }

    private void released(Event.Released released, List<Action> out) {
        Entry entry = entries.get(released.connection());
        if (entry == null || entry.phase != Phase.LEASED) {
            return;
        }
        if (released.reusable()) {
            free(entry, released.now(), out);
        } else {
            discard(entry, out);
        }
    }

    private void stale(Event.Stale stale, List<Action> out) {
        Entry entry = entries.get(stale.connection());
        if (entry != null && entry.phase == Phase.LEASED) {
            discard(entry, out);
        }
        if (closing) {
            out.add(new Action.Refuse(stale.waiter(), Refusal.CLOSED, null));
        } else if (idle.isEmpty()) {
            waiters.putFirst(stale.waiter(), stale.deadline());
        } else {
            lease(idle.removeFirst(), stale.waiter(), stale.now(), out);
        }
    }

    private void tick(long now, List<Action> out) {
        Iterator<Map.Entry<Long, Long>> line = waiters.entrySet().iterator();
        while (line.hasNext()) {
            Map.Entry<Long, Long> waiter = line.next();
            if (waiter.getValue() - now <= 0) {
                line.remove();
                out.add(new Action.Refuse(waiter.getKey(), Refusal.TIMEOUT, lastFailure));
            }
        }
        for (Entry entry : List.copyOf(idle)) {
            if (entry.expiresAt - now <= 0) {
                idle.remove(entry);
                discard(entry, out);
            }
        }
        watch(now, out);
        while (entries.size() > settings.min()
                && !idle.isEmpty()
                && idle.peekLast().idleSince + settings.idleNanos() - now <= 0) {
            discard(idle.removeLast(), out);
        }
    }

    private void watch(long now, List<Action> out) {
        if (settings.leakNanos() > 0) {
            for (Entry entry : entries.values()) {
                if (isWatched(entry) && now - entry.leasedSince >= settings.leakNanos()) {
                    entry.suspected = true;
                    out.add(new Action.Suspect(entry.id));
                }
            }
        }
        if (settings.keepaliveNanos() > 0) {
            for (Entry entry : List.copyOf(idle)) {
                boolean surplus = entries.size() > settings.min() && entry.idleSince + settings.idleNanos() - now <= 0;
                if (!surplus && now - entry.checkedAt >= settings.keepaliveNanos()) {
                    idle.remove(entry);
                    entry.phase = Phase.LEASED;
                    entry.checking = true;
                    out.add(new Action.Check(entry.id));
                }
            }
        }
    }

    private static boolean isWatched(Entry entry) {
        return entry.phase == Phase.LEASED && !entry.checking && !entry.suspected;
    }

    private void close(List<Action> out) {
        closing = true;
        waiters.keySet().forEach(waiter -> out.add(new Action.Refuse(waiter, Refusal.CLOSED, null)));
        waiters.clear();
        Entry free;
        while ((free = idle.pollFirst()) != null) {
            discard(free, out);
        }
    }

    private void closeNow(List<Action> out) {
        close(out);
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.phase == Phase.LEASED) {
                discard(entry, out);
            }
        }
    }

    private void free(Entry entry, long now, List<Action> out) {
        if (closing || entry.expiresAt - now <= 0) {
            discard(entry, out);
            return;
        }
        Iterator<Long> line = waiters.keySet().iterator();
        if (line.hasNext()) {
            long first = line.next();
            line.remove();
            lease(entry, first, now, out);
            return;
        }
        entry.phase = Phase.IDLE;
        entry.checkedAt = now;
        if (entry.checking) {
            entry.checking = false;
            backInOrder(entry);
        } else {
            entry.idleSince = now;
            idle.addFirst(entry);
        }
    }

    /** The last used stands first, also when this one was away for a check. */
    private void backInOrder(Entry entry) {
        Deque<Entry> younger = new ArrayDeque<>();
        while (!idle.isEmpty() && idle.peekFirst().idleSince - entry.idleSince > 0) {
            younger.addLast(idle.removeFirst());
        }
        idle.addFirst(entry);
        while (!younger.isEmpty()) {
            idle.addFirst(younger.removeLast());
        }
    }

    private void lease(Entry entry, long waiter, long now, List<Action> out) {
        markLeased(entry, now);
        out.add(new Action.HandOver(waiter, entry.id));
    }

    private static void markLeased(Entry entry, long now) {
        entry.phase = Phase.LEASED;
        entry.checking = false;
        entry.suspected = false;
        entry.leasedSince = now;
    }

    private void discard(Entry entry, List<Action> out) {
        entries.remove(entry.id);
        out.add(new Action.Discard(entry.id));
    }

    private void open(long now, List<Action> out) {
        if (lastFailure != null && retryAt - now > 0) {
            return;
        }
        for (int missing = missing(); missing > 0; missing--) {
            Entry entry = new Entry(nextId++);
            entries.put(entry.id, entry);
            opening++;
            out.add(new Action.Open(entry.id));
        }
    }

    /** How many more connections the waiters or the minimum ask for. */
    private int missing() {
        int wanted = Math.max(waiters.size() - opening, settings.min() - entries.size());
        return Math.min(wanted, settings.max() - entries.size());
    }

    private static OptionalLong earlier(OptionalLong a, long b) {
        return OptionalLong.of(a.isEmpty() || b - a.getAsLong() < 0 ? b : a.getAsLong());
    }
}
