package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.postgres.ListenEvent;
import io.penstock.postgres.ListenEvent.Cause;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.WireBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Listens on a connection of its own, for one subscriber, until one of both ends it. Thread-safe by its lock. */
final class Listener implements Flow.Subscription {
    /*
     * Three parties. The reader, one I/O task per connection, takes in what the server sends and never waits for the
     * subscriber: a server whose listener does not read keeps everybody's notifications. The queue between is bounded;
     * when it is full it is emptied, and the subscriber is told of the gap. The drain, another task, gives the
     * subscriber as many events as it asked for, one at a time.
     *
     * A connection that is lost is made anew after a pause that doubles, and the subscriber is told of the gap. A
     * silent connection is asked for a sign of life at every pulse, so that a peer that vanished is found.
     */
    private static final Duration RETRY_MIN = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final Connector connector;
    private final Executor io;
    private final Time time;
    private final int eventsMax;
    private final Duration pulse;
    private final List<String> channels;
    private final Flow.Subscriber<? super ListenEvent> subscriber;
    private final Runnable onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ListenEvent> queue = new ArrayDeque<>();
    private long demand;
    private boolean draining;
    private boolean ended;
    private @Nullable Throwable failure;
    private boolean told;
    private @Nullable Connection connection;
    private Time.@Nullable Timer timer;
    private volatile boolean heard;
    private int failuresInARow;

    Listener(
            PostgresConfig config,
            Session.Surroundings surroundings,
            List<String> channels,
            Flow.Subscriber<? super ListenEvent> subscriber,
            Runnable onEnd) {
        this.connector = surroundings.connector();
        this.io = surroundings.io();
        this.time = surroundings.time();
        this.eventsMax = config.limits().notificationsMax();
        this.pulse = config.timeouts().keepalive();
        this.channels = List.copyOf(channels);
        this.subscriber = subscriber;
        this.onEnd = onEnd;
    }

    void begin() {
        subscriber.onSubscribe(this);
        execute(() -> session(Cause.STARTED));
    }

    @Override
    public void request(long count) {
        lock.lock();
        try {
            if (count <= 0) {
                fail(new IllegalArgumentException("a subscriber asks for at least one event, got " + count));
            } else {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
        } finally {
            lock.unlock();
        }
        drainSoon();
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            told = true;
            end();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it from our side. */
    void fail(Throwable reason) {
        lock.lock();
        try {
            if (!ended) {
                failure = reason;
                end();
            }
        } finally {
            lock.unlock();
        }
        drainSoon();
    }

    /** With the lock held. */
    private void end() {
        ended = true;
        queue.clear();
        if (timer != null) {
            timer.cancel();
        }
        if (connection != null) {
            connection.terminate();
        }
        onEnd.run();
    }

    /** One connection from its beginning to its end. */
    private void session(Cause why) {
        Connection own = null;
        boolean first = why == Cause.STARTED;
        try {
            own = connector.connect(Map.of());
            if (!take(own)) {
                return;
            }
            for (String channel : channels) {
                StatementDialog.command(own, "LISTEN " + Identifiers.quoted(channel));
            }
            own.share();
            failuresInARow = 0;
            offer(new ListenEvent.Gap(why));
            first = false;
            schedulePulse(own);
            read(own);
        } catch (Throwable lost) {
            if (own != null) {
                own.close();
            }
            again(lost, first);
        }
    }

    private boolean take(Connection own) {
        lock.lock();
        try {
            if (ended) {
                own.terminate();
                return false;
            }
            connection = own;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void read(Connection own) {
        while (true) {
            BackendMessage message = own.decoded();
            switch (message) {
                case null -> own.fill();
                case BackendMessage.NotificationResponse heardOne ->
                    offer(new ListenEvent.Notification(heardOne.channel(), heardOne.payload(), heardOne.processId()));
                case BackendMessage.ErrorResponse farewell -> throw Errors.server(farewell.fields(), null);
                default -> {
                    // signs of life, settings, notices
                }
            }
            heard = true;
        }
    }

    private void again(Throwable lost, boolean first) {
        boolean hopeless = !(lost instanceof PostgresException known && known.isTransient());
        Duration pause;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            connection = null;
            if (timer != null) {
                timer.cancel();
            }
            if (!first && !hopeless) {
                pause = RETRY_MIN.multipliedBy(1L << Math.min(failuresInARow++, 10));
                pause = pause.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : pause;
                timer = time.schedule(pause, () -> execute(() -> session(Cause.RECONNECTED)));
                return;
            }
        } finally {
            lock.unlock();
        }
        fail(lost);
    }

    private void schedulePulse(Connection own) {
        lock.lock();
        try {
            if (!ended && connection == own) {
                heard = false;
                timer = time.schedule(pulse, () -> execute(() -> pulse(own)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing was heard since the last pulse although a Sync went out: nobody is there. */
    private void pulse(Connection own) {
        try {
            WireBuffer buffer = new WireBuffer();
            new FrontendEncoder(buffer).sync();
            heard = false;
            own.transport().write(buffer.view());
        } catch (IOException broken) {
            own.close();
            return;
        }
        lock.lock();
        try {
            if (!ended && connection == own) {
                timer = time.schedule(pulse, () -> {
                    if (heard) {
                        schedulePulse(own);
                    } else {
                        own.close();
                    }
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private void offer(ListenEvent event) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (queue.size() >= eventsMax) {
                queue.clear();
                queue.add(new ListenEvent.Gap(Cause.OVERFLOW));
            }
            queue.add(event);
        } finally {
            lock.unlock();
        }
        drainSoon();
    }

    private void drainSoon() {
        lock.lock();
        try {
            boolean work = (failure != null && !told) || (demand > 0 && !queue.isEmpty());
            if (draining || !work) {
                return;
            }
            draining = true;
        } finally {
            lock.unlock();
        }
        try {
            io.execute(this::drain);
        } catch (RejectedExecutionException closed) {
            drain();
        }
    }

    private void drain() {
        while (true) {
            ListenEvent next;
            Throwable last = null;
            lock.lock();
            try {
                if (failure != null && !told) {
                    told = true;
                    last = failure;
                }
                next = last == null && demand > 0 ? queue.poll() : null;
                if (next == null && last == null) {
                    draining = false;
                    return;
                }
                demand--;
            } finally {
                lock.unlock();
            }
            try {
                if (last != null) {
                    subscriber.onError(last);
                } else if (next != null) {
                    subscriber.onNext(next);
                }
            } catch (Throwable fromSubscriber) {
                fail(fromSubscriber);
            }
        }
    }

    private void execute(Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException closed) {
            // the threads of a closed pool take nothing more
            fail(Errors.closed());
        }
    }
}
