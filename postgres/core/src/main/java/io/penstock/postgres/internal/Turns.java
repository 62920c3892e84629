package io.penstock.postgres.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One task at a time, in the order of coming; so many may wait. When the executor takes nothing any more, tasks run on
 * the thread that brings them, so that what must be done at the end is done. Thread-safe by its lock; tasks run outside
 * it.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Executor executor;
    private final int waitingMax;
    private boolean busy;

    Turns(Executor executor, int waitingMax) {
        this.executor = executor;
        this.waitingMax = waitingMax;
    }

    /** Runs the task on the executor when its turn comes; false when too many wait already. */
    boolean offer(Runnable task) {
        return submit(task, waitingMax);
    }

    /** The same for what must be done in any case, and is bounded by what was done before. */
    void submit(Runnable task) {
        submit(task, Integer.MAX_VALUE);
    }

    private boolean submit(Runnable task, int max) {
        lock.lock();
        try {
            if (busy) {
                return waiting.size() < max && waiting.add(task);
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        start(task);
        return true;
    }

    private void start(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            run(task);
        }
    }

    /** Takes a turn at once, if nobody has one; then {@link #giveBack}. */
    boolean tryTake() {
        lock.lock();
        try {
            boolean free = !busy;
            busy = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a turn that {@link #tryTake} gave. */
    void giveBack() {
        Runnable next = next();
        if (next != null) {
            start(next);
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
