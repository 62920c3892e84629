package io.penstock.documents.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous operation of one step after another. Cancelling it cancels the step that runs and begins no further
 * one; a plain dependent future would leave the work running. Thread-safe as a future.
 */
final class Call<T extends @Nullable Object> extends Stepwise<T> {
    /** A step whose making may fail: then the future fails, like with everything else. */
    static <A extends @Nullable Object> CompletableFuture<A> start(Supplier<CompletableFuture<A>> step) {
        try {
            return step.get();
        } catch (Throwable wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
    }

    /** The result of a step, turned by a function. */
    static <A extends @Nullable Object, B extends @Nullable Object> CompletableFuture<B> map(
            CompletableFuture<A> first, Function<? super A, ? extends B> mapper) {
        Call<B> call = new Call<>();
        call.runs(first);
        var unused = first.whenComplete((value, error) -> {
            if (error != null) {
                call.completeExceptionally(cause(error));
                return;
            }
            try {
                call.complete(mapper.apply(value));
            } catch (Throwable thrown) {
                call.completeExceptionally(thrown);
            }
        });
        return call;
    }

    /** The end of a step, whatever its result is. */
    static CompletableFuture<Void> done(CompletableFuture<?> first) {
        Call<Void> call = new Call<>();
        call.runs(first);
        var unused = first.whenComplete((ignored, error) -> {
            if (error != null) {
                call.completeExceptionally(cause(error));
            } else {
                call.complete(null);
            }
        });
        return call;
    }

    /** The end of several steps at once. The first failure ends it, and cancels the others. */
    static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> steps) {
        Call<Void> call = new Call<>();
        AtomicInteger left = new AtomicInteger(steps.size());
        for (CompletableFuture<?> step : steps) {
            var unused = step.whenComplete((ignored, error) -> {
                if (error != null) {
                    call.completeExceptionally(cause(error));
                } else if (left.decrementAndGet() == 0) {
                    call.complete(null);
                }
            });
        }
        var unused = call.whenComplete((ignored, error) -> {
            if (error != null) {
                steps.forEach(step -> step.cancel(true));
            }
        });
        return call;
    }

    /** A step after a step. */
    static <A extends @Nullable Object, B extends @Nullable Object> CompletableFuture<B> then(
            CompletableFuture<A> first, Function<? super A, CompletableFuture<B>> next) {
        Call<B> call = new Call<>();
        call.runs(first);
        var unused = first.whenComplete((value, error) -> {
            if (error != null) {
                call.completeExceptionally(cause(error));
            } else if (!call.isDone()) {
                call.endsWith(() -> next.apply(value));
            }
        });
        return call;
    }

    /** A step that takes the place of a failed one. */
    static <A extends @Nullable Object> CompletableFuture<A> recover(
            CompletableFuture<A> first, Function<Throwable, CompletableFuture<A>> next) {
        Call<A> call = new Call<>();
        call.runs(first);
        var unused = first.whenComplete((value, error) -> {
            if (error == null) {
                call.complete(value);
            } else if (!call.isDone()) {
                call.endsWith(() -> next.apply(cause(error)));
            }
        });
        return call;
    }

    /** The failure itself, without the wrapper that dependent futures put around it. */
    static Throwable cause(Throwable error) {
        Throwable inner = error.getCause();
        return error instanceof CompletionException && inner != null ? inner : error;
    }

    private void endsWith(Supplier<CompletableFuture<T>> last) {
        try {
            CompletableFuture<T> lastStep = last.get();
            runs(lastStep);
            var unused = lastStep.whenComplete((value, error) -> {
                if (error != null) {
                    completeExceptionally(cause(error));
                } else {
                    complete(value);
                }
            });
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        }
    }
}
