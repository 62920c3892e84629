package io.penstock.postgres.internal;

import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.ErrorFields;
import org.jspecify.annotations.Nullable;

/** The receiving side of a lane's connection. Confined to the reader thread. */
final class LaneReader {
    private final Lane lane;
    private final Connection connection;
    private @Nullable Slot current;
    /** What the server said before it closed the connection. */
    private @Nullable ErrorFields farewell;

    LaneReader(Lane lane, Connection connection) {
        this.lane = lane;
        this.connection = connection;
    }

    /** The reader thread: until the connection ends. */
    void read() {
        try {
            while (true) {
                BackendMessage message = connection.decoded();
                if (message == null) {
                    lane.pause();
                    connection.fill();
                } else if (!Connection.isAside(message)) {
                    on(message);
                }
            }
        } catch (PostgresException lost) {
            connection.close();
            lane.lost(connection, lost, farewell);
        } catch (Throwable broken) {
            // Whatever it is, nobody reads any more: the callers must be told, and the lane must connect anew.
            connection.close();
            lane.lost(connection, Errors.connectionLost(broken), farewell);
            throw broken;
        }
    }

    private void on(BackendMessage message) {
        Slot slot = current;
        if (slot == null) {
            slot = lane.oldest();
            current = slot;
        }
        if (message instanceof BackendMessage.ErrorResponse failed
                && failed.fields().severity().equals("FATAL")) {
            farewell = failed.fields();
            return;
        }
        if (slot == null) {
            throw Errors.unexpected(message);
        }
        if (message instanceof BackendMessage.ReadyForQuery) {
            current = null;
            lane.answered(connection, slot);
            return;
        }
        switch (slot) {
            case Slot.Run<?> run -> run.exchange().on(message);
            case Slot.Group group -> group.on(message);
            case Slot.Preparing preparing -> prepared(preparing, message);
        }
    }

    private static void prepared(Slot.Preparing slot, BackendMessage message) {
        if (message instanceof BackendMessage.ErrorResponse failed) {
            slot.failed(failed.fields());
        } else if (!(message instanceof BackendMessage.CloseComplete)
                && !slot.description().on(message)) {
            throw Errors.unexpected(message);
        }
    }
}
