package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.runtime.internal.state.SessionState.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changed among sessions: the row that a session had before the batch goes, the row that it has now comes,
 * and where both are equal nothing is said. A session that was joined to another only goes. Confined to one thread.
 */
final class SessionChanges {
    /** The batch has not touched the session. */
    static final int UNTOUCHED = -2;
    /** The batch has begun it. */
    private static final int NEW = -1;

    private final SessionRows rows;
    private final List<Session> touched = new ArrayList<>();

    SessionChanges(SessionRows rows) {
        this.rows = rows;
    }

    void begun(Session session) {
        session.noted = NEW;
        touched.add(session);
    }

    /** Notes the row of a session before it changes. */
    void touch(Session session) {
        if (session.noted == UNTOUCHED) {
            session.noted = rows.append(session);
            touched.add(session);
        }
    }

    /** The changes of the batch; null when there are none. */
    @Nullable
    Batch take() {
        int[] now = new int[touched.size()];
        for (int i = 0; i < now.length; i++) {
            now[i] = touched.get(i).isGone() ? NEW : rows.append(touched.get(i));
        }
        List<Column> columns = rows.columns();
        int[] selection = new int[now.length * 2];
        int[] weights = new int[now.length * 2];
        int size = 0;
        for (int i = 0; i < now.length; i++) {
            int before = touched.get(i).noted;
            touched.get(i).noted = UNTOUCHED;
            if (before >= 0 && now[i] >= 0 && isEqual(columns, before, now[i])) {
                continue;
            }
            if (before >= 0) {
                selection[size] = before;
                weights[size++] = -1;
            }
            if (now[i] >= 0) {
                selection[size] = now[i];
                weights[size++] = 1;
            }
        }
        touched.clear();
        return size == 0 ? null : batch(columns, selection, weights, size);
    }

    private Batch batch(List<Column> columns, int[] selection, int[] weights, int size) {
        List<Column> selected = new ArrayList<>(columns.size());
        for (Column column : columns) {
            selected.add(column.select(selection, size));
        }
        return new Batch(rows.schema(), selected, size, weights);
    }

    private static boolean isEqual(List<Column> columns, int a, int b) {
        for (Column column : columns) {
            if (!Rowwise.isEqual(column, a, b)) {
                return false;
            }
        }
        return true;
    }
}
