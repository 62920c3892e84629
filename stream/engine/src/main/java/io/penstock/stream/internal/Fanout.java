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

    /** Puts a receiver in another's place: every element goes to one of the two. */
    synchronized void replace(Receiver receiver, Receiver by, long sinceEpoch, Supplier<List<Batch>> present) {
        List<Link> next = new ArrayList<>(
                links.stream().filter(link -> !link.receiver.equals(receiver)).toList());
        next.add(new Link(by, present, sinceEpoch));
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

    /** How an element is handed to one receiver. */
    @FunctionalInterface
    private interface Delivery {
        void hand(Receiver receiver, StreamElement element) throws InterruptedException;
    }

    private void greet(List<Link> to, Delivery delivery) throws InterruptedException {
        for (Link link : to) {
            if (!link.greeted) {
                for (Batch batch : link.present.get()) {
                    delivery.hand(link.receiver, batch);
                }
                if (watermark != Watermark.UNSET) {
                    delivery.hand(link.receiver, new Watermark(watermark));
                }
                link.greeted = true;
            }
        }
    }

    /** Hands an element to all; an interrupt may leave it with some only, so only a publisher that ends may get one. */
    void publish(StreamElement element) throws InterruptedException {
        publish(element, () -> {});
    }

    /**
     * As {@link #publish(StreamElement)}; {@code keep} changes what is present when those who came before it have been
     * greeted. Who comes during it finds the element there and does not get it again.
     */
    void publish(StreamElement element, Runnable keep) throws InterruptedException {
        publish(element, keep, Receiver::receive);
    }

    /** As {@link #publish(StreamElement, Runnable)} on another's thread, for which interrupts are kept. */
    void publishThrough(StreamElement element, Runnable keep) {
        Uninterrupted.run(() -> publish(element, keep, Fanout::handThrough));
    }

    private static void handThrough(Receiver receiver, StreamElement element) {
        Uninterrupted.run(() -> receiver.receive(element));
    }

    /**
     * Hands an element to all or to none: an interrupt before the first has taken anything is thrown, a later one is
     * kept for the caller while the others get theirs.
     */
    void publishWhole(StreamElement element) throws InterruptedException {
        publish(element, () -> {}, new Whole()::hand);
    }

    private void publish(StreamElement element, Runnable keep, Delivery delivery) throws InterruptedException {
        if (element instanceof Watermark next && next.micros() <= watermark) {
            return;
        }
        List<Link> to = links;
        greet(to, delivery);
        keep.run();
        for (Link link : to) {
            if (wants(link, element)) {
                delivery.hand(link.receiver, element);
            }
        }
        advance(element);
    }

    /** Lets an interrupt stop the first hand-over and none after it. */
    private static final class Whole {
        private boolean taken;

        void hand(Receiver receiver, StreamElement element) throws InterruptedException {
            if (taken) {
                handThrough(receiver, element);
            } else {
                receiver.receive(element);
                taken = true;
            }
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
