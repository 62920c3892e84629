package io.penstock.postgres.wire;

import io.penstock.postgres.wire.FrontendMessage.Bind;
import io.penstock.postgres.wire.FrontendMessage.BindFormats;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.Close;
import io.penstock.postgres.wire.FrontendMessage.CopyData;
import io.penstock.postgres.wire.FrontendMessage.CopyDone;
import io.penstock.postgres.wire.FrontendMessage.CopyFail;
import io.penstock.postgres.wire.FrontendMessage.Describe;
import io.penstock.postgres.wire.FrontendMessage.Execute;
import io.penstock.postgres.wire.FrontendMessage.Flush;
import io.penstock.postgres.wire.FrontendMessage.Parse;
import io.penstock.postgres.wire.FrontendMessage.Password;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.FrontendMessage.SaslInitialResponse;
import io.penstock.postgres.wire.FrontendMessage.SaslResponse;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.FrontendMessage.Target;
import io.penstock.postgres.wire.FrontendMessage.Terminate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever bytes a client sent into messages, for test servers and listeners. Used as {@link BackendDecoder}, but
 * its messages own their memory. A new connection starts with the messages that have no type letter (SslRequest,
 * CancelRequest, Startup); after a Startup the typed ones follow. Confined to one thread at a time.
 */
public final class FrontendDecoder extends MessageDecoder<FrontendMessage> {
    /** What a message of type 'p' means, which only the server's last question tells. */
    public enum Answer {
        PASSWORD,
        SASL_INITIAL,
        SASL
    }

    private static final int STARTUP_BYTES_MAX = 10_000;
    private static final int KEY_BYTES_MAX = 256;

    private boolean started;
    private Answer answer = Answer.PASSWORD;

    /** A decoder for a new connection, with the default limit. */
    public FrontendDecoder() {
        this(WireLimits.defaults());
    }

    public FrontendDecoder(WireLimits limits) {
        super(limits);
    }

    /** What the next message of type 'p' is. */
    public void expect(Answer answer) {
        this.answer = answer;
    }

    /** Goes past the start of a connection, for bytes that begin later. */
    public FrontendDecoder started() {
        started = true;
        return this;
    }

    @Override
    @Nullable
    FrontendMessage read() {
        return started ? typed() : untyped();
    }

    private @Nullable FrontendMessage untyped() {
        int length = frames.peekLength(0);
        if (length > STARTUP_BYTES_MAX) {
            throw Errors.violation("a first message of " + length + " bytes, at most " + STARTUP_BYTES_MAX);
        }
        if (length < 0 || !frames.take(0, length)) {
            return null;
        }
        int code = frames.int32();
        FrontendMessage message = switch (code) {
            case FrontendEncoder.SSL_REQUEST -> new SslRequest();
            case FrontendEncoder.CANCEL_REQUEST -> cancel();
            default -> startup(code);
        };
        frames.finish(0);
        return message;
    }

    private CancelRequest cancel() {
        int process = frames.int32();
        if (frames.remaining() > KEY_BYTES_MAX) {
            throw Errors.violation("a cancel key of " + frames.remaining() + " bytes, at most " + KEY_BYTES_MAX);
        }
        return new CancelRequest(process, frames.rest().copy());
    }

    private Startup startup(int code) {
        ProtocolVersion version = ProtocolVersion.of(code);
        if (version.major() != 3) {
            throw Errors.violation("a first message for protocol " + version);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        String name = frames.cString();
        while (!name.isEmpty()) {
            parameters.put(name, frames.cString());
            name = frames.cString();
        }
        started = true;
        return new Startup(version, parameters);
    }

    @Override
    boolean knows(int type) {
        return switch (type) {
            case 'Q', 'P', 'B', 'D', 'E', 'C', 'S', 'H', 'd', 'c', 'f', 'p', 'X' -> true;
            default -> false;
        };
    }

    @Override
    WireException unknown(int type) {
        return Errors.violation("a client message of unknown type " + Errors.shown(type));
    }

    @Override
    FrontendMessage decode(int type) {
        return switch (type) {
            case 'Q' -> new Query(frames.cString());
            case 'P' -> parse();
            case 'B' -> bind();
            case 'D' -> new Describe(target(), frames.cString());
            case 'E' -> new Execute(frames.cString(), frames.int32());
            case 'C' -> new Close(target(), frames.cString());
            case 'S' -> new Sync();
            case 'H' -> new Flush();
            case 'd' -> new CopyData(frames.rest().copy());
            case 'c' -> new CopyDone();
            case 'f' -> new CopyFail(frames.cString());
            case 'p' -> answer();
            case 'X' -> new Terminate();
            default -> throw unknown(type);
        };
    }

    private FrontendMessage answer() {
        return switch (answer) {
            case PASSWORD -> {
                Bytes rest = frames.rest();
                if (rest.length() == 0 || rest.at(rest.length() - 1) != 0) {
                    throw Errors.violation("a password without its end");
                }
                yield new Password(
                        Bytes.of(rest.array(), rest.offset(), rest.length() - 1).copy());
            }
            case SASL_INITIAL -> {
                String mechanism = frames.cString();
                int length = frames.int32();
                yield new SaslInitialResponse(
                        mechanism,
                        length < 0 ? Bytes.EMPTY : frames.slice(length).copy());
            }
            case SASL -> new SaslResponse(frames.rest().copy());
        };
    }

    private Target target() {
        int code = frames.int8();
        return switch (code) {
            case 'S' -> Target.STATEMENT;
            case 'P' -> Target.PORTAL;
            default -> throw Errors.violation("S or P expected, got " + Errors.shown(code));
        };
    }

    private Parse parse() {
        String statement = frames.cString();
        String sql = frames.cString();
        int count = frames.count16();
        List<Integer> types = new ArrayList<>(Math.min(count, frames.remaining() / 4));
        for (int i = 0; i < count; i++) {
            types.add(frames.int32());
        }
        return new Parse(statement, sql, types);
    }

    private Bind bind() {
        String portal = frames.cString();
        String statement = frames.cString();
        List<Format> valueFormats = formats();
        int count = frames.count16();
        List<@Nullable Bytes> values = new ArrayList<>(Math.min(count, frames.remaining() / 4));
        for (int i = 0; i < count; i++) {
            int length = frames.int32();
            values.add(length == -1 ? null : frames.slice(length).copy());
        }
        return new Bind(portal, statement, values, new BindFormats(valueFormats, formats()));
    }

    private List<Format> formats() {
        int count = frames.count16();
        List<Format> formats = new ArrayList<>(Math.min(count, frames.remaining() / 2));
        for (int i = 0; i < count; i++) {
            formats.add(Format.of(frames.int16()));
        }
        return formats;
    }
}
