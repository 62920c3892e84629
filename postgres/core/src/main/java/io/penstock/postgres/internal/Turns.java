package io.penstock.postgres.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One task at a time, in the order of coming. Thread-safe by its lock; tasks run outside it. */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Executor executor;
    private boolean busy;

    Turns(Executor executor) {
        this.executor = executor;
    }

    /** Runs the task on the executor when its turn comes. */
    void submit(Runnable task) {
        if (takeOrWait(task)) {
            executor.execute(() -> run(task));
        }
    }

    /** Takes a turn at once, if nobody has one; then {@link #giveBack}. */
    boolean tryTake() {
        return takeOrWait(null);
    }

    /** Ends a turn that {@link #tryTake} gave. */
    void giveBack() {
        Runnable next = next();
        if (next != null) {
            executor.execute(() -> run(next));
        }
    }

    private boolean takeOrWait(@Nullable Runnable task) {
        lock.lock();
        try {
            if (!busy) {
                busy = true;
                return true;
            }
            if (task != null) {
                waiting.add(task);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void run(Runnable first) {
        Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } catch (Throwable broken) {
                giveBack();
                throw broken;
            }
            task = next();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = waiting.poll();
            busy = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
