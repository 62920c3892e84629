package io.penstock.stream.runtime.internal.task;

import io.penstock.stream.data.StreamElement;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.runtime.DataflowMetrics;
import io.penstock.stream.runtime.DataflowSpec;
import io.penstock.stream.runtime.Input;
import io.penstock.stream.runtime.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A dataflow whose operators run on the thread that puts an element. Elements behind a barrier that other inputs have
 * not shown yet wait, up to the channel's capacity; then their writer waits. Thread-safe by its own lock, which is held
 * while the operators run.
 */
public final class CallerDataflow implements Dataflow {
    private final Task task;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final List<ArrayDeque<StreamElement>> waiting = new ArrayList<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final Queue<CompletableFuture<Void>> notes = new ConcurrentLinkedQueue<>();

    public CallerDataflow(DataflowSpec spec, Output output) {
        this.task = new Task(spec, output);
        this.capacity = spec.config().channelCapacity();
        for (int i = 0; i < task.relations().size(); i++) {
            waiting.add(new ArrayDeque<>());
        }
    }

    /** Sends what needs no input. */
    public Dataflow started() {
        lock.lock();
        try {
            task.begin();
        } finally {
            lock.unlock();
        }
        return this;
    }

    @Override
    public Set<String> relations() {
        return new LinkedHashSet<>(task.relations());
    }

    @Override
    public Input input(String relation) {
        int input = task.relations().indexOf(relation);
        if (input < 0) {
            throw new IllegalArgumentException("the query reads " + task.relations() + " and not '" + relation + "'");
        }
        return element -> put(input, element);
    }

    private void put(int input, StreamElement element) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.get(input).size() >= capacity && !task.isFinished()) {
                room.await();
            }
            if (task.isFinished()) {
                return;
            }
            if (task.isHeld(input)) {
                waiting.get(input).add(element);
                queued.incrementAndGet();
            } else {
                task.process(input, element);
                if (queued.get() > 0) {
                    drain();
                }
            }
        } finally {
            if (task.isFinished()) {
                room.signalAll();
            }
            answerNotes();
            lock.unlock();
        }
    }

    /** Works off what waited behind a barrier that has passed. */
    private void drain() {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (int input = 0; input < waiting.size(); input++) {
                while (!task.isHeld(input) && !waiting.get(input).isEmpty()) {
                    task.process(input, waiting.get(input).removeFirst());
                    queued.decrementAndGet();
                    worked = true;
                }
            }
        }
        room.signalAll();
    }

    /** A put that has returned was worked off, unless its element waits behind a barrier. */
    @Override
    public CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> note = new CompletableFuture<>();
        notes.add(note);
        answerNotes();
        var unused = note.whenComplete((reached, givenUp) -> notes.removeIf(CompletableFuture::isDone));
        return note;
    }

    private void answerNotes() {
        if (!notes.isEmpty() && (queued.get() == 0 || task.isFinished())) {
            notes.forEach(note -> note.complete(null));
        }
    }

    @Override
    public DataflowMetrics metrics() {
        return task.metrics(queued.get());
    }

    @Override
    public void close() {
        task.stop();
        answerNotes();
        // a writer that runs the operators now may wait in the output; it sees the stop when it comes back
        if (lock.tryLock()) {
            try {
                waiting.forEach(ArrayDeque::clear);
                queued.set(0);
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
