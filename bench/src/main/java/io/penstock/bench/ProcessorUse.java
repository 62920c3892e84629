package io.penstock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time of this process, all threads, compiler and garbage collector included. Servers run in processes of
 * their own, so this is the client's share.
 */
final class ProcessorUse {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessorUse() {}

    /** Nanoseconds since the process began. */
    static long nanos() {
        return PROCESS.getProcessCpuTime();
    }
}
