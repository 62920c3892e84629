package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.Catalog;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;

/**
 * What holds for the whole of one query.
 *
 * @param continuous whether it runs for ever over what comes; otherwise over what is there now
 * @param onClose whether windows give their rows only when they close
 * @param common the queries that WITH names
 */
record Context(Catalog catalog, Problems problems, boolean continuous, boolean onClose, Map<String, SqlNode> common) {
    static Context adHoc(Catalog catalog, Problems problems) {
        return new Context(catalog, problems, false, false, Map.of());
    }

    static Context continuous(Catalog catalog, Problems problems, boolean onClose) {
        return new Context(catalog, problems, true, onClose, Map.of());
    }

    /** The same with one more named query. */
    Context with(String name, SqlNode query) {
        Map<String, SqlNode> more = new HashMap<>(common);
        more.put(name, query);
        return new Context(catalog, problems, continuous, onClose, more);
    }

    /** The same without a named query, for the query of that name itself. */
    Context without(String name) {
        Map<String, SqlNode> fewer = new HashMap<>(common);
        fewer.remove(name);
        return new Context(catalog, problems, continuous, onClose, fewer);
    }
}
