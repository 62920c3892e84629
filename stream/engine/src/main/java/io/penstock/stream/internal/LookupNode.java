package io.penstock.stream.internal;

import io.penstock.stream.CatalogView.LookupInfo;
import io.penstock.stream.data.Batch;
import io.penstock.stream.sql.Relation;
import java.util.List;

/** A lookup table: the rows that were read when it was created or the database was opened. Immutable. */
record LookupNode(NodeId id, Relation.LookupTable relation, String connection, String table, List<Batch> present)
        implements Node.Queryable {
    LookupNode {
        present = List.copyOf(present);
    }

    LookupInfo info() {
        long rows = present.stream().mapToLong(Batch::size).sum();
        return new LookupInfo(name(), relation.schema(), relation.key(), connection, table, rows, id.sql());
    }

    @Override
    public void close() {
        // The rows were read once; nothing is held open.
    }
}
