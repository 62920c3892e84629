package io.penstock.testkit;

import io.penstock.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A time that moves only when the test says so. Due tasks run inside {@link #advance}, on the caller's thread, in the
 * order of their moments. Thread-safe by its own lock; tasks run outside it.
 */
public final class ManualTime implements Time {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Instant start;
    private long nanos;
    private long sequence;

    /** A time that starts at the epoch. */
    public ManualTime() {
        this(Instant.EPOCH);
    }

    public ManualTime(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Task entry = new Task(nanos + Math.max(0, delay.toNanos()), sequence++, task);
        tasks.add(entry);
        return () -> {
            synchronized (this) {
                tasks.remove(entry);
            }
        };
    }

    /** Moves the time forward and runs what becomes due, each task at its own moment. */
    public void advance(Duration duration) {
        long target;
        synchronized (this) {
            target = nanos + duration.toNanos();
        }
        while (true) {
            Runnable due;
            synchronized (this) {
                Task next = tasks.peek();
                if (next == null || next.at > target) {
                    nanos = Math.max(nanos, target);
                    return;
                }
                tasks.poll();
                nanos = Math.max(nanos, next.at);
                due = next.task;
            }
            due.run();
        }
    }

    /** Moves the time forward to a moment of the wall clock; an earlier moment changes nothing. */
    public void advanceTo(Instant moment) {
        Duration left = Duration.between(now(), moment);
        if (!left.isNegative()) {
            advance(left);
        }
    }

    /** How long until each waiting task, in order. */
    public synchronized List<Duration> pending() {
        List<Task> sorted = new ArrayList<>(tasks);
        sorted.sort(null);
        return sorted.stream().map(task -> Duration.ofNanos(task.at - nanos)).toList();
    }

    private static final class Task implements Comparable<Task> {
        private final long at;
        private final long sequence;
        private final Runnable task;

        Task(long at, long sequence, Runnable task) {
            this.at = at;
            this.sequence = sequence;
            this.task = task;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }

        @Override
        public boolean equals(Object o) {
            return this == o;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
