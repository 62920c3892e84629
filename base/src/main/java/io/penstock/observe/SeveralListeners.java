package io.penstock.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners. Immutable. */
record SeveralListeners(List<OperationListener> listeners) implements OperationListener {
    @Override
    public Span started(Operation operation) {
        List<Span> spans = new ArrayList<>(listeners.size());
        each(listeners, listener -> spans.add(listener.started(operation)));
        return (outcome, error) -> each(spans, span -> span.ended(outcome, error));
    }

    private static <T> void each(List<T> all, Consumer<T> tell) {
        all.forEach(one -> guarded(one, tell));
    }

    private static <T> void guarded(T one, Consumer<T> tell) {
        try {
            tell.accept(one);
        } catch (RuntimeException dropped) {
            // A listener must not change what happens to the operation, nor what others hear of it.
            return;
        }
    }
}
