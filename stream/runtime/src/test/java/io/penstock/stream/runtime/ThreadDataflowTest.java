package io.penstock.stream.runtime;

import static io.penstock.stream.runtime.Plans.TICKS;
import static io.penstock.stream.runtime.Run.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.End;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadDataflowTest {
    private static final StreamPlan TWO_INPUTS = new StreamPlan(
            new PlanNode.Union(List.of(Plans.scan("x", TICKS, false), Plans.scan("y", TICKS, false)), TICKS),
            Emit.UPDATES);

    private static Batch tick(long v) {
        return Run.batch(TICKS, row("k", v, Boxed.instant(v), 1.0));
    }

    /** Counts rows, and completes when the end or a failure comes. */
    private static class Counting implements Output {
        final AtomicLong rows = new AtomicLong();
        final AtomicLong sum = new AtomicLong();
        final AtomicLong barriers = new AtomicLong();
        final CompletableFuture<String> done = new CompletableFuture<>();

        @Override
        public void accept(StreamElement element) throws InterruptedException {
            switch (element) {
                case Batch batch -> {
                    rows.addAndGet(batch.size());
                    for (int row = 0; row < batch.size(); row++) {
                        sum.addAndGet((Long) java.util.Objects.requireNonNull(batch.get(row, 1)));
                    }
                }
                case Barrier barrier -> barriers.incrementAndGet();
                case End end -> done.complete("end");
                case StreamElement.Watermark mark -> {}
            }
        }

        @Override
        public void snapshot(long epoch, byte[] state) {}

        @Override
        public void failed(PenstockException failure) {
            done.complete(failure.getMessage());
        }
    }

    private static Dataflow start(StreamPlan plan, int capacity, Output output) {
        return Dataflow.start(
                new DataflowSpec(
                        "t", plan, Map.of(), null, new DataflowConfig(DataflowConfig.Mode.THREAD, capacity, 1000)),
                output);
    }

    private static Thread writer(Dataflow flow, String relation, long rows) {
        return Threads.start("penstock-test-" + relation, () -> {
            try {
                for (long i = 1; i <= rows; i++) {
                    flow.input(relation).put(tick(i));
                    if (i % 100 == 0) {
                        flow.input(relation).put(new Barrier(i / 100, false));
                    }
                }
                flow.input(relation).put(new End());
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
    }

    @Test
    void works_off_two_writers_with_barriers_and_ends() throws InterruptedException {
        Counting output = new Counting();
        try (Dataflow flow = start(TWO_INPUTS, 4, output)) {
            writer(flow, "x", 10_000);
            writer(flow, "y", 10_000);
            assertThat(output.done.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("end");
            assertThat(output.rows).hasValue(20_000);
            assertThat(output.sum).hasValue(10_000L * 10_001);
            assertThat(output.barriers).hasValue(100);
        }
    }

    @Test
    void wakes_up_for_an_element_after_it_has_parked() throws InterruptedException {
        Counting output = new Counting();
        try (Dataflow flow = start(TWO_INPUTS, 4, output)) {
            Thread task = thread("penstock-stream-t");
            for (int i = 0; i < 200; i++) {
                while (task.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                flow.input("x").put(tick(1));
                while (output.rows.get() <= i) {
                    Thread.onSpinWait();
                }
            }
            assertThat(output.rows).hasValue(200);
        }
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void close_ends_the_thread_and_a_waiting_writer_while_the_output_waits() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Counting output = new Counting() {
            @Override
            public void accept(StreamElement element) throws InterruptedException {
                waits.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException closed) {
                    interrupted.set(true);
                    throw closed;
                }
            }
        };
        Dataflow flow = start(TWO_INPUTS, 2, output);
        Thread writer = writer(flow, "x", 1000);
        waits.await();
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        flow.close();
        writer.join();
        assertThat(interrupted).isTrue();
        assertThat(output.done).isNotDone();
        flow.input("x").put(tick(1));
        flow.close();
    }

    @Test
    void a_failure_ends_the_thread_and_frees_the_writer() throws InterruptedException {
        StreamPlan plan = new StreamPlan(
                Plans.project(
                        Plans.scan("x", TICKS, false),
                        Plans.call(
                                ScalarFunction.DIVIDE,
                                DataType.BIGINT,
                                Plans.bigint(1),
                                Plans.call(
                                        ScalarFunction.MINUS,
                                        DataType.BIGINT,
                                        Plans.column(TICKS, "v"),
                                        Plans.bigint(5)))),
                Emit.UPDATES);
        Counting output = new Counting() {
            @Override
            public void accept(StreamElement element) {
                rows.incrementAndGet();
            }
        };
        try (Dataflow flow = start(plan, 2, output)) {
            Thread writer = writer(flow, "x", 1000);
            writer.join();
            assertThat(output.done.orTimeout(30, TimeUnit.SECONDS).join())
                    .isEqualTo("(1 / (v - 5)): division by zero; guard it with NULLIF or CASE");
            assertThat(output.rows).hasValue(4);
        }
    }

    @Test
    void close_from_the_output_itself_does_not_wait_for_itself() throws InterruptedException {
        CompletableFuture<Dataflow> itself = new CompletableFuture<>();
        CompletableFuture<String> closed = new CompletableFuture<>();
        Counting output = new Counting() {
            @Override
            public void accept(StreamElement element) {
                itself.join().close();
                closed.complete("closed");
            }
        };
        Dataflow flow = start(TWO_INPUTS, 2, output);
        flow.input("x").put(tick(1));
        itself.complete(flow);
        assertThat(closed.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("closed");
        flow.close();
    }
}
