package io.penstock;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where threads come from. Every thread of Penstock is a daemon, has a name that starts with {@code penstock-}, and is
 * made here, so that a thread dump tells whose it is and a closed engine can be seen to leave none.
 */
public final class Threads {
    private Threads() {}

    /** A platform daemon thread, not started, on which blocking calls are allowed. */
    public static Thread unstarted(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon(true).unstarted(task);
    }

    /** A platform daemon thread, started, on which blocking calls are allowed. */
    public static Thread start(String name, Runnable task) {
        Thread thread = unstarted(name, task);
        thread.start();
        return thread;
    }

    /**
     * A platform daemon thread, not started, that does I/O or runs operators: {@link Blocking#await} refuses to wait on
     * it.
     */
    public static Thread unstartedIo(String name, Runnable task) {
        return new IoThread(name, task);
    }

    /** A virtual thread, started. */
    public static Thread startVirtual(String name, Runnable task) {
        return Thread.ofVirtual().name(name).start(task);
    }

    /** One virtual thread a task, for callbacks and blocking work that must leave an I/O thread. */
    public static ExecutorService virtualPerTask(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** Whether this thread must never wait for a result. */
    public static boolean isIo(Thread thread) {
        return thread instanceof IoThread || Blocking.isRefused(thread);
    }

    private static final class IoThread extends Thread {
        IoThread(String name, Runnable task) {
            super(task, name);
            setDaemon(true);
        }
    }
}
