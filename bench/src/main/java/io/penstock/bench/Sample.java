package io.penstock.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one operation took, on average over a round.
 *
 * @param wallNanos by the clock
 * @param processorNanos by the processor time of the process
 * @param bytes allocated by the process
 */
record Sample(double wallNanos, double processorNanos, double bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Does work once and gives the number of operations it did. */
    @FunctionalInterface
    interface Work {
        long run() throws Exception;
    }

    /** Measures this process while it does the work. */
    static Sample of(Work work) throws Exception {
        long allocated = THREADS.getTotalThreadAllocatedBytes();
        long cpu = ProcessorUse.nanos();
        long start = System.nanoTime();
        long operations = work.run();
        long end = System.nanoTime();
        return new Sample(
                (double) (end - start) / operations,
                (double) (ProcessorUse.nanos() - cpu) / operations,
                (double) (THREADS.getTotalThreadAllocatedBytes() - allocated) / operations);
    }
}
