package io.penstock.stream.runtime.internal.task;

import io.penstock.PenstockException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.End;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.PlanText;
import io.penstock.stream.runtime.DataflowMetrics;
import io.penstock.stream.runtime.DataflowSpec;
import io.penstock.stream.runtime.Output;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.operator.Pipeline;
import io.penstock.stream.runtime.internal.state.Snapshot;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The work of one dataflow, without a thread of its own: whoever calls runs the operators. Confined to one thread at a
 * time; the metrics may be read by any.
 */
final class Task {
    private final String planHash;
    private final Output output;
    private final Pipeline pipeline;
    private final List<String> relations;
    private final Barriers barriers;
    private final boolean fresh;
    private volatile boolean finished;
    private final AtomicLong rowsIn = new AtomicLong();
    private final AtomicLong rowsOut = new AtomicLong();
    private final AtomicLong lateRows = new AtomicLong();
    private final AtomicLong groups = new AtomicLong();
    private final AtomicLong watermark = new AtomicLong(Watermark.UNSET);

    Task(DataflowSpec spec, Output output) {
        this.planHash = PlanText.hash(spec.plan());
        this.output = output;
        Pipeline.Resources resources =
                new Pipeline.Resources(spec.lookups(), spec.config().groupsMax());
        this.pipeline = new Pipeline(spec.plan(), resources, new Pipeline.Target() {
            @Override
            public void batch(Batch batch) throws InterruptedException {
                add(rowsOut, batch.size());
                output.accept(batch);
            }

            @Override
            public void watermark(long micros) throws InterruptedException {
                watermark.lazySet(micros);
                if (micros != Watermark.MAX) {
                    output.accept(new Watermark(micros));
                }
            }
        });
        this.relations = List.copyOf(pipeline.relations());
        this.barriers = new Barriers(relations.size());
        this.fresh = spec.snapshot() == null;
        byte[] snapshot = spec.snapshot();
        if (snapshot != null) {
            restore(snapshot);
        }
        measure();
    }

    private void restore(byte[] snapshot) {
        StateReader in = Snapshot.open(planHash, snapshot);
        try {
            watermark.set(in.readLong());
            pipeline.restore(in);
        } catch (PenstockException known) {
            throw known;
        } catch (RuntimeException unreadable) {
            throw Errors.snapshotDamaged("its content makes no sense (" + unreadable + ")");
        }
        if (!in.isAtEnd()) {
            throw Errors.snapshotDamaged("there is more in it than was expected");
        }
    }

    /** The relations read; an input's number is its place here. */
    List<String> relations() {
        return relations;
    }

    /** Sends what needs no input. */
    void begin() {
        guarded(() -> {
            if (fresh) {
                pipeline.start();
            }
            endIfAllEnded();
        });
    }

    /** Works off one element of an input that is not held. */
    void process(int input, StreamElement element) {
        guarded(() -> {
            switch (element) {
                case Batch batch -> {
                    add(rowsIn, batch.size());
                    if (batch.size() > 0) {
                        pipeline.process(relations.get(input), batch);
                    }
                }
                case Watermark mark -> pipeline.watermark(relations.get(input), mark.micros());
                case Barrier barrier -> pass(barriers.arrive(input, barrier));
                case End end -> {
                    pipeline.watermark(relations.get(input), Watermark.MAX);
                    pass(barriers.end(input));
                    endIfAllEnded();
                }
            }
        });
        measure();
    }

    private void pass(@Nullable Barrier barrier) throws InterruptedException {
        if (barrier == null) {
            return;
        }
        if (barrier.snapshot()) {
            StateWriter state = new StateWriter();
            state.writeLong(watermark.get());
            pipeline.snapshot(state);
            output.snapshot(barrier.epoch(), Snapshot.seal(planHash, state.toByteArray()));
        }
        output.accept(barrier);
    }

    private void endIfAllEnded() throws InterruptedException {
        if (barriers.isAllEnded() && !finished) {
            finished = true;
            output.accept(new End());
        }
    }

    /** A piece of work that may hand elements on. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void guarded(Work work) {
        if (finished) {
            return;
        }
        try {
            work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            // when it was not stopped before, somebody else interrupted it in the middle of its work
            if (!finished) {
                fail(Errors.cancelled());
            }
        } catch (PenstockException known) {
            fail(known);
        } catch (Throwable unforeseen) {
            fail(Errors.internal(relations.toString(), unforeseen));
        }
    }

    private void fail(PenstockException failure) {
        finished = true;
        output.failed(failure);
    }

    /** Whether it gives nothing more: it failed, was interrupted, or all inputs have ended. */
    boolean isFinished() {
        return finished;
    }

    boolean isHeld(int input) {
        return barriers.isHeld(input);
    }

    /** Makes it give nothing more. */
    void stop() {
        finished = true;
    }

    DataflowMetrics metrics(int queued) {
        return new DataflowMetrics(rowsIn.get(), rowsOut.get(), lateRows.get(), watermark.get(), groups.get(), queued);
    }

    /** Adds to a counter that only this task writes, without the cost of a fence. */
    private static void add(AtomicLong counter, long amount) {
        counter.lazySet(counter.get() + amount);
    }

    private void measure() {
        lateRows.lazySet(pipeline.lateRows());
        groups.lazySet(pipeline.groups());
    }
}
