package io.penstock.stream.runtime;

import static io.penstock.stream.runtime.Plans.TICKS;
import static io.penstock.stream.runtime.Run.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import io.penstock.stream.runtime.DataflowConfig.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CaughtUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final StreamPlan TWO_INPUTS = new StreamPlan(
            new PlanNode.Union(List.of(Plans.scan("x", TICKS, false), Plans.scan("y", TICKS, false)), TICKS),
            Emit.UPDATES);

    /** Lets a batch out for each permit. */
    private static final class Gate implements Output {
        private final Semaphore permits;
        private final AtomicLong rows = new AtomicLong();

        Gate(int permits) {
            this.permits = new Semaphore(permits);
        }

        @Override
        public void accept(StreamElement element) throws InterruptedException {
            if (element instanceof Batch batch) {
                permits.acquire();
                rows.addAndGet(batch.size());
            }
        }

        @Override
        public void snapshot(long epoch, byte[] state) {}

        @Override
        public void failed(PenstockException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Dataflow start(Mode mode, Output output) {
        return Dataflow.start(
                new DataflowSpec("t", TWO_INPUTS, Map.of(), null, new DataflowConfig(mode, 16, 1000)), output);
    }

    private static Batch tick(long v) {
        return Run.batch(TICKS, row("k", v, Boxed.instant(v), 1.0));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void tells_when_all_that_was_put_has_come_out(Mode mode) throws InterruptedException {
        Gate output = new Gate(Integer.MAX_VALUE);
        try (Dataflow flow = start(mode, output)) {
            for (int i = 1; i <= 2_000; i++) {
                flow.input(i % 2 == 0 ? "x" : "y").put(tick(i));
                assertThat(flow.caughtUp()).succeedsWithin(PATIENCE);
                assertThat(output.rows).hasValue(i);
            }
        }
    }

    @Test
    void does_not_wait_for_what_is_put_later() throws InterruptedException {
        Gate output = new Gate(0);
        try (Dataflow flow = start(Mode.THREAD, output)) {
            flow.input("x").put(tick(1));
            CompletableFuture<Void> first = flow.caughtUp();
            flow.input("x").put(tick(2));
            CompletableFuture<Void> second = flow.caughtUp();
            assertThat(first).isNotDone();
            output.permits.release();
            assertThat(first).succeedsWithin(PATIENCE);
            assertThat(second).isNotDone();
            output.permits.release();
            assertThat(second).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void a_writer_that_never_stops_does_not_keep_it_waiting() {
        AtomicBoolean stop = new AtomicBoolean();
        try (Dataflow flow = start(Mode.THREAD, new Gate(Integer.MAX_VALUE))) {
            Thread writer = Threads.start("penstock-test-writer", () -> {
                try {
                    while (!stop.get()) {
                        flow.input("x").put(tick(1));
                    }
                } catch (InterruptedException never) {
                    throw new AssertionError(never);
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(flow.caughtUp()).succeedsWithin(PATIENCE);
            }
            assertThat(writer.isAlive()).isTrue();
        } finally {
            stop.set(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waits_for_what_stands_behind_a_barrier(Mode mode) throws InterruptedException {
        Gate output = new Gate(Integer.MAX_VALUE);
        try (Dataflow flow = start(mode, output)) {
            flow.input("x").put(new Barrier(1, false));
            assertThat(flow.caughtUp()).succeedsWithin(PATIENCE);
            flow.input("x").put(tick(1));
            CompletableFuture<Void> held = flow.caughtUp();
            flow.input("y").put(tick(2));
            assertThat(held).isNotDone();
            flow.input("y").put(new Barrier(1, false));
            assertThat(held).succeedsWithin(PATIENCE);
            assertThat(output.rows).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_end_is_told_as_well(Mode mode) throws InterruptedException {
        Dataflow flow = start(mode, new Gate(1));
        flow.input("x").put(new Barrier(1, false));
        flow.input("x").put(tick(1));
        CompletableFuture<Void> held = flow.caughtUp();
        assertThat(held).isNotDone();
        flow.close();
        assertThat(held).succeedsWithin(PATIENCE);
        assertThat(flow.caughtUp()).isDone();
    }
}
