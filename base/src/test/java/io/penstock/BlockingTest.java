package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
final class BlockingTest {
    /** The two kinds of thread that applications call from. */
    enum Kind {
        PLATFORM,
        VIRTUAL;

        Thread start(Runnable task) {
            return this == PLATFORM
                    ? Threads.start("penstock-test", task)
                    : Threads.startVirtual("penstock-test", task);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void returns_the_result_when_it_comes(Kind kind) throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        AtomicReference<@Nullable String> result = new AtomicReference<>();
        Thread waiter = kind.start(() -> result.set(Blocking.await(future)));
        future.complete("done");
        waiter.join();
        assertThat(result).hasValue("done");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancels_the_work_and_keeps_the_flag_when_interrupted(Kind kind) throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread waiter = kind.start(() -> {
            thrown.set(catchThrowable(() -> Blocking.await(future)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        waiter.interrupt();
        waiter.join();
        assertThat(thrown.get())
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while waiting; the work was cancelled");
        assertThat(flag).isTrue();
        assertThat(future).isCancelled();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void ends_when_somebody_else_cancels_the_work(Kind kind) throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread waiter = kind.start(() -> thrown.set(catchThrowable(() -> Blocking.await(future))));
        future.cancel(true);
        waiter.join();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancels_the_work_when_the_deadline_passes() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Deadline deadline = Deadline.after(Duration.ofMillis(1), Time.system());
        assertThatThrownBy(() -> Blocking.await(future, deadline, Time.system()))
                .isInstanceOf(PenstockException.class)
                .hasMessage("the deadline passed before the result came; the work was cancelled")
                .extracting(thrown -> ((PenstockException) thrown).code())
                .isEqualTo(BaseError.DEADLINE_EXCEEDED);
        assertThat(future).isCancelled();
    }

    @Test
    void gives_a_finished_result_even_after_the_deadline() {
        SteppedTime time = new SteppedTime(0);
        Deadline passed = Deadline.after(Duration.ZERO, time);
        assertThat(Blocking.await(CompletableFuture.completedFuture("here"), passed, time))
                .isEqualTo("here");
    }

    @Test
    void waits_without_bound_when_there_is_no_deadline() {
        assertThat(Blocking.await(CompletableFuture.completedFuture("here"), Deadline.none(), new SteppedTime(0)))
                .isEqualTo("here");
    }

    @Test
    void shows_the_callers_stack_and_keeps_the_original_as_cause() throws InterruptedException {
        AtomicReference<@Nullable PenstockException> made = new AtomicReference<>();
        Threads.start(
                        "penstock-test",
                        () -> made.set(new PenstockException(BaseError.INTERNAL, "it broke", new Position(1, 2), null)))
                .join();
        PenstockException original = java.util.Objects.requireNonNull(made.get());

        Throwable thrown = catchThrowable(() -> Blocking.await(CompletableFuture.failedFuture(original)));

        assertThat(thrown)
                .isInstanceOf(PenstockException.class)
                .hasMessage("it broke")
                .hasCause(original);
        assertThat(((PenstockException) thrown).code()).isEqualTo(BaseError.INTERNAL);
        assertThat(((PenstockException) thrown).position()).contains(new Position(1, 2));
        assertThat(thrown.getStackTrace())
                .anyMatch(frame ->
                        frame.getMethodName().contains("shows_the_callers_stack_and_keeps_the_original_as_cause"));
    }

    @Test
    void keeps_the_kind_of_a_misuse() {
        assertThatThrownBy(() -> Blocking.await(CompletableFuture.failedFuture(new IllegalStateException("closed"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> Blocking.await(CompletableFuture.failedFuture(new IllegalArgumentException("negative"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative");
    }

    @Test
    void calls_an_unforeseen_failure_internal_and_keeps_it_as_cause() {
        Exception unforeseen = new java.io.IOException("broken pipe");
        assertThatThrownBy(() -> Blocking.await(CompletableFuture.failedFuture(unforeseen)))
                .isInstanceOf(PenstockException.class)
                .hasMessage("unexpected failure: java.io.IOException: broken pipe")
                .hasCause(unforeseen)
                .extracting(thrown -> ((PenstockException) thrown).who())
                .isEqualTo(Who.US);
    }

    @Test
    void refuses_to_wait_on_an_io_thread() throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread io =
                Threads.unstartedIo("penstock-io-1", () -> thrown.set(catchThrowable(() -> Blocking.await(future))));
        io.start();
        io.join();
        assertThat(thrown.get())
                .isInstanceOf(PenstockException.class)
                .hasMessage("a blocking call on 'penstock-io-1', which does I/O and must not wait;"
                        + " use the asynchronous call and continue when it completes");
        assertThat(future).isNotDone();
    }

    @Test
    void reads_a_finished_result_on_an_io_thread() throws InterruptedException {
        AtomicReference<@Nullable String> result = new AtomicReference<>();
        Thread io = Threads.unstartedIo(
                "penstock-io-2", () -> result.set(Blocking.await(CompletableFuture.completedFuture("here"))));
        io.start();
        io.join();
        assertThat(result).hasValue("here");
    }

    @Test
    void refuses_to_wait_on_the_threads_a_driver_names() throws InterruptedException {
        Blocking.refuseOn(thread -> thread.getName().startsWith("scripted-driver-io"));
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Threads.start(
                        "scripted-driver-io-0",
                        () -> thrown.set(catchThrowable(() -> Blocking.await(new CompletableFuture<>()))))
                .join();
        assertThat(thrown.get())
                .isInstanceOf(PenstockException.class)
                .extracting(error -> ((PenstockException) error).code())
                .isEqualTo(BaseError.BLOCKED_ON_IO_THREAD);
    }

    @Test
    void makes_daemon_threads_with_names() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Thread thread = Threads.start("penstock-test-named", ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("penstock-test-named");
        assertThat(Threads.isIo(thread)).isFalse();
        assertThat(Threads.isIo(Threads.unstartedIo("penstock-io-3", () -> {}))).isTrue();
    }
}
