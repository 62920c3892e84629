package io.penstock.postgres.internal;

import io.penstock.postgres.Statement;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.Target;
import io.penstock.postgres.wire.TransactionStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Statements on an exclusive connection: prepare, run, run many, run a command. Waits on the calling thread. */
final class StatementDialog {
    /** How much of a batch is gathered before it is sent. */
    private static final int BATCH_FLUSH_BYTES = 64 * 1024;

    private StatementDialog() {}

    /** Runs a statement; a stale prepared statement is prepared anew, once, where nothing is lost by it. */
    static <T> T run(Connection connection, Statement statement, Supplier<RowTarget<T>> targets) {
        boolean fresh = connection.statements().get(statement.sql()) == null;
        Exchange<T> exchange = exchange(connection, statement, targets.get());
        if (exchange.isStale()) {
            connection.statements().remove(exchange.prepared());
            if (!fresh && connection.status() == TransactionStatus.IDLE) {
                exchange = exchange(connection, statement, targets.get());
            }
        }
        return exchange.result();
    }

    private static <T> Exchange<T> exchange(Connection connection, Statement statement, RowTarget<T> target) {
        refuseStopped(connection);
        Prepared prepared = prepare(connection, statement.sql());
        refuseStopped(connection);
        FrontendEncoder out = connection.out();
        bind(connection, prepared, statement.args());
        out.execute(0);
        connection.sync();
        connection.send();
        Exchange<T> exchange = new Exchange<>(prepared, target);
        exchange.describedAnew(!connection.keepsStatements());
        while (true) {
            BackendMessage message = connection.receive();
            if (message instanceof BackendMessage.ReadyForQuery) {
                return exchange;
            }
            exchange.on(message);
        }
    }

    /**
     * Encodes the values. A statement that the server does not keep is parsed before, and described behind: it may give
     * other columns by now.
     */
    static void bind(Connection connection, Prepared prepared, List<? extends @Nullable Object> args) {
        FrontendEncoder out = connection.out();
        if (connection.keepsStatements()) {
            Parameters.bind(out, prepared, args);
            return;
        }
        int before = out.buffer().size();
        try {
            parseAgain(out, prepared);
            Parameters.bind(out, prepared, args);
        } catch (RuntimeException unfit) {
            out.buffer().truncate(before);
            throw unfit;
        }
        out.write(new FrontendMessage.Describe(Target.PORTAL, ""));
    }

    private static void parseAgain(FrontendEncoder out, Prepared prepared) {
        out.write(new FrontendMessage.Parse(
                "", prepared.sql(), prepared.parameters().oids()));
    }

    /** The statement as this connection knows it. */
    static Prepared prepare(Connection connection, String sql) {
        Prepared prepared = connection.statements().get(sql);
        if (prepared == null) {
            String name = connection.keepsStatements() ? connection.statements().newName() : "";
            prepared = parse(connection, name, sql);
            connection.statements().put(prepared);
        }
        if (prepared.touchesSession()) {
            connection.touch();
        }
        return prepared;
    }

    /** A statement as the server sees it now, kept nowhere: what is known of it may be out of date. */
    static Prepared describe(Connection connection, String sql) {
        return parse(connection, "", sql);
    }

    private static Prepared parse(Connection connection, String name, String sql) {
        FrontendEncoder out = connection.out();
        closeEvicted(connection.statements(), out);
        out.write(new FrontendMessage.Parse(name, sql, List.of()));
        out.write(new FrontendMessage.Describe(Target.STATEMENT, name));
        connection.sync();
        connection.send();
        Prepared.Description description = new Prepared.Description();
        ErrorFields error = null;
        while (true) {
            BackendMessage message = connection.receive();
            if (message instanceof BackendMessage.ReadyForQuery) {
                break;
            } else if (message instanceof BackendMessage.ErrorResponse failed) {
                error = failed.fields();
            } else if (!(message instanceof BackendMessage.CloseComplete) && !description.on(message)) {
                throw Errors.unexpected(message);
            }
        }
        if (error != null) {
            throw Errors.server(error, sql);
        }
        return description.prepared(name, sql);
    }

    static void closeEvicted(StatementCache statements, FrontendEncoder out) {
        for (String name : statements.takeEvicted()) {
            out.write(new FrontendMessage.Close(Target.STATEMENT, name));
        }
    }

    /** Runs one statement with many lists of values, all or none of them, and returns what each affected. */
    static List<Long> batch(Connection connection, String sql, Iterator<? extends List<?>> argLists) {
        Prepared prepared = prepare(connection, sql);
        FrontendEncoder out = connection.out();
        if (!connection.keepsStatements()) {
            parseAgain(out, prepared);
        }
        RuntimeException refused = null;
        int sent = 0;
        try {
            while (argLists.hasNext()) {
                refuseStopped(connection);
                Parameters.bind(out, prepared, argLists.next());
                out.execute(0);
                sent++;
                if (out.buffer().size() >= BATCH_FLUSH_BYTES) {
                    connection.send();
                }
            }
            refuseStopped(connection);
        } catch (RuntimeException unusable) {
            if (connection.isBroken()) {
                throw unusable;
            }
            refused = unusable;
        }
        if (refused != null) {
            // Something that fails for sure, so that what was sent before is not committed by the Sync.
            out.write(new FrontendMessage.Parse("", "penstock refuses to go on", List.of()));
        }
        connection.sync();
        connection.send();
        List<Long> counts = new ArrayList<>(sent);
        ErrorFields error = batchAnswers(connection, counts);
        if (refused != null) {
            throw refused;
        }
        if (error != null) {
            if (Exchange.isStale(error)) {
                // The values cannot be read a second time, so only the next call is healed.
                connection.statements().remove(prepared);
            }
            throw Errors.server(error, sql);
        }
        return counts;
    }

    /** A server that waits for messages ignores a cancel, and would run what comes next. */
    private static void refuseStopped(Connection connection) {
        if (connection.isStopRequested()) {
            throw new CancellationException("the statement was cancelled");
        }
    }

    private static @Nullable ErrorFields batchAnswers(Connection connection, List<Long> counts) {
        ErrorFields error = null;
        while (true) {
            BackendMessage message = connection.receive();
            switch (message) {
                case BackendMessage.ReadyForQuery ready -> {
                    return error;
                }
                case BackendMessage.ErrorResponse failed -> error = failed.fields();
                case BackendMessage.CommandComplete complete -> counts.add(complete.rows());
                default -> {
                    // rows that a statement returns are not asked for
                }
            }
        }
    }

    /** Runs text by the simple protocol, for commands without values; returns the last tag. */
    static String command(Connection connection, String sql) {
        connection.query(sql);
        connection.send();
        String tag = "";
        ErrorFields error = null;
        while (true) {
            BackendMessage message = connection.receive();
            switch (message) {
                case BackendMessage.ReadyForQuery ready -> {
                    if (error != null) {
                        throw Errors.server(error, sql);
                    }
                    return tag;
                }
                case BackendMessage.ErrorResponse failed -> error = failed.fields();
                case BackendMessage.CommandComplete complete -> tag = complete.tag();
                default -> {
                    // rows of a command are not asked for
                }
            }
        }
    }

    /** One empty round trip; errors that a late cancel left behind are swallowed. */
    static void barrier(Connection connection) {
        connection.sync();
        connection.send();
        while (!(connection.receive() instanceof BackendMessage.ReadyForQuery)) {
            // a late 57014 has no statement any more
        }
    }
}
