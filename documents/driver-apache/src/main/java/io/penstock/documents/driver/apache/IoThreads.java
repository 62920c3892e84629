package io.penstock.documents.driver.apache;

import io.penstock.Blocking;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads of the driver that do I/O, known by their names: {@code <session>-io-0} and the like. A blocking call on
 * one of them would wait for itself. Thread-safe.
 */
final class IoThreads {
    private static final String[] KINDS = {"-io-", "-admin-", "-timer-"};

    /** Sessions that the application has given us, with how often. */
    private static final Map<String, Integer> WRAPPED = new ConcurrentHashMap<>();

    static {
        Blocking.refuseOn(thread -> isIo(thread.getName()));
    }

    private IoThreads() {}

    static void mark(String session) {
        WRAPPED.merge(session, 1, Integer::sum);
    }

    static void unmark(String session) {
        WRAPPED.computeIfPresent(session, (name, times) -> times == 1 ? null : times - 1);
    }

    private static boolean isIo(String thread) {
        if (thread.startsWith(DriverConfig.THREAD_PREFIX)) {
            return true;
        }
        if (WRAPPED.isEmpty()) {
            return false;
        }
        for (String kind : KINDS) {
            int end = thread.lastIndexOf(kind);
            if (end > 0 && WRAPPED.containsKey(thread.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Loads this class, and with it the rule. */
    static void refuseBlocking() {}
}
