package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects all rows of a publisher into a list. Whoever ends the future from outside, by a cancel or a time limit, ends
 * the reading. Confined to the publisher's calls, but for that.
 */
final class RowCollector<E> extends CompletableFuture<List<E>> implements Flow.Subscriber<E> {
    private final int rowsMax;
    private final List<E> rows = new ArrayList<>();
    private volatile Flow.@Nullable Subscription subscription;

    /** Collects at most so many rows; more are a failure. */
    RowCollector(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    CompletableFuture<List<E>> collect(Flow.Publisher<E> publisher) {
        publisher.subscribe(this);
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (isDone()) {
            newSubscription.cancel();
            return;
        }
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(E row) {
        if (rows.size() == rowsMax) {
            completeExceptionally(new DocumentsException(
                    DocumentsError.RESULT_TOO_LARGE,
                    "the query has more rows than collectedRowsMax = " + rowsMax
                            + "; read them page by page, by stream or by publisher, or give it a limit"));
            return;
        }
        rows.add(row);
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete(Collections.unmodifiableList(rows));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return stopped(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public boolean complete(List<E> value) {
        return stopped(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return stopped(super.completeExceptionally(failure));
    }

    private boolean stopped(boolean ended) {
        Flow.Subscription running = subscription;
        if (ended && running != null) {
            running.cancel();
        }
        return ended;
    }
}
