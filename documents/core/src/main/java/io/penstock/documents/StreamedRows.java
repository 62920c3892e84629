package io.penstock.documents;

import io.penstock.Blocking;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a publisher for a thread that waits for each. One row is asked for at a time, so nothing is read before
 * the first is wanted, and no page before its first row is. Confined to the reading thread, but for what the publisher
 * calls.
 */
final class StreamedRows<D> implements Iterator<D>, Flow.Subscriber<D> {
    private final Flow.Publisher<D> publisher;
    private volatile CompletableFuture<Optional<D>> coming = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean completed;

    // Confined to the reading thread.
    private @Nullable D row;
    private boolean ended;

    private StreamedRows(Flow.Publisher<D> publisher) {
        this.publisher = publisher;
    }

    /** A sequential stream of the rows; closing it ends the reading. */
    static <D> Stream<D> of(Flow.Publisher<D> publisher) {
        StreamedRows<D> rows = new StreamedRows<>(publisher);
        Spliterator<D> spliterator =
                Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(spliterator, false).onClose(rows::close);
    }

    @Override
    public boolean hasNext() {
        if (row == null && !ended) {
            row = awaited(ask());
            ended = row == null;
        }
        return row != null;
    }

    @Override
    public D next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has no more rows");
        }
        D next = row;
        row = null;
        if (next == null) {
            throw new NoSuchElementException("the stream has no more rows");
        }
        return next;
    }

    private CompletableFuture<Optional<D>> ask() {
        CompletableFuture<Optional<D>> asked = new CompletableFuture<>();
        coming = asked;
        Flow.Subscription running = subscription;
        if (running == null) {
            publisher.subscribe(this);
        } else if (completed) {
            asked.complete(Optional.empty());
        } else {
            running.request(1);
        }
        return asked;
    }

    private @Nullable D awaited(CompletableFuture<Optional<D>> asked) {
        try {
            return Blocking.await(asked).orElse(null);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void close() {
        ended = true;
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(D next) {
        coming.complete(Optional.of(next));
    }

    @Override
    public void onError(Throwable failure) {
        coming.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        // In this order: whoever asks anew either sees the end, or is told of it.
        completed = true;
        coming.complete(Optional.empty());
    }
}
