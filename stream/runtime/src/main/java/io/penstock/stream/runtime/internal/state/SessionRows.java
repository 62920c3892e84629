package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** Rows of sessions under construction: keys, start and end, aggregates. Confined to one thread. */
final class SessionRows {
    private final Schema schema;
    private final Keys keys;
    private final Aggregates aggregates;
    private final GroupTable table;
    private final long gap;
    private final ColumnBuilder starts = new ColumnBuilder(DataType.TIMESTAMP, 64);
    private final ColumnBuilder ends = new ColumnBuilder(DataType.TIMESTAMP, 64);
    private final ColumnBuilder[] values;
    private final int[] one = new int[1];
    private KeyOutput[] keyValues;
    private int size;

    SessionRows(PlanNode.Aggregate node, Keys keys, Aggregates aggregates, GroupTable table, long gap) {
        this.schema = node.schema();
        this.keys = keys;
        this.aggregates = aggregates;
        this.table = table;
        this.gap = gap;
        this.keyValues = keys.outputs();
        int before = node.keys().size() + 2;
        this.values = new ColumnBuilder[schema.size() - before];
        for (int i = 0; i < values.length; i++) {
            values[i] = new ColumnBuilder(schema.type(before + i), 64);
        }
    }

    /** Adds the row of a session as it is now; gives its place. */
    int append(SessionState.Session session) {
        one[0] = session.group();
        Aggregates.Groups group = new Aggregates.Groups(table, one, 0, 1);
        for (KeyOutput key : keyValues) {
            key.append(group);
        }
        starts.appendLong(session.start());
        ends.appendLong(session.last() + gap);
        aggregates.append(group, values);
        return size++;
    }

    int size() {
        return size;
    }

    Schema schema() {
        return schema;
    }

    /** The columns of the rows so far; none are left afterwards. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>(schema.size());
        for (KeyOutput key : keyValues) {
            columns.add(key.build());
        }
        columns.add(starts.build());
        columns.add(ends.build());
        for (ColumnBuilder value : values) {
            columns.add(value.build());
        }
        size = 0;
        return columns;
    }

    Batch take() {
        int rows = size;
        return new Batch(schema, columns(), rows);
    }

    /** The keys have new numbers. */
    void renumbered() {
        keyValues = keys.outputs();
    }
}
