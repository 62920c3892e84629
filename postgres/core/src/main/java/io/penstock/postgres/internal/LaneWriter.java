package io.penstock.postgres.internal;

import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.Target;
import io.penstock.postgres.wire.WireBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a lane's connection: one buffer fills while the other is written. All but the waiting write is
 * done with the lane's lock held.
 */
final class LaneWriter {
    private final Lane lane;
    private final Connection connection;
    private final ReentrantLock lock;
    private final Condition work;
    private FrontendEncoder filling = new FrontendEncoder(new WireBuffer());
    private FrontendEncoder sending = new FrontendEncoder(new WireBuffer());
    /** What a write without waiting left over, for the writer thread. */
    private @Nullable ByteBuffer left;

    private boolean wanted;
    private boolean ended;

    LaneWriter(Lane lane, Connection connection) {
        this.lane = lane;
        this.connection = connection;
        this.lock = lane.lock();
        this.work = lock.newCondition();
        connection.share();
    }

    Connection connection() {
        return connection;
    }

    FrontendEncoder out() {
        return filling;
    }

    /** Writes what prepares a statement. */
    Slot.Preparing prepare(String sql) {
        String name = connection.statements().newName();
        StatementDialog.closeEvicted(connection.statements(), filling);
        filling.write(List.of(
                new FrontendMessage.Parse(name, sql, List.of()), new FrontendMessage.Describe(Target.STATEMENT, name)));
        filling.sync();
        return new Slot.Preparing(name, sql);
    }

    /** Sends as much as goes without waiting; the writer thread does the rest. */
    void flush() {
        if (left != null || filling.buffer().isEmpty() || ended) {
            return;
        }
        FrontendEncoder full = filling;
        filling = sending;
        sending = full;
        ByteBuffer view = full.buffer().view();
        try {
            if (connection.transport().offer(view)) {
                full.buffer().clear();
            } else {
                left = view;
                work.signal();
            }
        } catch (IOException broken) {
            // the reader sees it too, and knows what was unanswered
            connection.close();
        }
    }

    /** Lets the writer thread send what is queued. */
    void wake() {
        wanted = true;
        work.signal();
    }

    void end() {
        ended = true;
        work.signal();
    }

    /** The writer thread. */
    void write() {
        while (true) {
            Afterwards after = new Afterwards();
            ByteBuffer rest;
            lock.lock();
            try {
                while (!ended && !wanted && left == null) {
                    work.awaitUninterruptibly();
                }
                if (ended) {
                    return;
                }
                wanted = false;
                lane.pumpLocked(after);
                rest = left;
            } finally {
                lock.unlock();
            }
            after.run();
            if (rest != null) {
                writeRest(rest);
            }
        }
    }

    private void writeRest(ByteBuffer rest) {
        try {
            connection.transport().write(rest);
        } catch (IOException broken) {
            connection.close();
        }
        lock.lock();
        try {
            sending.buffer().clear();
            left = null;
            if (!connection.isBroken()) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }
}
