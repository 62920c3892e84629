package io.penstock.stream.runtime.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between one writer and one reader.
 *
 * <p>An element is put into its slot before the tail is moved past it, and the slot is emptied before the head is
 * moved: each side owns one counter, publishes it with a release store, and reads the other's with an acquire load, and
 * only when its own copy says that the ring is full or empty. The counters lie a cache line apart. A writer that finds
 * the ring full spins briefly, then says that it is parked and looks once more before it parks; the reader unparks it
 * after it has made room. The full fence between "I am parked" and the second look, and its twin between making room
 * and looking for a parked writer, make sure that one of the two sees the other.
 */
final class Ring<E> {
    private static final int SPINS = 200;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(ReaderCounter.class, "value", long.class);
            TAIL = MethodHandles.lookup().findVarHandle(WriterCounter.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Keeps the counters of the two sides in different cache lines. */
    @SuppressWarnings("unused") // the fields are there for their size
    private static class Padding {
        private long p0;
        private long p1;
        private long p2;
        private long p3;
        private long p4;
        private long p5;
        private long p6;
    }

    private static final class WriterCounter extends Padding {
        private long value;
        private long headSeen;
    }

    private static final class ReaderCounter extends Padding {
        private long value;
        private long tailSeen;
    }

    private final @Nullable Object[] slots;
    private final int mask;
    private final WriterCounter tail = new WriterCounter();
    private final ReaderCounter head = new ReaderCounter();
    private volatile @Nullable Thread parkedWriter;

    /** @param capacity the most elements that wait, a power of two */
    Ring(int capacity) {
        if (capacity < 1 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("channelCapacity must be a power of two, got " + capacity);
        }
        this.slots = new @Nullable Object[capacity];
        this.mask = capacity - 1;
    }

    /** Adds an element if there is room. Only the writer. */
    boolean offer(E element) {
        long at = tail.value;
        if (at - tail.headSeen > mask) {
            tail.headSeen = (long) HEAD.getAcquire(head);
            if (at - tail.headSeen > mask) {
                return false;
            }
        }
        SLOT.set(slots, (int) at & mask, element);
        TAIL.setRelease(tail, at + 1);
        return true;
    }

    /**
     * Adds an element, waits for room while {@code open} says so. Only the writer.
     *
     * @return false when it was closed instead
     */
    boolean put(E element, BooleanSupplier open) throws InterruptedException {
        for (int spin = 0; spin < SPINS; spin++) {
            if (offer(element)) {
                return true;
            }
            Thread.onSpinWait();
        }
        Thread me = Thread.currentThread();
        try {
            while (open.getAsBoolean()) {
                parkedWriter = me;
                VarHandle.fullFence();
                if (offer(element)) {
                    return true;
                }
                if (!open.getAsBoolean()) {
                    return false;
                }
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return false;
        } finally {
            parkedWriter = null;
        }
    }

    /** The next element, null when there is none. Only the reader. */
    @SuppressWarnings("unchecked") // only elements are put into slots
    @Nullable
    E poll() {
        long at = head.value;
        if (at == head.tailSeen) {
            head.tailSeen = (long) TAIL.getAcquire(tail);
            if (at == head.tailSeen) {
                return null;
            }
        }
        int slot = (int) at & mask;
        E element = (E) SLOT.get(slots, slot);
        SLOT.set(slots, slot, null);
        HEAD.setRelease(head, at + 1);
        return element;
    }

    /** Wakes a writer that waits for room. Only the reader, after it has polled. */
    void wakeWriter() {
        VarHandle.fullFence();
        Thread writer = parkedWriter;
        if (writer != null) {
            LockSupport.unpark(writer);
        }
    }

    /** Whether nothing waits, as any thread sees it. */
    boolean isEmpty() {
        return (long) TAIL.getAcquire(tail) == (long) HEAD.getAcquire(head);
    }

    /** How many elements were ever put, as any thread sees it. */
    long written() {
        return (long) TAIL.getAcquire(tail);
    }

    /** How many elements were ever taken. Only the reader. */
    long taken() {
        return head.value;
    }

    /** How many elements wait, as any thread sees it. */
    int size() {
        long taken = (long) HEAD.getAcquire(head);
        return Math.clamp((long) TAIL.getAcquire(tail) - taken, 0, slots.length);
    }
}
