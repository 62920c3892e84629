package io.penstock.documents.driver.apache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statements by text, at most so many. A hit takes no lock: it only marks the entry. When there is no room,
 * the entry that has waited longest without being used again leaves (second chance). A preparation that failed does not
 * stay. Thread-safe; the ring is guarded by this object's lock.
 */
final class PreparedCache<P> {
    private final long max;
    private final Function<String, CompletableFuture<P>> prepare;
    private final Runnable onMiss;
    private final Runnable onEviction;
    private final ConcurrentHashMap<String, Entry<P>> entries = new ConcurrentHashMap<>();
    private final Queue<Entry<P>> ring = new ArrayDeque<>();

    PreparedCache(long max, Function<String, CompletableFuture<P>> prepare, Runnable onMiss, Runnable onEviction) {
        this.max = max;
        this.prepare = prepare;
        this.onMiss = onMiss;
        this.onEviction = onEviction;
    }

    /** The statement; one preparation serves all who ask meanwhile, so nobody may cancel it. */
    CompletableFuture<P> get(String cql) {
        Entry<P> entry = entries.get(cql);
        if (entry == null) {
            entry = add(cql);
        }
        if (!entry.used) {
            entry.used = true;
        }
        return entry.prepared;
    }

    /** The next {@link #get} prepares anew, unless somebody else already has. */
    void forget(String cql, @Nullable P stale) {
        synchronized (this) {
            Entry<P> entry = entries.get(cql);
            if (entry != null && (stale == null || stale.equals(entry.prepared.getNow(null)))) {
                remove(entry);
            }
        }
    }

    /** Every next {@link #get} prepares anew. */
    void forgetAll() {
        synchronized (this) {
            entries.clear();
            ring.clear();
        }
    }

    int size() {
        return entries.size();
    }

    private Entry<P> add(String cql) {
        Entry<P> mine = new Entry<>(cql);
        synchronized (this) {
            Entry<P> other = entries.get(cql);
            if (other != null) {
                return other;
            }
            makeRoom();
            entries.put(cql, mine);
            ring.add(mine);
        }
        try {
            onMiss.run();
            var unused = prepare.apply(cql).whenComplete((statement, error) -> {
                if (error != null) {
                    fail(mine, error);
                } else {
                    mine.prepared.complete(statement);
                }
            });
        } catch (RuntimeException notBegun) {
            fail(mine, notBegun);
        }
        return mine;
    }

    private void fail(Entry<P> entry, Throwable error) {
        synchronized (this) {
            remove(entry);
        }
        entry.prepared.completeExceptionally(error);
    }

    private void makeRoom() {
        while (entries.size() >= max) {
            Entry<P> oldest = ring.remove();
            if (oldest.used) {
                oldest.used = false;
                ring.add(oldest);
            } else {
                entries.remove(oldest.cql, oldest);
                onEviction.run();
            }
        }
    }

    private void remove(Entry<P> entry) {
        if (entries.remove(entry.cql, entry)) {
            ring.remove(entry);
        }
    }

    private static final class Entry<P> {
        private final String cql;
        private final CompletableFuture<P> prepared = new CompletableFuture<>();
        private volatile boolean used;

        Entry(String cql) {
            this.cql = cql;
        }
    }
}
