package io.penstock.postgres.wire;

import io.penstock.postgres.wire.BackendMessage.AuthenticationCleartext;
import io.penstock.postgres.wire.BackendMessage.AuthenticationMd5;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOther;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSasl;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslContinue;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslFinal;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.BindComplete;
import io.penstock.postgres.wire.BackendMessage.CloseComplete;
import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.BackendMessage.CopyBothResponse;
import io.penstock.postgres.wire.BackendMessage.CopyData;
import io.penstock.postgres.wire.BackendMessage.CopyDone;
import io.penstock.postgres.wire.BackendMessage.CopyInResponse;
import io.penstock.postgres.wire.BackendMessage.CopyOutResponse;
import io.penstock.postgres.wire.BackendMessage.EmptyQueryResponse;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.NegotiateProtocolVersion;
import io.penstock.postgres.wire.BackendMessage.NoData;
import io.penstock.postgres.wire.BackendMessage.NoticeResponse;
import io.penstock.postgres.wire.BackendMessage.NotificationResponse;
import io.penstock.postgres.wire.BackendMessage.ParameterDescription;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ParseComplete;
import io.penstock.postgres.wire.BackendMessage.PortalSuspended;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.BackendMessage.RowDescription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever bytes a server sent into messages.
 *
 * <pre>{@code
 * while (true) {
 *     BackendMessage message = decoder.next();
 *     if (message == null) {
 *         decoder.received(channel.read(decoder.space()));   // or: decoder.feed(bytes)
 *     } else {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p><b>Lifetime.</b> A {@link DataRow} and the {@link Bytes} of {@link CopyData} and authentication messages are views
 * of the decoder's buffer, valid until the next call of any method here. {@code copy()} them to keep them. All other
 * messages are ordinary values.
 *
 * <p><b>Memory.</b> The buffer grows with the bytes received, never with a length that is only claimed, and not past
 * the limit. Bytes that are not the protocol end in a {@link WireException}; after that every {@link #next()} fails
 * alike, since nobody knows where the next message would start.
 *
 * <p>Confined to one thread at a time.
 */
public final class BackendDecoder extends MessageDecoder<BackendMessage> {
    private static final AuthenticationOk AUTHENTICATION_OK = new AuthenticationOk();
    private static final AuthenticationCleartext CLEARTEXT = new AuthenticationCleartext();
    private static final ParseComplete PARSE_COMPLETE = new ParseComplete();
    private static final BindComplete BIND_COMPLETE = new BindComplete();
    private static final CloseComplete CLOSE_COMPLETE = new CloseComplete();
    private static final NoData NO_DATA = new NoData();
    private static final PortalSuspended PORTAL_SUSPENDED = new PortalSuspended();
    private static final EmptyQueryResponse EMPTY_QUERY = new EmptyQueryResponse();
    private static final CopyDone COPY_DONE = new CopyDone();
    private static final ReadyForQuery READY_IDLE = new ReadyForQuery(TransactionStatus.IDLE);
    private static final ReadyForQuery READY_IN_TRANSACTION = new ReadyForQuery(TransactionStatus.IN_TRANSACTION);
    private static final ReadyForQuery READY_FAILED = new ReadyForQuery(TransactionStatus.FAILED);

    private static final int KEY_BYTES_MIN = 4;
    private static final int KEY_BYTES_MAX = 256;

    private final DataRow row = new DataRow();
    /** The last tag, since a session mostly sees the same one again. */
    private CommandComplete lastComplete = new CommandComplete("SELECT 1");

    private byte[] lastTag = "SELECT 1".getBytes(StandardCharsets.US_ASCII);

    /** A decoder with the default limit. */
    public BackendDecoder() {
        this(WireLimits.defaults());
    }

    public BackendDecoder(WireLimits limits) {
        super(limits);
    }

    @Override
    @Nullable
    BackendMessage read() {
        return typed();
    }

    @Override
    boolean knows(int type) {
        return switch (type) {
            case 'D', 'C', 'Z', '1', '2', '3', 'T', 't', 'n', 's', 'I', 'E', 'N', 'A', 'S' -> true;
            case 'R', 'K', 'v', 'd', 'c', 'G', 'H', 'W' -> true;
            default -> false;
        };
    }

    @Override
    WireException unknown(int type) {
        return Errors.violation("a message of unknown type " + Errors.shown(type));
    }

    @Override
    BackendMessage decode(int type) {
        return switch (type) {
            case 'D' -> {
                row.point(frames.array(), frames.position(), frames.bodyEnd());
                frames.skipRest();
                yield row;
            }
            case 'C' -> commandComplete();
            case 'Z' -> readyForQuery();
            case '1' -> PARSE_COMPLETE;
            case '2' -> BIND_COMPLETE;
            case '3' -> CLOSE_COMPLETE;
            case 'n' -> NO_DATA;
            case 's' -> PORTAL_SUSPENDED;
            case 'I' -> EMPTY_QUERY;
            case 'T' -> rowDescription();
            case 't' -> parameterDescription();
            case 'E' -> new ErrorResponse(fields());
            case 'N' -> new NoticeResponse(fields());
            case 'A' -> new NotificationResponse(frames.int32(), frames.cString(), frames.cString());
            case 'S' -> new ParameterStatus(frames.cString(), frames.cString());
            case 'R' -> authentication();
            case 'K' -> keyData();
            case 'v' -> negotiate();
            case 'd' -> new CopyData(frames.rest());
            case 'c' -> COPY_DONE;
            case 'G' -> new CopyInResponse(copyFormat(), columnFormats());
            case 'H' -> new CopyOutResponse(copyFormat(), columnFormats());
            case 'W' -> new CopyBothResponse(copyFormat(), columnFormats());
            default -> throw unknown(type);
        };
    }

    private CommandComplete commandComplete() {
        if (frames.bodyIs(lastTag)) {
            frames.skipRest();
            return lastComplete;
        }
        String tag = frames.cString();
        lastTag = tag.getBytes(StandardCharsets.UTF_8);
        lastComplete = new CommandComplete(tag);
        return lastComplete;
    }

    private ReadyForQuery readyForQuery() {
        int status = frames.int8();
        return switch (status) {
            case 'I' -> READY_IDLE;
            case 'T' -> READY_IN_TRANSACTION;
            case 'E' -> READY_FAILED;
            default -> throw Errors.violation("transaction status I, T or E expected, got " + Errors.shown(status));
        };
    }

    private RowDescription rowDescription() {
        int count = frames.count16();
        List<RowField> fields = new ArrayList<>(Math.min(count, frames.remaining() / 19));
        for (int i = 0; i < count; i++) {
            fields.add(new RowField(
                    frames.cString(),
                    new RowField.Origin(frames.int32(), frames.int16()),
                    frames.int32(),
                    frames.int16(),
                    frames.int32(),
                    Format.of(frames.int16())));
        }
        return new RowDescription(fields);
    }

    private ParameterDescription parameterDescription() {
        int count = frames.count16();
        List<Integer> types = new ArrayList<>(Math.min(count, frames.remaining() / 4));
        for (int i = 0; i < count; i++) {
            types.add(frames.int32());
        }
        return new ParameterDescription(types);
    }

    private ErrorFields fields() {
        Map<Character, String> fields = new TreeMap<>();
        while (true) {
            int letter = frames.int8();
            if (letter == 0) {
                return new ErrorFields(fields);
            }
            fields.put((char) letter, frames.cString());
        }
    }

    private BackendMessage authentication() {
        int method = frames.int32();
        return switch (method) {
            case 0 -> AUTHENTICATION_OK;
            case 3 -> CLEARTEXT;
            case 5 -> new AuthenticationMd5(frames.slice(4));
            case 10 -> {
                List<String> mechanisms = new ArrayList<>();
                String mechanism = frames.cString();
                while (!mechanism.isEmpty()) {
                    mechanisms.add(mechanism);
                    mechanism = frames.cString();
                }
                yield new AuthenticationSasl(mechanisms);
            }
            case 11 -> new AuthenticationSaslContinue(frames.rest());
            case 12 -> new AuthenticationSaslFinal(frames.rest());
            default -> {
                frames.skipRest();
                yield new AuthenticationOther(method);
            }
        };
    }

    private BackendKeyData keyData() {
        int process = frames.int32();
        int length = frames.remaining();
        if (length < KEY_BYTES_MIN || length > KEY_BYTES_MAX) {
            throw Errors.violation(
                    "a cancel key of " + KEY_BYTES_MIN + " to " + KEY_BYTES_MAX + " bytes expected, got " + length);
        }
        return new BackendKeyData(process, frames.rest().copy());
    }

    private NegotiateProtocolVersion negotiate() {
        int version = frames.int32();
        int count = frames.int32();
        if (count < 0 || count > frames.remaining()) {
            throw Errors.violation(count + " unknown options in " + frames.remaining() + " bytes");
        }
        List<String> options = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            options.add(frames.cString());
        }
        // The documents say "minor version", every server sends the whole one.
        return new NegotiateProtocolVersion(
                ProtocolVersion.of(version < 0x10000 ? (3 << 16) | version : version), options);
    }

    private Format copyFormat() {
        return Format.of(frames.int8());
    }

    private List<Format> columnFormats() {
        int count = frames.count16();
        List<Format> formats = new ArrayList<>(Math.min(count, frames.remaining() / 2));
        for (int i = 0; i < count; i++) {
            formats.add(Format.of(frames.int16()));
        }
        return formats;
    }
}
