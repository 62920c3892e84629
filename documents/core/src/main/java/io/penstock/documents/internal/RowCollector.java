package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects all rows of a publisher into a list. Confined to the publisher's calls, but for {@link #cancel}. */
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
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(E row) {
        if (rows.size() == rowsMax) {
            Flow.Subscription running = subscription;
            if (running != null) {
                running.cancel();
            }
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
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Flow.Subscription running = subscription;
        if (cancelled && running != null) {
            running.cancel();
        }
        return cancelled;
    }
}
