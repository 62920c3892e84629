package io.penstock.postgres.wire;

import io.penstock.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a decoder, and a cursor over the body of the current message.
 *
 * <p>Bytes are appended at the end and messages taken from the start. When the space runs out, the unread rest moves to
 * the front; only when that does not help does the array double. So memory follows what was really received and never
 * what a length field claims, and it never exceeds the limit. Confined to one thread.
 */
final class Frames {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIRST_BYTES = 8 * 1024;
    private static final int USUAL_BYTES = 64 * 1024;
    private static final int SPACE_BYTES_MIN = 2 * 1024;
    private static final int KEPT_BYTES_MAX = 1 << 20;
    private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

    private final Limit limit;
    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer window = ByteBuffer.wrap(bytes);
    private int start;
    private int end;

    private int at;
    private int bodyEnd;
    private @Nullable WireException broken;

    Frames(Limit limit) {
        this.limit = limit;
    }

    ByteBuffer space() {
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > KEPT_BYTES_MAX) {
                replace(new byte[USUAL_BYTES]);
            }
        }
        if (bytes.length - end < SPACE_BYTES_MIN) {
            makeRoom();
        }
        return window.limit(bytes.length).position(end);
    }

    private void makeRoom() {
        int unread = end - start;
        // More than half full: moving alone would be repeated for every few bytes received.
        boolean grows = unread > bytes.length / 2;
        byte[] target = bytes;
        if (grows) {
            long largest = limit.max() + 1 + SPACE_BYTES_MIN;
            target = new byte
                    [(int) Math.min(Math.max(2L * bytes.length, USUAL_BYTES), Math.min(largest, ARRAY_BYTES_MAX))];
        }
        System.arraycopy(bytes, start, target, 0, unread);
        start = 0;
        end = unread;
        if (grows) {
            replace(target);
        }
    }

    private void replace(byte[] target) {
        bytes = target;
        window = ByteBuffer.wrap(target);
    }

    void received(int count) {
        if (count < 0 || count > bytes.length - end) {
            throw new IllegalArgumentException(count + " bytes received into a space of " + (bytes.length - end)
                    + "; pass what the read returned");
        }
        end += count;
    }

    void feed(ByteBuffer source) {
        while (source.hasRemaining()) {
            ByteBuffer space = space();
            int count = Math.min(space.remaining(), source.remaining());
            source.get(bytes, end, count);
            end += count;
        }
    }

    int buffered() {
        return end - start;
    }

    int capacity() {
        return bytes.length;
    }

    void throwIfBroken() {
        if (broken != null) {
            throw broken.copy();
        }
    }

    WireException broken(WireException failure) {
        broken = failure;
        return failure;
    }

    /** The first byte not taken yet, or -1. */
    int peekType() {
        return start == end ? -1 : bytes[start] & 0xff;
    }

    /** The length field behind {@code typeBytes} bytes, or -1 when it is not there yet. */
    int peekLength(int typeBytes) {
        return end - start < typeBytes + 4 ? -1 : checkedLength((int) INT.get(bytes, start + typeBytes));
    }

    private int checkedLength(int length) {
        if (length < 4) {
            throw Errors.violation("a message length of " + length + ", the least is 4");
        }
        if (length > limit.max()) {
            throw Errors.tooLarge(limit, "a message of " + length + " bytes comes");
        }
        return length;
    }

    /** Takes the next message when it is whole: the cursor stands at its body. */
    boolean take(int typeBytes, int length) {
        if (end - start - typeBytes < length) {
            return false;
        }
        at = start + typeBytes + 4;
        start += typeBytes + length;
        bodyEnd = start;
        return true;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return at;
    }

    int bodyEnd() {
        return bodyEnd;
    }

    int remaining() {
        return bodyEnd - at;
    }

    void skipRest() {
        at = bodyEnd;
    }

    int int8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    int int16() {
        need(2);
        int value = (short) SHORT.get(bytes, at);
        at += 2;
        return value;
    }

    /** A count that PostgreSQL keeps in 16 bits without a sign. */
    int count16() {
        return int16() & 0xffff;
    }

    int int32() {
        need(4);
        int value = (int) INT.get(bytes, at);
        at += 4;
        return value;
    }

    String cString() {
        int from = at;
        for (int i = from; i < bodyEnd; i++) {
            if (bytes[i] == 0) {
                at = i + 1;
                return new String(bytes, from, i - from, StandardCharsets.UTF_8);
            }
        }
        throw Errors.violation("a text without its end in a message");
    }

    /** The rest of the body in place. */
    Bytes rest() {
        return slice(remaining());
    }

    Bytes slice(int length) {
        if (length < 0) {
            throw Errors.violation("a length of " + length);
        }
        need(length);
        Bytes slice = Bytes.of(bytes, at, length);
        at += length;
        return slice;
    }

    /** Whether the body, up to its last byte, is exactly {@code ascii} and a zero byte. */
    boolean bodyIs(byte[] ascii) {
        return remaining() == ascii.length + 1
                && bytes[bodyEnd - 1] == 0
                && Arrays.equals(bytes, at, bodyEnd - 1, ascii, 0, ascii.length);
    }

    void finish(int type) {
        if (at != bodyEnd) {
            throw Errors.violation((bodyEnd - at) + " bytes too many in message " + Errors.shown(type));
        }
    }

    private void need(int count) {
        if (bodyEnd - at < count) {
            throw Errors.violation("a message ends " + (count - (bodyEnd - at)) + " bytes too early");
        }
    }
}
