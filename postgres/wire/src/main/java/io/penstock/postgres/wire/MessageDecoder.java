package io.penstock.postgres.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts received bytes into messages: what both directions have in common. The kinds of messages are the subclasses'.
 * Confined to one thread at a time.
 *
 * @param <M> the messages of one direction
 */
public abstract sealed class MessageDecoder<M> permits BackendDecoder, FrontendDecoder {
    final Frames frames;

    MessageDecoder(WireLimits limits) {
        frames = new Frames(limits.receive());
    }

    /**
     * Free space to read into, at least 2 KiB, as a heap buffer: for {@code channel.read(space)}, or by
     * {@code array()}, {@code position()} and {@code remaining()} for an {@code InputStream}. Then tell
     * {@link #received}. Valid until the next call.
     */
    public ByteBuffer space() {
        return frames.space();
    }

    /** Says how many bytes were read into {@link #space()}. */
    public void received(int count) {
        frames.received(count);
    }

    /** Takes all remaining bytes of {@code source}, copied. */
    public void feed(ByteBuffer source) {
        frames.feed(source);
    }

    /** How many received bytes are waiting to be decoded. */
    public int buffered() {
        return frames.buffered();
    }

    /** How much memory the buffer has now, in bytes. */
    public int capacity() {
        return frames.capacity();
    }

    /**
     * The next message, or null when it is not here as a whole.
     *
     * @throws WireException when the bytes are not the protocol, or a message is too large
     */
    public @Nullable M next() {
        frames.throwIfBroken();
        try {
            return read();
        } catch (WireException failure) {
            throw frames.broken(failure);
        }
    }

    /** The next message in the form that is due now. */
    abstract @Nullable M read();

    /** The next message with a type letter. */
    final @Nullable M typed() {
        int type = frames.peekType();
        if (type < 0) {
            return null;
        }
        // A wrong type is found at its first byte, before waiting for a length that means nothing.
        if (!knows(type)) {
            throw unknown(type);
        }
        int length = frames.peekLength(1);
        if (length < 0 || !frames.take(1, length)) {
            return null;
        }
        M message = decode(type);
        frames.finish(type);
        return message;
    }

    abstract boolean knows(int type);

    abstract M decode(int type);

    abstract WireException unknown(int type);
}
