package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.SessionReset;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.TransactionStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive connection. One conversation runs at a time, on the thread that calls {@link #run}; it can be stopped
 * from any other.
 */
final class Session {
    /*
     * A cancel names the conversation it is meant for by number, and does nothing when that has ended. One that was
     * sent is waited for, until the server has closed the side connection that carried it; then one empty round trip
     * takes up whatever it may have hit. Only after that does the next conversation begin, so a late cancel never
     * meets the wrong statement. When the server answers neither in time, the connection is given up.
     *
     * A server that waits for a message ignores a cancel and then runs what the message asks for. So what goes on is
     * cancelled again, after longer and longer pauses.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Connection connection;
    private final Surroundings surroundings;
    /** For so long after an answer came, a server is taken to be there still: asking would cost every call. */
    private static final long FRESH_NANOS = Duration.ofMillis(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition cancelEnded = lock.newCondition();
    private long conversation;
    private long usedAt;
    private boolean active;
    private boolean cancelling;
    private boolean wasCancelled;
    private Time.@Nullable Timer giveUp;

    /** What a session needs from around it. */
    record Surroundings(Connector connector, Executor io, Time time, Duration cancelTimeout, SessionReset reset) {}

    Session(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
        this.usedAt = surroundings.time().nanoTime();
    }

    /** It was given back, and the server had answered all. */
    void used(long now) {
        usedAt = now;
    }

    /** Whether it can be handed out, as far as can be told without asking the server. */
    boolean isAlive(long now) {
        return now - usedAt < FRESH_NANOS ? !connection.isBroken() : connection.isAlive();
    }

    Connection connection() {
        return connection;
    }

    /**
     * Holds a conversation on behalf of {@code operation}: when that is stopped, or the waiting thread is interrupted,
     * the server is asked to stop. Returns or throws what the conversation does.
     */
    <T extends @Nullable Object> T run(Operation<?> operation, Request.Dialog<T> dialog) {
        long number = begin();
        AtomicBoolean interrupted = new AtomicBoolean();
        connection.onInterrupt(() -> {
            interrupted.set(true);
            operation.cancel(true);
        });
        connection.beginConversation(() -> stop(number));
        operation.onStop(() -> stop(number));
        try {
            return dialog.with(connection);
        } finally {
            end();
            if (interrupted.get()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long begin() {
        lock.lock();
        try {
            active = true;
            wasCancelled = false;
            return ++conversation;
        } finally {
            lock.unlock();
        }
    }

    private void stop(long number) {
        Optional<CancelRequest> request = connection.cancelRequest();
        lock.lock();
        try {
            if (!active || conversation != number || cancelling) {
                return;
            }
            wasCancelled = true;
            connection.requestStop();
            if (request.isEmpty()) {
                connection.close();
                return;
            }
            cancelling = true;
            giveUp = surroundings.time().schedule(surroundings.cancelTimeout(), connection::close);
        } finally {
            lock.unlock();
        }
        startCancel(number, request.get(), FIRST_PAUSE);
    }

    private void startCancel(long number, CancelRequest request, Duration pause) {
        try {
            surroundings.io().execute(() -> cancel(number, request, pause));
        } catch (RejectedExecutionException closed) {
            connection.close();
            cancelled();
        }
    }

    private void cancel(long number, CancelRequest request, Duration pause) {
        try {
            surroundings.connector().cancel(connection, request);
        } catch (PostgresException unreachable) {
            // the timer gives the connection up if the statement does not end by itself
        } finally {
            cancelled();
            if (isCancellable(number)) {
                surroundings.time().schedule(pause, () -> cancelAgain(number, request, pause.multipliedBy(2)));
            }
        }
    }

    private void cancelled() {
        lock.lock();
        try {
            cancelling = false;
            cancelEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isCancellable(long number) {
        lock.lock();
        try {
            return active && conversation == number && !cancelling && !connection.isBroken();
        } finally {
            lock.unlock();
        }
    }

    private void cancelAgain(long number, CancelRequest request, Duration pause) {
        lock.lock();
        try {
            if (!isCancellable(number)) {
                return;
            }
            cancelling = true;
        } finally {
            lock.unlock();
        }
        startCancel(number, request, pause);
    }

    private void end() {
        lock.lock();
        try {
            active = false;
            while (cancelling) {
                cancelEnded.awaitUninterruptibly();
            }
            if (!wasCancelled) {
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            if (!connection.isBroken() && connection.isQuiet()) {
                StatementDialog.barrier(connection);
            }
        } catch (PostgresException lost) {
            connection.close();
        } finally {
            Time.Timer timer = giveUp;
            if (timer != null) {
                timer.cancel();
                giveUp = null;
            }
        }
    }

    /** Makes the connection fit for the next owner; false when that is not possible. */
    boolean clean() {
        if (connection.isBroken()) {
            return false;
        }
        connection.withdraw();
        if (!connection.isQuiet()) {
            connection.close();
            return false;
        }
        if (connection.status() != TransactionStatus.IDLE && !tidied("ROLLBACK")) {
            return false;
        }
        if (!connection.keepsStatements()) {
            // What stays in the session is the pooler's to clean.
            return true;
        }
        boolean reset = connection.isTouched() || surroundings.reset() == SessionReset.AFTER_EACH_USE;
        if (!reset) {
            return true;
        }
        if (!tidied("DISCARD ALL")) {
            return false;
        }
        connection.untouched();
        return true;
    }

    /** Whether the server still answers, in time. */
    boolean isResponsive() {
        return !connection.isBroken() && tidied(null);
    }

    /** Runs a command, or an empty round trip, within the time that a cancel may take. */
    private boolean tidied(@Nullable String command) {
        Operation<String> tidying = new Operation<>();
        // It is wanted even by a thread that was interrupted.
        boolean interrupted = Thread.interrupted();
        Time.Timer limit = surroundings.time().schedule(surroundings.cancelTimeout(), connection::close);
        try {
            run(tidying, c -> {
                if (command == null) {
                    StatementDialog.barrier(c);
                    return "";
                }
                return StatementDialog.command(c, command);
            });
            return connection.status() == TransactionStatus.IDLE && !connection.isBroken();
        } catch (PostgresException failed) {
            connection.close();
            return false;
        } finally {
            limit.cancel();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
