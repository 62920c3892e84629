package io.penstock.stream.runtime.internal.task;

import io.penstock.Threads;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.runtime.DataflowMetrics;
import io.penstock.stream.runtime.DataflowSpec;
import io.penstock.stream.runtime.Input;
import io.penstock.stream.runtime.Output;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A dataflow with a thread of its own behind one ring for each input. The thread takes what waits, input by input and
 * at most a few elements of each at a time; when nothing waits it spins briefly, then parks. It parks as the ring's
 * writers do: it says so, looks once more, and only then stops. Thread-safe.
 *
 * <p>Who wants to know when it has caught up leaves a note with how far each ring was written, and looks for itself
 * whether that is reached. The thread looks at the notes after each element, and once more behind the fence before it
 * parks, so that one of the two sees the other. Writing costs nothing more for it.
 */
public final class ThreadDataflow implements Dataflow {
    private static final int SPINS = 200;
    private static final int ELEMENTS_PER_TURN = 16;

    private final Task task;
    private final List<Ring<StreamElement>> rings = new ArrayList<>();
    private final AtomicLongArray workedOff;
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean parked;

    public ThreadDataflow(DataflowSpec spec, Output output) {
        this.task = new Task(spec, output);
        for (int i = 0; i < task.relations().size(); i++) {
            rings.add(new Ring<>(spec.config().channelCapacity()));
        }
        this.workedOff = new AtomicLongArray(rings.size());
        this.thread = Threads.unstartedIo("penstock-stream-" + spec.name(), this::run);
    }

    /** How far each ring was written when somebody asked, and whom to tell when that has been worked off. */
    private static final class Note {
        private final long[] written;
        private final CompletableFuture<Void> reached = new CompletableFuture<>();

        Note(long[] written) {
            this.written = written;
        }
    }

    /** Starts the thread. */
    public Dataflow started() {
        thread.start();
        return this;
    }

    private void run() {
        task.begin();
        int idle = 0;
        while (isRunning()) {
            if (turn()) {
                idle = 0;
            } else if (idle < SPINS) {
                idle++;
                Thread.onSpinWait();
            } else {
                park();
            }
        }
        task.stop();
        for (Ring<StreamElement> ring : rings) {
            while (ring.poll() != null) {
                // what waits is dropped, so that no writer waits for room any more
            }
            ring.wakeWriter();
        }
        ended = true;
        notes.forEach(note -> note.reached.complete(null));
    }

    private boolean isRunning() {
        return !closed && !task.isFinished();
    }

    private boolean turn() {
        boolean worked = false;
        for (int input = 0; input < rings.size(); input++) {
            Ring<StreamElement> ring = rings.get(input);
            for (int i = 0; i < ELEMENTS_PER_TURN && !task.isHeld(input) && isRunning(); i++) {
                StreamElement element = ring.poll();
                if (element == null) {
                    break;
                }
                ring.wakeWriter();
                task.process(input, element);
                workedOff.lazySet(input, ring.taken());
                answerNotes();
                worked = true;
            }
        }
        return worked;
    }

    private void park() {
        parked = true;
        VarHandle.fullFence();
        answerNotes();
        if (isRunning() && !hasWork()) {
            LockSupport.park(this);
        }
        parked = false;
    }

    private boolean hasWork() {
        for (int input = 0; input < rings.size(); input++) {
            if (!task.isHeld(input) && !rings.get(input).isEmpty()) {
                return true;
            }
        }
        return false;
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
        Ring<StreamElement> ring = rings.get(input);
        return element -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (isRunning() && ring.put(element, this::isRunning)) {
                VarHandle.fullFence();
                if (parked) {
                    LockSupport.unpark(thread);
                }
            }
        };
    }

    private void answerNotes() {
        if (!notes.isEmpty()) {
            notes.forEach(this::answer);
        }
    }

    private void answer(Note note) {
        for (int input = 0; input < note.written.length; input++) {
            if (workedOff.get(input) < note.written[input] && !ended) {
                return;
            }
        }
        note.reached.complete(null);
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        Note note = new Note(rings.stream().mapToLong(Ring::written).toArray());
        notes.add(note);
        VarHandle.fullFence();
        answer(note);
        var unused = note.reached.whenComplete((reached, givenUp) -> notes.remove(note));
        return note.reached;
    }

    @Override
    public DataflowMetrics metrics() {
        return task.metrics(rings.stream().mapToInt(Ring::size).sum());
    }

    @Override
    public void close() {
        closed = true;
        task.stop();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        // wakes it wherever it waits: parked, or in the output
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
