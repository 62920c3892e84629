package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.Subscription;
import io.penstock.stream.SubscriptionListener;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open subscriptions of a database. Thread-safe. */
final class Subscriptions {
    private final long rowsMax;
    private final Set<OpenSubscription> open = ConcurrentHashMap.newKeySet();

    Subscriptions(long rowsMax) {
        this.rowsMax = rowsMax;
    }

    <T> NodeSubscription<T> open(Node.Live node, RowDecoder<T> decoder, long sinceEpoch) {
        SubscriptionQueue queue = new SubscriptionQueue(rowsMax);
        NodeSubscription<T> subscription = new NodeSubscription<>(node, decoder, queue, this::detach);
        open.add(subscription);
        node.fanout().attach(queue, sinceEpoch);
        return subscription;
    }

    private void detach(OpenSubscription subscription) {
        subscription.node().fanout().detach(subscription.queue());
        open.remove(subscription);
    }

    /** Feeds a listener from a subscription on a virtual thread. */
    static <T> void listen(Subscription<T> subscription, SubscriptionListener<? super T> listener) {
        Threads.startVirtual("penstock-listen-" + subscription.name(), () -> {
            PenstockException failure = feed(subscription, listener);
            if (failure == null) {
                listener.onEnd();
            } else {
                // what is not read any more must not hold the stream back
                subscription.close();
                listener.onError(failure);
            }
        });
    }

    /** Gives the listener all rows; gives why that did not succeed. */
    private static <T> @Nullable PenstockException feed(
            Subscription<T> subscription, SubscriptionListener<? super T> listener) {
        try {
            Iterator<T> rows = subscription.iterator();
            while (rows.hasNext()) {
                T row = rows.next();
                try {
                    listener.onRow(row);
                } catch (Throwable thrown) {
                    return ended("the listener of " + subscription.name() + " threw " + thrown, thrown);
                }
            }
            return null;
        } catch (PenstockException failed) {
            return failed;
        } catch (CancellationException interrupted) {
            subscription.close();
            return null;
        } catch (Throwable unforeseen) {
            return ended("a row of " + subscription.name() + " could not be read: " + unforeseen, unforeseen);
        }
    }

    private static StreamException ended(String why, Throwable cause) {
        return new StreamException(StreamError.SUBSCRIPTION_FAILED, why + "; the subscription has ended", cause);
    }

    /** The relation was dropped: its readers get what waits, then code 501. */
    void dropped(Node node) {
        end(
                node,
                new SubscriptionQueue.End(
                        StreamError.SUBSCRIPTION_CLOSED,
                        new StreamException(
                                StreamError.SUBSCRIPTION_CLOSED,
                                node.id().kind().words() + " " + node.name() + " was dropped")));
    }

    /** The stream has failed: its readers get what waits, then code 500. */
    void failed(Node node, PenstockException cause) {
        end(
                node,
                new SubscriptionQueue.End(
                        StreamError.SUBSCRIPTION_FAILED,
                        new StreamException(StreamError.SUBSCRIPTION_FAILED, cause.getMessage(), cause)));
    }

    private void end(Node node, SubscriptionQueue.End reason) {
        open.removeIf(subscription -> {
            if (!subscription.node().equals(node)) {
                return false;
            }
            subscription.queue().end(reason, false);
            return true;
        });
    }

    int count() {
        return open.size();
    }

    /** The names of relations whose readers do not keep up at present. */
    List<String> slow() {
        return open.stream()
                .filter(subscription -> subscription.queue().isFull())
                .map(subscription -> subscription.node().name())
                .distinct()
                .toList();
    }

    /** Lets the streams work off what they have, however slow the readers are. */
    void unbound() {
        open.forEach(subscription -> subscription.queue().unbound());
    }

    /** The database has closed: readers get what waits, then the quiet end. */
    void shutdown() {
        open.forEach(
                subscription -> subscription.queue().end(new SubscriptionQueue.End(StreamError.SHUTDOWN, null), false));
        open.clear();
    }
}
