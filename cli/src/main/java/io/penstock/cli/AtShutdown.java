package io.penstock.cli;

import io.penstock.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work with something that is done when a signal ends the process meanwhile. */
final class AtShutdown {
    /** How long a signal waits for the work to clean up after itself. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private AtShutdown() {}

    /** What runs, with its exit code. */
    @FunctionalInterface
    interface Body {
        int run() throws IOException, InterruptedException;
    }

    /** What runs without waiting where an interrupt would end it. */
    @FunctionalInterface
    interface Steady extends Body {
        @Override
        int run() throws IOException;
    }

    static int run(Steady body, Runnable atShutdown) throws IOException {
        Thread hook = hook(atShutdown);
        try {
            return body.run();
        } finally {
            remove(hook);
        }
    }

    /**
     * A signal interrupts the work and waits until it has cleaned up; what it throws on the way is not of interest any
     * more. Then {@code atShutdown} is done.
     */
    static int runInterruptibly(Body body, Runnable atShutdown) throws IOException, InterruptedException {
        Thread worker = Thread.currentThread();
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = hook(() -> {
            stopping.set(true);
            worker.interrupt();
            await(ended);
            atShutdown.run();
        });
        try {
            return body.run();
        } catch (RuntimeException | IOException | InterruptedException failed) {
            if (stopping.get()) {
                return ExitCode.INTERRUPTED;
            }
            throw failed;
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            var unused = ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread hook(Runnable atShutdown) {
        Thread hook = Threads.unstarted("penstock-shutdown", atShutdown);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException already) {
            // the signal has come, and the hook does its work
        }
    }
}
