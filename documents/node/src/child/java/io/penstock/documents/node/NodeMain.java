package io.penstock.documents.node;

import java.io.IOException;

/**
 * The main class inside the child JVM. It watches standard input, a pipe from the parent, and ends this JVM at its end,
 * so that the server cannot outlive the parent however the parent dies; then it hands over to the server. Knows only
 * JDK classes.
 *
 * <p>With the argument {@code keep} the server is shut down in order, which flushes its data; without, the data is not
 * wanted and the JVM just halts.
 */
public final class NodeMain {
    /** The line on standard output that says the server answers. */
    private static final String READY = "penstock node is ready";

    private static final long SHUTDOWN_MILLIS_MAX = 15_000;

    private NodeMain() {}

    @SuppressWarnings("SystemOut") // the parent reads this JVM's output
    public static void main(String[] args) throws ReflectiveOperationException {
        boolean keep = args.length > 0 && args[0].equals("keep");
        daemon("parent-watch", () -> endWithParent(keep));
        Class.forName("org.apache.cassandra.service.CassandraDaemon")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
        // Only now is the port bound: the server logs that it listens before it tries to.
        System.out.println(READY);
    }

    private static void endWithParent(boolean keep) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent; only the end matters.
            }
        } catch (IOException broken) {
            // As good as the end.
        }
        if (keep) {
            daemon("shutdown-limit", NodeMain::haltLater);
            System.exit(0);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void haltLater() {
        try {
            Thread.sleep(SHUTDOWN_MILLIS_MAX);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
