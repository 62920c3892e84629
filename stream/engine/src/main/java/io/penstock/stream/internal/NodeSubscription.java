package io.penstock.stream.internal;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.Subscription;
import io.penstock.stream.data.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscription to one relation. Thread-safe by its queue. */
final class NodeSubscription<T> implements Subscription<T>, OpenSubscription {
    private final Node.Live node;
    private final RowDecoder<T> decoder;
    private final SubscriptionQueue queue;
    private final Consumer<OpenSubscription> detach;

    NodeSubscription(
            Node.Live node, RowDecoder<T> decoder, SubscriptionQueue queue, Consumer<OpenSubscription> detach) {
        this.node = node;
        this.decoder = decoder;
        this.queue = queue;
        this.detach = detach;
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public Schema schema() {
        return node.relation().schema();
    }

    @Override
    public Node.Live node() {
        return node;
    }

    @Override
    public SubscriptionQueue queue() {
        return queue;
    }

    @Override
    public Optional<T> next(Duration timeout) {
        return Optional.ofNullable(decoded(await(timeout)));
    }

    private SubscriptionQueue.@Nullable Slot await(@Nullable Duration timeout) {
        if (Threads.isIo(Thread.currentThread())) {
            throw new PenstockException(
                    BaseError.BLOCKED_ON_IO_THREAD,
                    "a subscription was read on '" + Thread.currentThread().getName()
                            + "', which runs operators and must not wait; use poll() or nextAsync()");
        }
        try {
            return queue.next(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a row");
        }
    }

    private @Nullable T decoded(SubscriptionQueue.@Nullable Slot slot) {
        return slot == null ? null : decoder.decode(slot.batch(), slot.row());
    }

    @Override
    public CompletionStage<Optional<T>> nextAsync(Duration timeout) {
        CompletableFuture<Optional<T>> future = new CompletableFuture<>();
        Thread waiter = Threads.startVirtual("penstock-next-" + name(), () -> {
            try {
                SubscriptionQueue.Slot slot = queue.next(timeout);
                if (!future.complete(Optional.ofNullable(decoded(slot))) && slot != null) {
                    queue.putBack(slot);
                }
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
                future.cancel(false);
            } catch (RuntimeException failed) {
                future.completeExceptionally(failed);
            }
        });
        return VirtualCalls.interruptingOnCancel(future, waiter);
    }

    @Override
    public Optional<T> poll() {
        return Optional.ofNullable(decoded(queue.poll()));
    }

    @Override
    public List<T> poll(int max) {
        List<T> rows = new ArrayList<>();
        while (rows.size() < max) {
            // A failure at the end must not take the rows before it away; the next call throws it.
            SubscriptionQueue.Slot slot = rows.isEmpty() ? queue.poll() : queue.pollQuietly();
            if (slot == null) {
                break;
            }
            rows.add(decoder.decode(slot.batch(), slot.row()));
        }
        return rows;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private SubscriptionQueue.@Nullable Slot slot;

            @Override
            public boolean hasNext() {
                if (slot == null) {
                    slot = await(null);
                }
                return slot != null;
            }

            @Override
            public T next() {
                if (!hasNext() || slot == null) {
                    throw new NoSuchElementException("the subscription to " + name() + " has ended");
                }
                SubscriptionQueue.Slot taken = slot;
                slot = null;
                return decoder.decode(taken.batch(), taken.row());
            }
        };
    }

    @Override
    public boolean isActive() {
        return queue.end() == null;
    }

    @Override
    public Optional<StreamError> end() {
        return Optional.ofNullable(queue.end()).map(SubscriptionQueue.End::code);
    }

    @Override
    public void cancel() {
        queue.end(
                new SubscriptionQueue.End(
                        StreamError.QUERY_CANCELLED,
                        new StreamException(
                                StreamError.QUERY_CANCELLED, "the subscription to " + name() + " was cancelled")),
                true);
        detach.accept(this);
    }

    @Override
    public void close() {
        queue.end(new SubscriptionQueue.End(StreamError.SUBSCRIPTION_CLOSED, null), false);
        detach.accept(this);
    }

    @Override
    public String toString() {
        return "Subscription[" + name() + ", "
                + end().map(code -> "ended with " + code.code()).orElse("active") + "]";
    }
}
