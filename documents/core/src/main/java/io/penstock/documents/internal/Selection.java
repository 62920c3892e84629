package io.penstock.documents.internal;

import io.penstock.documents.Query;
import io.penstock.documents.driver.CqlPage;
import java.util.List;

/** What a query reads of each row, and what becomes of it. Immutable. */
interface Selection<D> {
    /** Whether the query can be read this way. */
    void check(Query<?> query);

    /** Writes what stands between SELECT and FROM. */
    void write(Query<?> query, Draft draft);

    /** Whether it can tell rows of other classes of the entity's hierarchy, and leaves them out. */
    default boolean dropsOthers() {
        return false;
    }

    /** The rows of a page of such a query. */
    List<D> decode(CqlPage page);
}
