package io.penstock.stream.internal;

/** Work that must come to its end, as closing must; an interrupt is kept for later. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Work that has done nothing when it throws, so that it can begin again. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    static void run(Step step) {
        boolean interrupted = false;
        while (true) {
            try {
                step.run();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void join(Thread thread) {
        run(thread::join);
    }
}
