package io.penstock.postgres.internal;

import io.penstock.postgres.Endpoint;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.WireException;
import io.penstock.postgres.wire.auth.ServerSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection, logged in: messages out, messages in, prepared statements. Confined to its owner, but for
 * {@link #close}, which any thread may call.
 */
final class Connection {
    private final long id;
    private final Endpoint endpoint;
    private final Transport transport;
    private final PlainTransport plain;
    private final BackendDecoder decoder;
    private final ServerSession server;
    private final FrontendEncoder out = new FrontendEncoder(new WireBuffer());
    private final StatementCache statements;
    private final boolean keeps;
    private TransactionStatus status = TransactionStatus.IDLE;
    private volatile boolean broken;
    /** How many ReadyForQuery are still to come. */
    private int answersDue;
    /** How many of them belong to what was prepended. */
    private int prependedDue;

    /** Whether a statement may have left something behind for the next owner. */
    private boolean touched;

    private volatile boolean stopRequested;
    private volatile Runnable stopper = () -> {};

    /** @param keeps whether the server keeps what one transaction leaves for the next */
    Connection(long id, Connector.Line line, ServerSession server, int statementsMax, boolean keeps) {
        this.id = id;
        this.endpoint = line.endpoint();
        this.transport = line.transport();
        this.plain = line.plain();
        this.decoder = line.decoder();
        this.server = server;
        this.statements = new StatementCache(statementsMax);
        this.keeps = keeps;
    }

    long id() {
        return id;
    }

    /** The server it leads to. */
    Endpoint endpoint() {
        return endpoint;
    }

    /** What to send elsewhere to cancel what runs here; empty when the server gave no key. */
    Optional<CancelRequest> cancelRequest() {
        return server.cancelRequest();
    }

    ServerSession server() {
        return server;
    }

    FrontendEncoder out() {
        return out;
    }

    /**
     * Whether statements stay prepared on the server. Otherwise they have no name, what is known of them is their
     * description alone, and each run parses them anew.
     */
    boolean keepsStatements() {
        return keeps;
    }

    StatementCache statements() {
        return statements;
    }

    Transport transport() {
        return transport;
    }

    /** From now on one thread always reads. */
    void share() {
        plain.share();
    }

    void onInterrupt(Transport.Interrupts interrupts) {
        plain.onInterrupt(interrupts);
    }

    /** The transaction status that the last ReadyForQuery told. */
    TransactionStatus status() {
        return status;
    }

    boolean isBroken() {
        return broken;
    }

    /** Encodes the end of a group of messages, which ReadyForQuery will answer. */
    void sync() {
        out.sync();
        answersDue++;
    }

    /** Encodes text for the simple protocol, which ReadyForQuery will answer. */
    void query(String sql) {
        out.write(new FrontendMessage.Query(sql));
        answersDue++;
    }

    /** Encodes a command that goes out with what is sent next, and whose answer is passed over. It must not fail. */
    void prepend(String sql) {
        query(sql);
        prependedDue++;
    }

    /** Takes back what was prepended and not sent; false when there is none. */
    boolean withdraw() {
        if (prependedDue == 0 || out.buffer().isEmpty()) {
            return false;
        }
        out.buffer().clear();
        answersDue -= prependedDue;
        prependedDue = 0;
        return true;
    }

    /** Whether nothing is unanswered, so that another conversation can begin. */
    boolean isQuiet() {
        return answersDue == 0;
    }

    /** A statement is going to change the session beyond its transaction. */
    void touch() {
        touched = true;
    }

    boolean isTouched() {
        return touched;
    }

    /** The server has reset the session. */
    void untouched() {
        touched = false;
        statements.clear();
    }

    /** For the session: how a conversation can have itself stopped, and that it shall stop. */
    void beginConversation(Runnable stopper) {
        this.stopper = stopper;
        stopRequested = false;
    }

    void requestStop() {
        stopRequested = true;
    }

    /** Whether the conversation shall end as soon as it can. */
    boolean isStopRequested() {
        return stopRequested;
    }

    /** Asks the server to stop what it does for this conversation. */
    void stopServer() {
        stopper.run();
    }

    /** Writes what was encoded. */
    void send() {
        WireBuffer buffer = out.buffer();
        if (buffer.isEmpty()) {
            return;
        }
        try {
            transport.write(buffer.view());
        } catch (IOException failed) {
            throw lost(failed);
        } finally {
            buffer.clear();
        }
    }

    /** The next message that answers something; what may come at any moment is taken in here. */
    BackendMessage receive() {
        while (true) {
            BackendMessage message = decoded();
            if (message == null) {
                fill();
            } else if (prependedDue > 0) {
                passOver(message);
            } else if (!isAside(message)) {
                return message;
            }
        }
    }

    private void passOver(BackendMessage message) {
        if (message instanceof BackendMessage.ReadyForQuery) {
            prependedDue--;
        } else if (message instanceof BackendMessage.ErrorResponse failed) {
            // What follows would run outside of what the prepended command should have begun.
            close();
            throw Errors.server(failed.fields(), null);
        }
    }

    /** The next message if it is here already. */
    @Nullable
    BackendMessage poll() {
        while (true) {
            BackendMessage message = decoded();
            if (message == null) {
                try {
                    ByteBuffer space = decoder.space();
                    int count = transport.poll(space);
                    if (count == 0) {
                        return null;
                    }
                    if (count < 0) {
                        throw lost(null);
                    }
                    decoder.received(count);
                } catch (IOException failed) {
                    throw lost(failed);
                }
            } else if (!isAside(message)) {
                return message;
            }
        }
    }

    /** Whether an idle connection can still be used, as far as can be told without asking the server. */
    boolean isAlive() {
        if (broken) {
            return false;
        }
        try {
            // A farewell of the server is a message that nobody asked for.
            return poll() == null && !transport.hasEnded();
        } catch (PostgresException ended) {
            return false;
        }
    }

    /** A decoded message, or null when more bytes are needed. Marks what ReadyForQuery says. */
    @Nullable
    BackendMessage decoded() {
        try {
            BackendMessage message = decoder.next();
            if (message instanceof BackendMessage.ReadyForQuery ready) {
                status = ready.status();
                answersDue--;
            }
            return message;
        } catch (WireException notTheProtocol) {
            close();
            throw Errors.wire(notTheProtocol);
        }
    }

    /** Waits for bytes. */
    void fill() {
        try {
            int count = transport.read(decoder.space());
            if (count < 0) {
                throw lost(null);
            }
            decoder.received(count);
        } catch (IOException failed) {
            throw lost(failed);
        }
    }

    static boolean isAside(BackendMessage message) {
        return message instanceof BackendMessage.ParameterStatus
                || message instanceof BackendMessage.NoticeResponse
                || message instanceof BackendMessage.NotificationResponse;
    }

    PostgresException lost(@Nullable IOException cause) {
        close();
        return Errors.connectionLost(cause);
    }

    /** Says farewell if that goes at once, and closes. */
    void terminate() {
        if (!broken) {
            try {
                // A buffer of its own: the owner may still be using the other.
                WireBuffer farewell = new WireBuffer();
                new FrontendEncoder(farewell).write(new FrontendMessage.Terminate());
                transport.offer(farewell.view());
            } catch (IOException alreadyGone) {
                // the server notices the end of the connection either way
            }
        }
        close();
    }

    void close() {
        broken = true;
        transport.close();
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
