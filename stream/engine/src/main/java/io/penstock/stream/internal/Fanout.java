package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hands the elements of one relation to all its receivers, in order. One thread publishes at a time; any thread
 * attaches and detaches.
 *
 * <p>A receiver that comes later is greeted by the publisher before its first element: with the rows that are there, if
 * it asked for them, and with the watermark. It does not see barriers that were already on their way when it came,
 * since it may not see them at its other inputs.
 */
final class Fanout {
    private volatile List<Link> links = List.of();
    private volatile long watermark;

    Fanout(long watermark) {
        this.watermark = watermark;
    }

    private static final class Link {
        private final Receiver receiver;
        private final Supplier<List<Batch>> present;
        private final long sinceEpoch;
        private boolean greeted;

        Link(Receiver receiver, Supplier<List<Batch>> present, long sinceEpoch) {
            this.receiver = receiver;
            this.present = present;
            this.sinceEpoch = sinceEpoch;
        }
    }

    /** Adds a receiver that begins with the next element. */
    void attach(Receiver receiver, long sinceEpoch) {
        attach(receiver, sinceEpoch, List::of);
    }

    /** Adds a receiver that begins with the rows that {@code present} gives just before the next element. */
    synchronized void attach(Receiver receiver, long sinceEpoch, Supplier<List<Batch>> present) {
        List<Link> next = new ArrayList<>(links);
        next.add(new Link(receiver, present, sinceEpoch));
        links = List.copyOf(next);
    }

    synchronized void detach(Receiver receiver) {
        links = links.stream().filter(link -> !link.receiver.equals(receiver)).toList();
    }

    boolean hasReceivers() {
        return !links.isEmpty();
    }

    long watermark() {
        return watermark;
    }

    /** Greets those who came since the last element; the publisher calls it before it changes what is present. */
    void greet() throws InterruptedException {
        for (Link link : links) {
            if (!link.greeted) {
                for (Batch batch : link.present.get()) {
                    link.receiver.receive(batch);
                }
                if (watermark != Watermark.UNSET) {
                    link.receiver.receive(new Watermark(watermark));
                }
                link.greeted = true;
            }
        }
    }

    /** Hands an element to all; an interrupt may leave it with some only, so only a publisher that ends may get one. */
    void publish(StreamElement element) throws InterruptedException {
        if (element instanceof Watermark next && next.micros() <= watermark) {
            return;
        }
        greet();
        for (Link link : links) {
            if (link.greeted && wants(link, element)) {
                link.receiver.receive(element);
            }
        }
        advance(element);
    }

    /**
     * Hands an element to all or to none: an interrupt before the first has taken it is thrown, a later one is kept for
     * the caller while the others get theirs.
     */
    void publishWhole(StreamElement element) throws InterruptedException {
        if (element instanceof Watermark next && next.micros() <= watermark) {
            return;
        }
        greet();
        boolean taken = false;
        boolean interrupted = false;
        for (Link link : links) {
            if (!link.greeted || !wants(link, element)) {
                continue;
            }
            while (true) {
                try {
                    link.receiver.receive(element);
                    taken = true;
                    break;
                } catch (InterruptedException cancel) {
                    if (!taken) {
                        throw cancel;
                    }
                    interrupted = true;
                }
            }
        }
        advance(element);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean wants(Link link, StreamElement element) {
        return !(element instanceof Barrier barrier) || barrier.epoch() > link.sinceEpoch;
    }

    private void advance(StreamElement element) {
        if (element instanceof Watermark next) {
            watermark = next.micros();
        }
    }
}
