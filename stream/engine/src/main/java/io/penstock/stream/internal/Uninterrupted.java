package io.penstock.stream.internal;

/** Waits that must come to their end, as closing does; an interrupt is kept for later. */
final class Uninterrupted {
    private Uninterrupted() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
