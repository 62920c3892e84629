package io.penstock.postgres.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client sends. Immutable values; equal by content. Secrets do not show in the text form. */
public sealed interface FrontendMessage {

    /** Asks for TLS before anything else; the answer is a single byte, see {@link SslAnswer}. */
    record SslRequest() implements FrontendMessage {}

    /** On a connection of its own: stop what the backend with this key does now. */
    record CancelRequest(int processId, Bytes secretKey) implements FrontendMessage {}

    /**
     * The first message of a session.
     *
     * @param parameters {@code user}, {@code database}, {@code application_name}, {@code options} and any setting
     */
    record Startup(ProtocolVersion version, Map<String, String> parameters) implements FrontendMessage {
        public Startup {
            parameters = Map.copyOf(parameters);
        }
    }

    /** A password, in clear or as md5. */
    record Password(Bytes password) implements FrontendMessage {
        /** A password given as text. */
        public static Password of(String text) {
            return new Password(Bytes.utf8(text));
        }
    }

    /** The first message of a SASL exchange. */
    record SaslInitialResponse(String mechanism, Bytes data) implements FrontendMessage {}

    /** A later message of a SASL exchange. */
    record SaslResponse(Bytes data) implements FrontendMessage {}

    /** The simple protocol: one or more statements in one text. */
    record Query(String sql) implements FrontendMessage {}

    /**
     * Prepares a statement.
     *
     * @param statement its name, empty for the unnamed one
     * @param parameterTypes object ids for {@code $1}, {@code $2} …; 0 or missing: the server decides
     */
    record Parse(String statement, String sql, List<Integer> parameterTypes) implements FrontendMessage {
        public Parse {
            parameterTypes = List.copyOf(parameterTypes);
        }
    }

    /**
     * Gives a prepared statement its values and makes a portal. {@link FrontendEncoder#bind} does it without this
     * object.
     *
     * @param portal its name, empty for the unnamed one
     * @param values the values; an element is null for SQL's NULL
     * @param formats how the values are written and how the results shall be
     */
    record Bind(String portal, String statement, List<@Nullable Bytes> values, BindFormats formats)
            implements FrontendMessage {
        public Bind(String portal, String statement, List<@Nullable Bytes> values, BindFormats formats) {
            this.portal = portal;
            this.statement = statement;
            this.values = Collections.unmodifiableList(new ArrayList<>(values));
            this.formats = formats;
        }
    }

    /**
     * Formats of a Bind. Each list: empty means all text, one element means the same for all, else one per value or
     * column.
     */
    record BindFormats(List<Format> values, List<Format> results) {
        /** Everything binary. */
        public static final BindFormats BINARY = new BindFormats(List.of(Format.BINARY), List.of(Format.BINARY));
        /** Everything text. */
        public static final BindFormats TEXT = new BindFormats(List.of(), List.of());

        public BindFormats {
            values = List.copyOf(values);
            results = List.copyOf(results);
        }
    }

    /** What a Describe or Close is about. */
    enum Target {
        STATEMENT('S'),
        PORTAL('P');

        private final char code;

        Target(char code) {
            this.code = code;
        }

        char code() {
            return code;
        }
    }

    /** Asks for parameter types and columns of a statement, or the columns of a portal. */
    record Describe(Target target, String name) implements FrontendMessage {}

    /**
     * Runs a portal.
     *
     * @param rowsMax after so many rows the portal is suspended; 0 for all rows
     */
    record Execute(String portal, int rowsMax) implements FrontendMessage {}

    /** Forgets a statement or portal. */
    record Close(Target target, String name) implements FrontendMessage {}

    /** Ends a group of messages: commits or rolls back what is not in an explicit transaction, answers Ready. */
    record Sync() implements FrontendMessage {}

    /** Asks for the answers so far without ending the group. */
    record Flush() implements FrontendMessage {}

    /** A piece of COPY data; boundaries mean nothing. */
    record CopyData(Bytes data) implements FrontendMessage {}

    /** The COPY data is complete. */
    record CopyDone() implements FrontendMessage {}

    /** The COPY must fail, for this reason. */
    record CopyFail(String reason) implements FrontendMessage {}

    /** The session ends. */
    record Terminate() implements FrontendMessage {}
}
