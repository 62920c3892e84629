package io.penstock.stream.runtime.internal.state;

import io.penstock.Limit;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.Errors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups whose windows follow from the clock, one table a window; without windows there is one table that never closes.
 *
 * <p>A batch is cut into runs of rows that belong to the same windows. Rows mostly come in the order of time, so a run
 * is long, its table is found once, and the aggregates loop over it. A row is late for a window that is closed, and
 * only for that one: with sliding windows it still counts in those that are open. Confined to one thread.
 */
public final class GroupedState implements GroupState {
    private static final int BATCH_ROWS = 4096;
    private static final int TABLES_SPARE = 8;
    private static final int INTERNED_SLACK = 1 << 16;
    private static final long ONLY_WINDOW = Long.MIN_VALUE;

    private final PlanNode.Aggregate node;
    private final @Nullable Windows windows;
    private final Keys keys;
    private final Aggregates aggregates;
    private final Limit groupsMax;
    private final Rows rows;
    /** By the windows' ends, which is also the order of their starts. */
    private final TreeMap<Long, GroupTable> tables = new TreeMap<>();

    private final ArrayDeque<GroupTable> spare = new ArrayDeque<>();
    private final @Nullable Changes changes;
    private int[] groups = new int[64];
    private long watermark = Watermark.UNSET;
    private long lateRows;
    private long groupCount;

    /** Errors and parameters as for {@link GroupState#of}. */
    GroupedState(PlanNode.Aggregate node, boolean retractions, boolean changing, long groupsMax) {
        this.node = node;
        this.windows = node.window().map(Windows::of).orElse(null);
        this.keys = new Keys(node.input().schema(), node.keys());
        this.aggregates = new Aggregates(node.calls(), node.input().schema(), retractions, keys.width());
        this.groupsMax = new Limit("groupsMax", groupsMax, "groups");
        this.rows = new Rows();
        this.changes = changing ? new Changes(this, node.schema()) : null;
    }

    @Override
    public @Nullable Batch update(Batch batch) {
        if (groups.length < batch.size()) {
            groups = new int[Integer.highestOneBit(batch.size()) * 2];
        }
        long[][] words = keys.encode(batch);
        if (windows == null) {
            update(ONLY_WINDOW, batch, words, new Run(0, batch.size()));
        } else {
            updateWindows(batch, words, windows);
        }
        Batch out = changes == null ? null : changes.take();
        compactKeys();
        return out;
    }

    /** Rows from … to that belong to the same windows. */
    private record Run(int from, int to) {}

    private void updateWindows(Batch batch, long[][] words, Windows windows) {
        LongColumn column =
                (LongColumn) batch.column(node.window().orElseThrow().timeColumn());
        long[] times = column.values();
        int size = batch.size();
        int row = 0;
        while (row < size) {
            if (column.isNull(row)) {
                row++;
                continue;
            }
            Windows.Cell cell = windows.cell(times[row]);
            int end = row + 1;
            if (column.nulls() == null) {
                while (end < size && times[end] >= cell.from() && times[end] < cell.to()) {
                    end++;
                }
            }
            updateRun(batch, words, new Run(row, end), cell);
            row = end;
        }
    }

    private void updateRun(Batch batch, long[][] words, Run run, Windows.Cell cell) {
        Windows all = java.util.Objects.requireNonNull(windows);
        boolean open = false;
        for (long end = cell.first(); end <= cell.last(); end += all.step()) {
            if (all.endOf(end) > watermark) {
                open = true;
                update(end, batch, words, run);
            }
        }
        if (!open) {
            lateRows += run.to() - run.from();
        }
    }

    private void update(long window, Batch batch, long[][] words, Run run) {
        GroupTable table = tables.get(window);
        if (table == null) {
            table = spare.isEmpty() ? aggregates.newTable() : spare.pop();
            tables.put(window, table);
        }
        int before = table.size();
        if (changes == null) {
            table.resolve(words, run.from(), run.to(), groups);
        } else {
            changes.resolve(table, window, words, run.from(), run.to());
        }
        groupCount += table.size() - before;
        if (groupCount + tables.size() > groupsMax.max()) {
            throw Errors.limit(groupsMax, "close windows earlier, group by fewer keys, or raise it");
        }
        aggregates.update(new Accumulator.Update(table, groups, batch, run.from(), run.to()));
    }

    int[] groups() {
        return groups;
    }

    /** Whether a group has a row in the result. */
    boolean isPresent(GroupTable table, int group) {
        return isGlobal() || table.weight(group) > 0;
    }

    /** Without keys and windows there is one group, which stays when all its rows are gone. */
    private boolean isGlobal() {
        return windows == null && node.keys().isEmpty();
    }

    /** Forgets a group if nothing is left of it. */
    void release(GroupTable table, int group) {
        if (!isGlobal() && table.isBlank(group)) {
            table.remove(group);
            groupCount--;
        }
    }

    /** The rows of a result under construction: keys, windows, aggregates. */
    final class Rows {
        private final ColumnBuilder[] starts = builders(node.keys().size(), leadingColumns());
        private final ColumnBuilder[] values =
                builders(leadingColumns(), node.schema().size());
        private KeyOutput[] keyValues = keys.outputs();

        private ColumnBuilder[] builders(int from, int to) {
            ColumnBuilder[] builders = new ColumnBuilder[to - from];
            for (int i = 0; i < builders.length; i++) {
                builders[i] = new ColumnBuilder(node.schema().type(from + i), 64);
            }
            return builders;
        }

        void appendAggregates(Aggregates.Groups groups) {
            aggregates.append(groups, values);
        }

        void appendKeys(Aggregates.Groups groups, long window) {
            for (KeyOutput key : keyValues) {
                key.append(groups);
            }
            for (int i = 0; i < starts.length; i++) {
                Windows all = java.util.Objects.requireNonNull(windows);
                long moment = i == 0 ? all.startOf(window) : all.endOf(window);
                for (int at = groups.from(); at < groups.to(); at++) {
                    starts[i].appendLong(moment);
                }
            }
        }

        /** The key and window columns so far. */
        List<Column> takeKeys() {
            List<Column> columns = new ArrayList<>(node.schema().size());
            for (KeyOutput key : keyValues) {
                columns.add(key.build());
            }
            for (ColumnBuilder start : starts) {
                columns.add(start.build());
            }
            return columns;
        }

        /** The columns of the aggregates so far. */
        List<Column> takeAggregates() {
            List<Column> columns = new ArrayList<>(values.length);
            for (ColumnBuilder value : values) {
                columns.add(value.build());
            }
            return columns;
        }

        private void renumbered() {
            keyValues = keys.outputs();
        }
    }

    Rows rowsUnderConstruction() {
        return rows;
    }

    /** How many columns come before the aggregates. */
    private int leadingColumns() {
        return node.keys().size() + (windows == null ? 0 : 2);
    }

    @Override
    public long earliestOpen(long micros) {
        return windows == null || micros == Long.MAX_VALUE ? micros : windows.earliestStart(micros);
    }

    @Override
    public List<Batch> advance(long micros, boolean wanted) {
        watermark = Math.max(watermark, micros);
        List<Batch> out = new ArrayList<>();
        if (windows == null) {
            return out;
        }
        while (!tables.isEmpty()) {
            Map.Entry<Long, GroupTable> earliest = tables.firstEntry();
            if (windows.endOf(earliest.getKey()) > watermark) {
                break;
            }
            if (wanted) {
                appendRows(earliest.getKey(), earliest.getValue(), out);
            }
            tables.pollFirstEntry();
            recycle(earliest.getValue());
        }
        return out;
    }

    private void recycle(GroupTable table) {
        groupCount -= table.size();
        table.clear();
        if (spare.size() < TABLES_SPARE) {
            spare.push(table);
        }
    }

    @Override
    public List<Batch> rows() {
        List<Batch> out = new ArrayList<>();
        if (isGlobal() && tables.isEmpty()) {
            GroupTable empty = aggregates.newTable();
            empty.resolve(new long[0][], 0, 1, new int[1]);
            appendRows(ONLY_WINDOW, empty, out);
        }
        tables.forEach((window, table) -> appendRows(window, table, out));
        return out;
    }

    private void appendRows(long window, GroupTable table, List<Batch> out) {
        int[] present = new int[Math.min(BATCH_ROWS, table.size())];
        int count = 0;
        for (int group = 0; group < table.top(); group++) {
            if (table.isLive(group) && isPresent(table, group)) {
                present[count++] = group;
                if (count == BATCH_ROWS) {
                    flush(window, new Aggregates.Groups(table, present, 0, count), out);
                    count = 0;
                }
            }
        }
        flush(window, new Aggregates.Groups(table, present, 0, count), out);
    }

    private void flush(long window, Aggregates.Groups groups, List<Batch> out) {
        if (groups.to() > 0) {
            rows.appendKeys(groups, window);
            rows.appendAggregates(groups);
            List<Column> columns = rows.takeKeys();
            columns.addAll(rows.takeAggregates());
            out.add(new Batch(node.schema(), columns, groups.to()));
        }
    }

    /** Texts of keys that no group has any more are forgotten when they are the most of what is kept. */
    private void compactKeys() {
        if (keys.internedSize() > INTERNED_SLACK + 4 * groupCount) {
            keys.compact(tables.values());
            rows.renumbered();
        }
    }

    @Override
    public long lateRows() {
        return lateRows;
    }

    @Override
    public long size() {
        return groupCount + (windows == null ? 0 : tables.size());
    }

    @Override
    public void write(StateWriter out) {
        out.writeLong(watermark);
        out.writeLong(lateRows);
        keys.write(out);
        out.writeInt(tables.size());
        tables.forEach((window, table) -> {
            out.writeLong(window);
            table.write(out, aggregates);
        });
    }

    @Override
    public void read(StateReader in) {
        watermark = in.readLong();
        lateRows = in.readLong();
        keys.read(in);
        rows.renumbered();
        int count = in.readCount(Long.BYTES);
        tables.clear();
        groupCount = 0;
        for (int i = 0; i < count; i++) {
            long window = in.readLong();
            GroupTable table = aggregates.newTable();
            table.read(in, aggregates);
            tables.put(window, table);
            groupCount += table.size();
        }
    }
}
