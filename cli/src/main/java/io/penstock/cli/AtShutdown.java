package io.penstock.cli;

import io.penstock.Threads;
import java.io.IOException;

/** Work with something that is done when a signal ends the process meanwhile. */
final class AtShutdown {
    private AtShutdown() {}

    /** What runs, with its exit code. */
    @FunctionalInterface
    interface Body {
        int run() throws IOException;
    }

    static int run(Body body, Runnable atShutdown) throws IOException {
        Thread hook = Threads.unstarted("penstock-shutdown", atShutdown);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return body.run();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException already) {
            // the signal has come, and the hook does its work
        }
    }
}
