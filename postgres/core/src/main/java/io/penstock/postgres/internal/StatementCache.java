package io.penstock.postgres.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of one connection by their text, the least recently used leaving first. It does no I/O: the
 * names in {@link #evicted} are to be closed on the server with the next messages. Confined to the connection's owner.
 */
final class StatementCache {
    private final int max;
    private final Map<String, Prepared> bySql = new LinkedHashMap<>(16, 0.75f, true);
    private final List<String> evicted = new ArrayList<>();
    private long names;

    StatementCache(int max) {
        this.max = max;
    }

    @Nullable
    Prepared get(String sql) {
        return bySql.get(sql);
    }

    /** A name that was never used on this connection. */
    String newName() {
        return "ps_" + ++names;
    }

    void put(Prepared statement) {
        bySql.put(statement.sql(), statement);
        Iterator<Prepared> oldest = bySql.values().iterator();
        while (bySql.size() > max && oldest.hasNext()) {
            evict(oldest.next());
            oldest.remove();
        }
    }

    /** Forgets a statement, for example because the server's plan of it is out of date. */
    void remove(Prepared statement) {
        if (bySql.remove(statement.sql(), statement)) {
            evict(statement);
        }
    }

    /** The server keeps only what has a name. */
    private void evict(Prepared statement) {
        if (!statement.name().isEmpty()) {
            evicted.add(statement.name());
        }
    }

    /** Names that the server shall forget; the list is handed over. */
    List<String> takeEvicted() {
        if (evicted.isEmpty()) {
            return List.of();
        }
        List<String> names = List.copyOf(evicted);
        evicted.clear();
        return names;
    }

    /** Forgets all, which the server has done already. */
    void clear() {
        bySql.clear();
        evicted.clear();
    }

    int size() {
        return bySql.size();
    }
}
