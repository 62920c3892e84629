package io.penstock.testkit;

import io.penstock.Time;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the proxy does to bytes at the moment. Thread-safe by its own lock. */
final class ProxyFaults {
    private static final long NEVER = Long.MAX_VALUE;

    private long delayNanos;
    private boolean stalled;
    private long serverBytesLeft = NEVER;

    synchronized void delay(Duration oneWay) {
        delayNanos = oneWay.toNanos();
    }

    synchronized void stall(boolean on) {
        stalled = on;
        notifyAll();
    }

    synchronized void cutAfter(long serverBytes) {
        serverBytesLeft = serverBytes;
    }

    /** The moment at which bytes that come now are to be delivered. */
    synchronized long due() {
        return delayNanos == 0 ? Long.MIN_VALUE : Time.system().nanoTime() + delayNanos;
    }

    /** Waits for the moment and for the end of a stall. */
    synchronized void awaitDelivery(long due) throws InterruptedException {
        while (stalled) {
            wait();
        }
        while (due != Long.MIN_VALUE) {
            long left = due - Time.system().nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** How many of {@code length} bytes from the server may still pass before the connection is to be cut. */
    synchronized int passing(int length) {
        return (int) Math.min(length, serverBytesLeft);
    }

    /** Counts bytes that have passed and tells whether the connection is to be cut now. */
    synchronized boolean cutsAfter(int passed) {
        if (serverBytesLeft == NEVER) {
            return false;
        }
        serverBytesLeft -= passed;
        boolean cut = serverBytesLeft <= 0;
        if (cut) {
            serverBytesLeft = NEVER;
        }
        return cut;
    }
}
