package io.penstock.postgres.internal;

import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.TransactionStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection shared by many callers: statements are sent without waiting for the answers to those before. Each is a
 * transaction of its own (one Sync each), but reads on a connection of their own, which share one. Thread-safe by its
 * lock; results are completed on the reader thread.
 */
final class Lane {
    /*
     * Sending. With nothing unanswered the submitter writes at once. Otherwise the writer thread is woken and writes
     * what has gathered by then, so that many small statements become one write. What the reader thread submits, in
     * the continuation of a result, goes out after it has read all that was there.
     *
     * Preparing. The first call with a text sends Parse and Describe and waits for their answer, as do all others with
     * the same text; then their values are written in the types that the server told.
     *
     * Grouping. On a connection that refuses writes, what has gathered goes out under one Sync. When one of a group
     * fails, those before it have run, and the server has skipped those behind it: they are sent again unseen.
     *
     * Cancelling. A cancel hits whatever the server is doing. So the lane stops sending, waits until the unwanted
     * statement is the oldest unanswered, and only then asks. Others that were under way meanwhile are marked as
     * exposed: should one of them come back cancelled, it was rolled back whole and is sent again unseen. When the
     * server does not stop in time the connection is given up.
     *
     * Losing the connection. If the server said why (it was shut down, the backend was terminated), the oldest fails
     * with that, and the later ones never began: they are sent again. If it did not, everything sent may have run, and
     * says so. What was not sent goes to the next connection.
     */
    private final LaneLink link;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<LaneCall<?>> queue = new ArrayDeque<>();
    private final Deque<Slot> unanswered = new ArrayDeque<>();
    private final Map<String, Slot.Preparing> preparing = new HashMap<>();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private @Nullable LaneWriter writer;
    /** Sent, but without its Sync yet: only within one {@link #pump}. */
    private Slot.@Nullable Group open;

    private boolean connecting;
    private boolean closing;
    /** Whether nothing is waited for any more, so nothing may be sent again. */
    private boolean closed;

    private boolean cancelling;
    private int unwanted;

    Lane(LaneLink link) {
        this.link = link;
    }

    /** Takes calls in; several go out in one write. */
    void submit(List<? extends LaneCall<?>> calls) {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            for (LaneCall<?> call : calls) {
                if (closing) {
                    after.fail(call, Errors.closed());
                } else {
                    queue.add(call);
                }
            }
            if (unanswered.isEmpty() || writer == null) {
                pump(after);
            } else {
                writer.wake();
            }
        } finally {
            lock.unlock();
        }
        after.run();
        for (LaneCall<?> call : calls) {
            call.operation().onStop(() -> stop(call));
        }
    }

    /** How many calls are queued or unanswered. */
    int load() {
        lock.lock();
        try {
            return queue.size() + unanswered.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; complete when all that was taken is answered. */
    CompletableFuture<@Nullable Void> close() {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            closing = true;
            endIfDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
        return drained;
    }

    /** Fails what is left. */
    void closeNow() {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            closing = true;
            closed = true;
            queue.forEach(call -> after.fail(call, Errors.closed()));
            queue.clear();
            LaneWriter current = writer;
            if (current != null) {
                current.connection().close();
            }
            endIfDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    /** Told last, when callers have had their answers. */
    private void endIfDrained(Afterwards after) {
        if (closing && queue.isEmpty() && unanswered.isEmpty() && !connecting) {
            LaneWriter current = writer;
            if (current != null) {
                current.connection().terminate();
                current.end();
            }
            after.add(() -> drained.complete(null));
        }
    }

    /** Sends what is queued. The caller holds {@link #lock}. */
    void pumpLocked(Afterwards after) {
        pump(after);
    }

    ReentrantLock lock() {
        return lock;
    }

    private void pump(Afterwards after) {
        LaneWriter current = writer;
        if (current == null) {
            connectIfNeeded();
            return;
        }
        if (cancelling || unwanted > 0) {
            return;
        }
        LaneCall<?> call;
        while ((call = queue.poll()) != null) {
            if (!call.operation().isDone()) {
                feed(current, call, after);
            }
        }
        endGroup(current);
        current.flush();
        endIfDrained(after);
    }

    private void connectIfNeeded() {
        queue.removeIf(call -> call.operation().isDone());
        if (!queue.isEmpty() && !connecting) {
            connecting = true;
            link.connect(this::connected, this::notConnected);
        }
    }

    private <T> void feed(LaneWriter to, LaneCall<T> call, Afterwards after) {
        try {
            Prepared prepared = to.connection().statements().get(call.sql());
            if (prepared != null) {
                Slot.Run<T> slot = new Slot.Run<>(call, prepared);
                Parameters.bind(to.out(), prepared, call.request().statement().args());
                to.out().execute(0);
                send(to, slot);
                return;
            }
            endGroup(to);
            Slot.Preparing slot = preparing.get(call.sql());
            if (slot == null) {
                slot = to.prepare(call.sql());
                preparing.put(call.sql(), slot);
                unanswered.add(slot);
            }
            slot.waiting().add(call);
        } catch (RuntimeException | Error refused) {
            after.fail(call, refused);
        }
    }

    private void send(LaneWriter to, Slot.Run<?> run) {
        if (!link.isReadOnly()) {
            to.out().sync();
            unanswered.add(run);
            return;
        }
        Slot.Group group = open;
        if (group == null) {
            group = new Slot.Group();
            open = group;
            unanswered.add(group);
        }
        group.runs().add(run);
        if (group.runs().size() == Slot.Group.MAX) {
            endGroup(to);
        }
    }

    private void endGroup(LaneWriter to) {
        if (open != null) {
            to.out().sync();
            open = null;
        }
    }

    private void connected(Connection connection) {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            connecting = false;
            writer = new LaneWriter(this, connection);
            link.startThreads(writer, () -> new LaneReader(this, connection).read());
            pump(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    private void notConnected(RuntimeException failure) {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            connecting = false;
            queue.forEach(call -> after.fail(call, copied(failure)));
            queue.clear();
            endIfDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    private static RuntimeException copied(RuntimeException failure) {
        return failure instanceof PostgresException known ? known.copy() : failure;
    }

    /** The oldest unanswered, for the reader. */
    @Nullable
    Slot oldest() {
        lock.lock();
        try {
            return unanswered.peek();
        } finally {
            lock.unlock();
        }
    }

    /** The reader has read all that was there. */
    void pause() {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            if (!queue.isEmpty()) {
                pump(after);
            }
        } finally {
            lock.unlock();
        }
        after.run();
    }

    /** The oldest is answered. */
    void answered(Connection connection, Slot slot) {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            unanswered.remove();
            if (slot.fate().isUnwanted()) {
                unwanted--;
            }
            switch (slot) {
                case Slot.Run<?> run -> ran(connection, run, after);
                case Slot.Group group -> ranTogether(connection, group, after);
                case Slot.Preparing prepared -> prepared(connection, prepared, after);
            }
            cancelIfOldest();
            endIfDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    private void ran(Connection connection, Slot.Run<?> run, Afterwards after) {
        LaneCall<?> call = run.call();
        if (connection.status() != TransactionStatus.IDLE) {
            connection.close();
            after.fail(call, Errors.notHere("A statement that opens a transaction", "use inTransaction"));
        } else if (run.fate().isUnwanted()) {
            return;
        } else if (mayRunAgain(connection, run, run)) {
            queue.addFirst(call);
        } else {
            after.add(run::settle);
        }
    }

    /** Whether it failed for a reason that its caller need not know. */
    private static boolean mayRunAgain(Connection connection, Slot sent, Slot.Run<?> run) {
        Exchange<?> exchange = run.exchange();
        ErrorFields error = exchange.error();
        if (error != null && wasHitInstead(sent, error) && run.call().mayTryAgain()) {
            return true;
        }
        if (exchange.isStale() && run.call().mayReplan()) {
            connection.statements().remove(exchange.prepared());
            return true;
        }
        return false;
    }

    private void ranTogether(Connection connection, Slot.Group group, Afterwards after) {
        List<LaneCall<?>> again = new ArrayList<>();
        ErrorFields late = group.lateError();
        for (int i = 0; i < group.runs().size(); i++) {
            Slot.Run<?> run = group.runs().get(i);
            boolean skipped = i > group.answered();
            if (late != null) {
                tryAgain(run.call(), Errors.server(late, null), again, after);
            } else if (skipped || mayRunAgain(connection, group, run)) {
                again.add(run.call());
            } else {
                after.add(run::settle);
            }
        }
        again.reversed().forEach(queue::addFirst);
    }

    private static void tryAgain(
            LaneCall<?> call, RuntimeException failure, List<LaneCall<?>> again, Afterwards after) {
        if (call.mayTryAgain()) {
            again.add(call);
        } else {
            after.fail(call, failure);
        }
    }

    private void prepared(Connection connection, Slot.Preparing slot, Afterwards after) {
        preparing.remove(slot.sql(), slot);
        ErrorFields error = slot.error();
        if (error == null) {
            connection.statements().put(slot.prepared());
        }
        for (LaneCall<?> call : slot.waiting().reversed()) {
            if (error == null || (wasHitInstead(slot, error) && call.mayTryAgain())) {
                queue.addFirst(call);
            } else {
                after.fail(call, Errors.server(error, slot.sql()));
            }
        }
    }

    private static boolean wasHitInstead(Slot slot, ErrorFields error) {
        return slot.fate().isExposed() && error.sqlState().equals("57014");
    }

    private void stop(LaneCall<?> call) {
        lock.lock();
        try {
            if (queue.remove(call)) {
                return;
            }
            for (Slot slot : unanswered) {
                if (!slot.fate().isUnwanted() && isOnlyWantedBy(slot, call)) {
                    slot.fate().markUnwanted();
                    unwanted++;
                    cancelIfOldest();
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the line of a statement being prepared: that can take long too, behind somebody's lock. */
    private static boolean isOnlyWantedBy(Slot slot, LaneCall<?> call) {
        return switch (slot) {
            case Slot.Run<?> run -> run.call() == call;
            // Its neighbours are sent again.
            case Slot.Group group -> group.runs().stream().anyMatch(run -> run.call() == call);
            case Slot.Preparing preparing ->
                preparing.waiting().remove(call) && preparing.waiting().isEmpty();
        };
    }

    private void cancelIfOldest() {
        LaneWriter current = writer;
        Slot oldest = unanswered.peek();
        if (cancelling || current == null || oldest == null || !oldest.fate().isUnwanted()) {
            return;
        }
        cancelling = true;
        unanswered.forEach(slot -> slot.fate().expose());
        link.cancel(current.connection(), () -> oldest() == oldest, this::cancelled);
    }

    private void cancelled() {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            cancelling = false;
            cancelIfOldest();
            pump(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    /** The connection is gone; {@code said} is what the server said about that, if it did. */
    void lost(Connection connection, PostgresException failure, @Nullable ErrorFields said) {
        Afterwards after = new Afterwards();
        lock.lock();
        try {
            LaneWriter ended = writer;
            if (ended == null || ended.connection() != connection) {
                return;
            }
            ended.end();
            writer = null;
            unwanted = 0;
            preparing.clear();
            open = null;
            PostgresException reason = said == null ? failure : Errors.server(said, null);
            List<LaneCall<?>> again = new ArrayList<>();
            Slot oldest = unanswered.peek();
            for (Slot slot : unanswered) {
                switch (slot) {
                    case Slot.Run<?> run when said == null || run == oldest -> after.fail(run.call(), copied(reason));
                    case Slot.Run<?> run -> tryAgain(run.call(), copied(failure), again, after);
                    case Slot.Group group -> lostTogether(group, reason, again, after);
                    case Slot.Preparing waiting ->
                        waiting.waiting().forEach(call -> tryAgain(call, copied(reason), again, after));
                }
            }
            unanswered.clear();
            if (closed) {
                again.forEach(call -> after.fail(call, Errors.closed()));
                again.clear();
            }
            again.reversed().forEach(queue::addFirst);
            connectIfNeeded();
            endIfDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    /** Reads can be sent again whether they had begun or not; those that had ended keep their results. */
    private static void lostTogether(
            Slot.Group group, PostgresException reason, List<LaneCall<?>> again, Afterwards after) {
        for (int i = 0; i < group.runs().size(); i++) {
            Slot.Run<?> run = group.runs().get(i);
            if (i < group.answered()) {
                after.add(run::settle);
            } else {
                tryAgain(run.call(), copied(reason), again, after);
            }
        }
    }
}
