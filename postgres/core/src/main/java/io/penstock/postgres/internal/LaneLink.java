package io.penstock.postgres.internal;

import io.penstock.Threads;
import io.penstock.Time;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a lane needs from outside: connections, threads, cancels. Thread-safe. */
final class LaneLink {
    private static final Map<String, String> READ_ONLY = Map.of("default_transaction_read_only", "on");

    private final Session.Surroundings surroundings;
    private final String name;
    private final boolean readOnly;

    /** @param readOnly whether its connections refuse writes */
    LaneLink(Session.Surroundings surroundings, String name, boolean readOnly) {
        this.surroundings = surroundings;
        this.name = name;
        this.readOnly = readOnly;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    void connect(Consumer<Connection> connected, Consumer<RuntimeException> failed) {
        surroundings.io().execute(() -> {
            Connection connection;
            try {
                connection = surroundings.connector().connect(readOnly ? READ_ONLY : Map.of());
            } catch (RuntimeException unreachable) {
                failed.accept(unreachable);
                return;
            } catch (Throwable broken) {
                failed.accept(surroundings.connector().failed(broken));
                return;
            }
            connected.accept(connection);
        });
    }

    void startThreads(LaneWriter writer, Runnable reader) {
        Threads.unstartedIo(name + "-writer", writer::write).start();
        Threads.unstartedIo(name + "-reader", reader).start();
    }

    /**
     * Asks the server to stop what it does, and tells when it has dealt with that. When it goes on nevertheless the
     * connection is closed.
     */
    void cancel(Connection connection, BooleanSupplier stillRunning, Runnable done) {
        Optional<CancelRequest> request = connection.cancelRequest();
        if (request.isEmpty()) {
            connection.close();
            surroundings.io().execute(done);
            return;
        }
        Time time = surroundings.time();
        time.schedule(
                surroundings.cancelTimeout(),
                () -> surroundings.io().execute(() -> {
                    if (stillRunning.getAsBoolean()) {
                        connection.close();
                    }
                }));
        surroundings.io().execute(() -> {
            try {
                surroundings.connector().cancel(connection, request.get());
            } catch (PostgresException unreachable) {
                // the timer gives the connection up if the statement does not end by itself
            } finally {
                done.run();
            }
        });
    }
}
