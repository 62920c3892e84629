package io.penstock.postgres.internal;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the JDK's futures lack. */
final class Futures {
    private Futures() {}

    /** Does something when a stage ends, on the thread that ends it. What {@code then} throws is lost: it must not. */
    static <T extends @Nullable Object> void whenEnded(
            CompletionStage<T> stage, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> then) {
        var unused = stage.whenComplete(then);
    }

    /** What was caught, to be thrown on: {@code throw unchecked(caught)}. */
    static RuntimeException unchecked(Throwable caught) {
        if (caught instanceof Error error) {
            throw error;
        }
        return caught instanceof RuntimeException known ? known : new IllegalStateException(caught);
    }
}
