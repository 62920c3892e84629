package io.penstock.stream.runtime.internal.state;

import io.penstock.Limit;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.Window;
import io.penstock.stream.runtime.internal.Errors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups by session: rows of a key that lie at most a gap apart. A session is a group whose key has a number more. A
 * row joins the sessions that it touches, of which there are two at most, into the earlier one; a row that touches none
 * begins one. A row with which a session would begin that, alone, would have ended already is late, also where it
 * touches a later session that is open: windows behind have been told that no session begins there any more.
 *
 * <p>What closes next is found in a queue with one entry a session, which is looked at again when its turn comes:
 * sessions grow with most rows, and most of that must cost nothing. Confined to one thread.
 */
final class SessionState implements GroupState {
    private static final int BATCH_ROWS = 4096;
    private static final int INTERNED_SLACK = 1 << 16;

    private final long gap;
    private final int timeColumn;
    private final Keys keys;
    private final Aggregates aggregates;
    private final Limit groupsMax;
    private final GroupTable table;
    private final GroupTable byKey;
    private final SessionRows out;
    private final @Nullable SessionChanges changes;
    private final PriorityQueue<Due> ends = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final PriorityQueue<Due> starts = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final long[][] key;
    private final int[] found = new int[1];
    private int[] groups = new int[64];
    private long nextNumber = 1;
    private long watermark = Watermark.UNSET;
    private long lateRows;

    /** A session at the end or start that it had when this was noted. */
    private record Due(long at, Session session) {}

    /** One session. */
    static final class Session {
        private final long number;
        private final int owner;
        private final int group;
        private long start;
        private long last;
        private boolean gone;

        /** Where its row stood before the batch, among the rows under construction; see {@link SessionChanges}. */
        int noted = SessionChanges.UNTOUCHED;

        Session(long number, int owner, int group, long time) {
            this.number = number;
            this.owner = owner;
            this.group = group;
            this.start = time;
            this.last = time;
        }

        int group() {
            return group;
        }

        long start() {
            return start;
        }

        long last() {
            return last;
        }

        boolean isGone() {
            return gone;
        }
    }

    /** Parameters as for {@link GroupState#of}; there are no retractions. */
    SessionState(PlanNode.Aggregate node, Window.Session window, boolean changing, long groupsMax) {
        this.gap = window.gap();
        this.timeColumn = window.timeColumn();
        this.keys = new Keys(node.input().schema(), node.keys());
        this.aggregates = new Aggregates(node.calls(), node.input().schema(), false, keys.width() + 1);
        this.groupsMax = new Limit("groupsMax", groupsMax, "sessions");
        this.table = aggregates.newTable();
        this.byKey = new GroupTable(keys.width(), keys.width() + 1, 1);
        this.out = new SessionRows(node, keys, aggregates, table, gap);
        this.changes = changing ? new SessionChanges(out) : null;
        this.key = new long[keys.width() + 1][1];
    }

    @Override
    public @Nullable Batch update(Batch batch) {
        if (groups.length < batch.size()) {
            groups = new int[Integer.highestOneBit(batch.size()) * 2];
        }
        long[][] words = keys.encode(batch);
        LongColumn times = (LongColumn) batch.column(timeColumn);
        int from = 0;
        for (int row = 0; row < batch.size(); row++) {
            Session session = times.isNull(row) ? null : join(batch, words, new Place(from, row, times.values()[row]));
            if (session == null) {
                aggregate(batch, from, row);
                from = row + 1;
            } else {
                groups[row] = session.group;
                if (merged) {
                    from = row;
                    merged = false;
                }
            }
        }
        aggregate(batch, from, batch.size());
        Batch changed = changes == null ? null : changes.take();
        compactKeys();
        return changed;
    }

    /** A row, its time, and the first row before it that is not aggregated yet. */
    private record Place(int from, int row, long time) {}

    /** Whether the rows before the present one were aggregated because two sessions had to be joined. */
    private boolean merged;

    private void aggregate(Batch batch, int from, int to) {
        if (to > from) {
            aggregates.update(new Accumulator.Update(table, groups, batch, from, to));
        }
    }

    /** The session of a row, null when it is late. */
    private @Nullable Session join(Batch batch, long[][] words, Place place) {
        long time = place.time();
        int owner = byKey.find(words, place.row());
        NavigableMap<Long, Session> sessions = owner < 0 ? null : sessions(owner);
        Map.Entry<Long, Session> before = sessions == null ? null : sessions.floorEntry(time);
        Map.Entry<Long, Session> after = sessions == null ? null : sessions.higherEntry(time);
        Session left = before != null && time - gap <= before.getValue().last ? before.getValue() : null;
        Session right = after != null && time + gap >= after.getKey() ? after.getValue() : null;
        if (left == null && time + gap <= watermark) {
            lateRows++;
            return null;
        }
        if (left == null && right == null) {
            return begin(words, place);
        }
        touch(left);
        touch(right);
        if (left == null) {
            return extendBack(Objects.requireNonNull(sessions), Objects.requireNonNull(right), time);
        }
        left.last = Math.max(left.last, time);
        if (right != null) {
            aggregate(batch, place.from(), place.row());
            merged = true;
            left.last = Math.max(left.last, right.last);
            aggregates.merge(table, left.group, right.group);
            Objects.requireNonNull(sessions).remove(right.start);
            forget(right);
        }
        return left;
    }

    private void touch(@Nullable Session session) {
        if (changes != null && session != null) {
            changes.touch(session);
        }
    }

    private Session begin(long[][] words, Place place) {
        if (size() >= groupsMax.max()) {
            throw Errors.limit(groupsMax, "take a shorter gap, group by fewer keys, or raise it");
        }
        byKey.resolve(words, place.row(), place.row() + 1, groups);
        int owner = groups[place.row()];
        for (int i = 0; i < keys.width(); i++) {
            key[i][0] = words[i][place.row()];
        }
        key[keys.width()][0] = nextNumber;
        table.resolve(key, 0, 1, found);
        Session session = new Session(nextNumber++, owner, found[0], place.time());
        add(session);
        if (changes != null) {
            changes.begun(session);
        }
        return session;
    }

    private void add(Session session) {
        int at = byKey.objectBase(session.owner);
        if (byKey.objects()[at] == null) {
            byKey.objects()[at] = new TreeMap<Long, Session>();
        }
        sessions(session.owner).put(session.start, session);
        ends.add(new Due(session.last + gap, session));
        starts.add(new Due(session.start, session));
    }

    @SuppressWarnings("unchecked") // only this class writes the objects of its table
    private NavigableMap<Long, Session> sessions(int owner) {
        return (NavigableMap<Long, Session>) Objects.requireNonNull(byKey.objects()[byKey.objectBase(owner)]);
    }

    private Session extendBack(NavigableMap<Long, Session> sessions, Session session, long time) {
        sessions.remove(session.start);
        session.start = time;
        sessions.put(time, session);
        starts.add(new Due(time, session));
        return session;
    }

    private void forget(Session session) {
        session.gone = true;
        table.remove(session.group);
    }

    @Override
    public List<Batch> advance(long micros, boolean wanted) {
        watermark = Math.max(watermark, micros);
        List<Session> closed = new ArrayList<>();
        while (!ends.isEmpty() && ends.peek().at() <= watermark) {
            Session session = ends.poll().session();
            if (session.gone) {
                continue;
            }
            if (session.last + gap > watermark) {
                ends.add(new Due(session.last + gap, session));
            } else {
                closed.add(session);
            }
        }
        List<Batch> batches = wanted ? rows(closed) : List.of();
        for (Session session : closed) {
            NavigableMap<Long, Session> others = sessions(session.owner);
            others.remove(session.start);
            if (others.isEmpty()) {
                byKey.remove(session.owner);
            }
            forget(session);
        }
        return batches;
    }

    private List<Batch> rows(List<Session> sessions) {
        sessions.sort(Comparator.comparingLong(Session::start)
                .thenComparingLong(Session::last)
                .thenComparingLong(session -> session.number));
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            out.append(sessions.get(i));
            if ((i + 1) % BATCH_ROWS == 0 || i + 1 == sessions.size()) {
                batches.add(out.take());
            }
        }
        return batches;
    }

    @Override
    public long earliestOpen(long micros) {
        if (micros == Long.MAX_VALUE) {
            return micros;
        }
        while (!starts.isEmpty() && isStale(starts.peek())) {
            starts.poll();
        }
        long next = micros < Long.MIN_VALUE + gap ? Long.MIN_VALUE : micros - gap;
        return starts.isEmpty() ? next : Math.min(next, starts.peek().at());
    }

    private static boolean isStale(Due due) {
        return due.session().gone || due.session().start != due.at();
    }

    @Override
    public List<Batch> rows() {
        return rows(all());
    }

    private List<Session> all() {
        List<Session> all = new ArrayList<>();
        for (Due due : ends) {
            if (!due.session().gone) {
                all.add(due.session());
            }
        }
        return all;
    }

    private void compactKeys() {
        if (keys.internedSize() > INTERNED_SLACK + 4L * table.size()) {
            keys.compact(List.of(table, byKey));
            out.renumbered();
        }
    }

    @Override
    public long lateRows() {
        return lateRows;
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public void write(StateWriter to) {
        to.writeLong(watermark);
        to.writeLong(lateRows);
        to.writeLong(nextNumber);
        keys.write(to);
        table.write(to, aggregates);
        List<Session> all = all();
        Collections.sort(all, Comparator.comparingLong(session -> session.number));
        to.writeInt(all.size());
        for (Session session : all) {
            to.writeLong(session.number);
            to.writeLong(session.start);
            to.writeLong(session.last);
        }
    }

    @Override
    public void read(StateReader in) {
        watermark = in.readLong();
        lateRows = in.readLong();
        nextNumber = in.readLong();
        keys.read(in);
        out.renumbered();
        table.read(in, aggregates);
        byKey.clear();
        ends.clear();
        starts.clear();
        Map<Long, Integer> groupOf = new HashMap<>();
        for (int group = 0; group < table.top(); group++) {
            groupOf.put(table.words()[table.base(group) + keys.width()], group);
        }
        int count = in.readCount(3 * Long.BYTES);
        for (int i = 0; i < count; i++) {
            long number = in.readLong();
            Integer group = groupOf.get(number);
            if (group == null) {
                throw Errors.snapshotDamaged("a session has no group");
            }
            Session session = new Session(number, ownerOf(group), group, in.readLong());
            session.last = in.readLong();
            add(session);
        }
    }

    private int ownerOf(int group) {
        long[][] words = new long[keys.width()][1];
        for (int i = 0; i < words.length; i++) {
            words[i][0] = table.words()[table.base(group) + i];
        }
        byKey.resolve(words, 0, 1, found);
        return found[0];
    }
}
