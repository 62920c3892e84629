package io.penstock.postgres.internal;

import io.penstock.Blocking;
import io.penstock.postgres.ListenEvent;
import io.penstock.postgres.Listening;
import io.penstock.postgres.PoolerMode;
import io.penstock.postgres.PostgresConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All listeners of a pool. Thread-safe. */
final class Listeners {
    private final PostgresConfig config;
    private final Session.Surroundings surroundings;
    private final Set<Listener> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Listeners(PostgresConfig config, Session.Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
    }

    Flow.Publisher<ListenEvent> publisher(List<String> channels) {
        if (config.poolerMode() == PoolerMode.TRANSACTION) {
            throw Errors.notHere("LISTEN", "a pooler loses it with the transaction; listen past the pooler");
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("at least one channel is needed");
        }
        return subscriber -> {
            Listener[] self = new Listener[1];
            Listener listener = new Listener(config, surroundings, channels, subscriber, () -> open.remove(self[0]));
            self[0] = listener;
            open.add(listener);
            listener.begin();
            if (closed) {
                listener.fail(Errors.closed());
            }
        };
    }

    /** Calls {@code consumer} for each event; returns once listening has begun. */
    Listening listen(List<String> channels, Consumer<? super ListenEvent> consumer) {
        Calling calling = new Calling(consumer);
        publisher(channels).subscribe(calling);
        try {
            Blocking.await(calling.begun);
        } catch (RuntimeException failed) {
            calling.close();
            throw failed;
        }
        return calling;
    }

    void close() {
        closed = true;
        open.forEach(listener -> listener.fail(Errors.closed()));
    }

    /** A consumer as a subscriber. */
    private static final class Calling implements Flow.Subscriber<ListenEvent>, Listening {
        private final Consumer<? super ListenEvent> consumer;
        private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        private volatile Flow.@Nullable Subscription subscription;

        Calling(Consumer<? super ListenEvent> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ListenEvent event) {
            begun.complete(null);
            consumer.accept(event);
        }

        @Override
        public void onError(Throwable failed) {
            begun.completeExceptionally(failed);
            ended.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }

        @Override
        public CompletableFuture<@Nullable Void> ended() {
            return ended.copy();
        }

        @Override
        public void close() {
            Flow.Subscription given = subscription;
            if (given != null) {
                given.cancel();
            }
            ended.complete(null);
        }
    }
}
