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
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a client's messages one behind the other into one {@link WireBuffer}, so that a burst is one write. A message
 * that cannot be written, because a value does not fit its type, leaves no trace: what was in the buffer before stays
 * whole.
 *
 * <p>{@link #write} takes any message; {@link #bind}, {@link #execute} and {@link #sync} are the same without an object
 * for the message. Confined to one thread at a time.
 */
public final class FrontendEncoder {
    static final int SSL_REQUEST = (1234 << 16) | 5679;
    static final int CANCEL_REQUEST = (1234 << 16) | 5678;
    private static final int VALUES_MAX = 0xffff;

    private final WireBuffer out;

    public FrontendEncoder(WireBuffer out) {
        this.out = out;
    }

    /** The buffer: write its {@link WireBuffer#view()} to the socket, then clear it. */
    public WireBuffer buffer() {
        return out;
    }

    /** Writes one message. */
    public FrontendEncoder write(FrontendMessage message) {
        int mark = out.size();
        try {
            put(message);
            return this;
        } catch (RuntimeException failure) {
            out.truncate(mark);
            throw failure;
        }
    }

    /** Writes several messages, all or none. */
    public FrontendEncoder write(List<? extends FrontendMessage> messages) {
        int mark = out.size();
        try {
            for (FrontendMessage message : messages) {
                put(message);
            }
            return this;
        } catch (RuntimeException failure) {
            out.truncate(mark);
            throw failure;
        }
    }

    /**
     * Writes a Bind to the unnamed portal whose values the encoders write straight into the buffer.
     *
     * @param encoders one per value; only the first {@code values.length} are used
     * @param values each of the type of its encoder, or null for NULL
     * @param results empty: all text; one: the same for all columns; else one per column
     */
    public FrontendEncoder bind(
            String statement, ValueEncoder<?>[] encoders, @Nullable Object[] values, List<Format> results) {
        int mark = out.size();
        try {
            int message = out.beginMessage('B');
            out.putByte(0).putCString(statement);
            valueFormats(encoders, values);
            out.putShort(checkedCount(values.length, "values"));
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value == null) {
                    out.putInt(-1);
                } else {
                    int length = out.beginLength();
                    encode(encoders[i], value);
                    out.endLength(length);
                }
            }
            formats(results);
            out.endMessage(message);
            return this;
        } catch (RuntimeException failure) {
            out.truncate(mark);
            throw failure;
        }
    }

    /** One format for all when all are binary, else one each. The encoder of a NULL is not asked; it may be missing. */
    private void valueFormats(ValueEncoder<?>[] encoders, @Nullable Object[] values) {
        boolean allBinary = true;
        for (int i = 0; i < values.length; i++) {
            allBinary &= values[i] == null || encoders[i].format() == Format.BINARY;
        }
        if (allBinary) {
            out.putShort(1).putShort(Format.BINARY.code());
            return;
        }
        out.putShort(checkedCount(values.length, "values"));
        for (int i = 0; i < values.length; i++) {
            out.putShort(values[i] == null ? 0 : encoders[i].format().code());
        }
    }

    @SuppressWarnings("unchecked") // the caller pairs values with their encoders; a mix-up is a ClassCastException
    private void encode(ValueEncoder<?> encoder, Object value) {
        ((ValueEncoder<Object>) encoder).encode(value, out);
    }

    /** Writes an Execute of the unnamed portal. */
    public FrontendEncoder execute(int rowsMax) {
        out.putByte('E').putInt(9).putByte(0).putInt(rowsMax);
        return this;
    }

    public FrontendEncoder sync() {
        out.putByte('S').putInt(4);
        return this;
    }

    public FrontendEncoder flush() {
        out.putByte('H').putInt(4);
        return this;
    }

    /** Writes COPY data that {@code data} holds, for example rows of a {@code CopyEncoder}. */
    public FrontendEncoder copyData(WireBuffer data) {
        out.putByte('d').putInt(4 + data.size()).putBytes(data.array(), 0, data.size());
        return this;
    }

    private void put(FrontendMessage message) {
        switch (message) {
            case SslRequest m -> out.putInt(8).putInt(SSL_REQUEST);
            case CancelRequest m ->
                out.putInt(12 + m.secretKey().length())
                        .putInt(CANCEL_REQUEST)
                        .putInt(m.processId())
                        .putBytes(m.secretKey());
            case Startup m -> startup(m);
            case Password m -> {
                int at = out.beginMessage('p');
                out.putBytes(m.password()).putByte(0);
                out.endMessage(at);
            }
            case SaslInitialResponse m -> {
                int at = out.beginMessage('p');
                out.putCString(m.mechanism()).putInt(m.data().length()).putBytes(m.data());
                out.endMessage(at);
            }
            case SaslResponse m ->
                out.putByte('p').putInt(4 + m.data().length()).putBytes(m.data());
            case Query m -> text('Q', m.sql());
            case Parse m -> parse(m);
            case Bind m -> bind(m);
            case Describe m -> target('D', m.target(), m.name());
            case Execute m -> {
                int at = out.beginMessage('E');
                out.putCString(m.portal()).putInt(m.rowsMax());
                out.endMessage(at);
            }
            case Close m -> target('C', m.target(), m.name());
            case Sync m -> sync();
            case Flush m -> flush();
            case CopyData m -> out.putByte('d').putInt(4 + m.data().length()).putBytes(m.data());
            case CopyDone m -> out.putByte('c').putInt(4);
            case CopyFail m -> text('f', m.reason());
            case Terminate m -> out.putByte('X').putInt(4);
        }
    }

    private void startup(Startup message) {
        int at = out.beginLength();
        out.putInt(message.version().code());
        new TreeMap<>(message.parameters()).forEach((name, value) -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a startup parameter without a name");
            }
            out.putCString(name).putCString(value);
        });
        out.putByte(0);
        out.endMessage(at);
    }

    private void parse(Parse message) {
        int at = out.beginMessage('P');
        out.putCString(message.statement()).putCString(message.sql());
        List<Integer> types = message.parameterTypes();
        out.putShort(checkedCount(types.size(), "parameter types"));
        for (int type : types) {
            out.putInt(type);
        }
        out.endMessage(at);
    }

    private void bind(Bind message) {
        int at = out.beginMessage('B');
        out.putCString(message.portal()).putCString(message.statement());
        BindFormats formats = message.formats();
        formats(formats.values());
        out.putShort(checkedCount(message.values().size(), "values"));
        for (Bytes value : message.values()) {
            if (value == null) {
                out.putInt(-1);
            } else {
                out.putInt(value.length()).putBytes(value);
            }
        }
        formats(formats.results());
        out.endMessage(at);
    }

    private void formats(List<Format> formats) {
        int count = formats.size();
        out.putShort(checkedCount(count, "formats"));
        for (int i = 0; i < count; i++) {
            out.putShort(formats.get(i).code());
        }
    }

    private static int checkedCount(int count, String what) {
        if (count > VALUES_MAX) {
            throw new IllegalArgumentException(count + " " + what + " in one statement, PostgreSQL takes " + VALUES_MAX
                    + "; use an array or COPY");
        }
        return count;
    }

    private void text(char type, String text) {
        int at = out.beginMessage(type);
        out.putCString(text);
        out.endMessage(at);
    }

    private void target(char type, Target target, String name) {
        int at = out.beginMessage(type);
        out.putByte(target.code()).putCString(name);
        out.endMessage(at);
    }
}
