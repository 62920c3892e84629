package io.penstock.postgres.wire;

import io.penstock.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes on their way out: grows as they are put, is written to the socket in one go, and is used again after
 * {@link #clear()}. Numbers are big-endian. Confined to one thread at a time.
 */
public final class WireBuffer {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIRST_BYTES = 1024;
    /** A buffer that grew past this for one large burst gives the memory back on the next clear. */
    private static final int KEPT_BYTES_MAX = 1 << 20;
    /** Longer texts are faster through the JDK's bulk encoder than char by char. */
    private static final int SHORT_TEXT_CHARS = 96;

    private final Limit limit;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** A buffer with the default limit. */
    public WireBuffer() {
        this(WireLimits.defaults().send());
    }

    public WireBuffer(Limit limit) {
        this.limit = limit;
    }

    /** How many bytes are in it. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    /** Forgets what was put after {@code size} bytes, for example a message that could not be finished. */
    public void truncate(int size) {
        if (size < 0 || size > this.size) {
            throw new IndexOutOfBoundsException("cannot cut " + this.size + " bytes to " + size);
        }
        this.size = size;
    }

    /** What to write to the socket: a view of all bytes, valid until the next change. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** The array behind the buffer; its first {@link #size()} bytes count, and it changes when the buffer grows. */
    public byte[] array() {
        return bytes;
    }

    /** All bytes, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public WireBuffer putByte(int value) {
        int at = advance(1);
        bytes[at] = (byte) value;
        return this;
    }

    public WireBuffer putShort(int value) {
        int at = advance(2);
        SHORT.set(bytes, at, (short) value);
        return this;
    }

    public WireBuffer putInt(int value) {
        int at = advance(4);
        INT.set(bytes, at, value);
        return this;
    }

    public WireBuffer putLong(long value) {
        int at = advance(8);
        LONG.set(bytes, at, value);
        return this;
    }

    public WireBuffer putBytes(byte[] value) {
        return putBytes(value, 0, value.length);
    }

    public WireBuffer putBytes(byte[] value, int offset, int length) {
        int at = advance(length);
        System.arraycopy(value, offset, bytes, at, length);
        return this;
    }

    public WireBuffer putBytes(Bytes value) {
        return putBytes(value.array(), value.offset(), value.length());
    }

    /** Puts the rest of {@code value}, whose position moves to its limit. */
    public WireBuffer putBytes(ByteBuffer value) {
        int length = value.remaining();
        int at = advance(length);
        value.get(bytes, at, length);
        return this;
    }

    /** The text in UTF-8, without an end mark. */
    public WireBuffer putUtf8(String text) {
        int length = text.length();
        if (length > SHORT_TEXT_CHARS) {
            return putLongText(text);
        }
        int at = advance(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = at + i;
                putNonAscii(text, i);
                return this;
            }
            bytes[at + i] = (byte) c;
        }
        return this;
    }

    /** A protocol string: UTF-8, ended by a zero byte. */
    public WireBuffer putCString(String text) {
        if (text.indexOf('\0') >= 0) {
            throw Errors.nul("a name or statement");
        }
        return putUtf8(text).putByte(0);
    }

    /** Overwrites a number put before. */
    public void setInt(int at, int value) {
        if (at < 0 || at > size - 4) {
            throw new IndexOutOfBoundsException("no number at " + at + " of " + size + " bytes");
        }
        INT.set(bytes, at, value);
    }

    /** Makes room for a length and returns where it stands, for {@link #endLength}. */
    public int beginLength() {
        putInt(0);
        return size - 4;
    }

    /** Writes the count of the bytes put since {@link #beginLength}, itself not counted: the length of a value. */
    public void endLength(int at) {
        setInt(at, size - at - 4);
    }

    int beginMessage(char type) {
        putByte(type);
        return beginLength();
    }

    /** A message's length counts itself. */
    void endMessage(int at) {
        setInt(at, size - at);
    }

    private WireBuffer putLongText(String text) {
        // The bulk encoder writes '?' for half a surrogate pair; only texts that may hold one take the slow way.
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length != text.length()) {
            putNonAscii(text, 0);
            return this;
        }
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '?' && text.charAt(i) != '?') {
                throw Errors.surrogate(i);
            }
        }
        return putBytes(encoded);
    }

    private void putNonAscii(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                putByte(c);
            } else if (c < 0x800) {
                putByte(0xc0 | (c >> 6)).putByte(continuation(c));
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw Errors.surrogate(i);
                }
                int point = Character.toCodePoint(c, text.charAt(++i));
                putByte(0xf0 | (point >> 18)).putByte(continuation(point >> 12));
                putByte(continuation(point >> 6)).putByte(continuation(point));
            } else {
                putByte(0xe0 | (c >> 12)).putByte(continuation(c >> 6)).putByte(continuation(c));
            }
        }
    }

    private static int continuation(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private int advance(int count) {
        int at = size;
        if (count > bytes.length - at) {
            grow(count);
        }
        size = at + count;
        return at;
    }

    private void grow(int count) {
        long needed = (long) size + count;
        if (needed > limit.max()) {
            throw Errors.tooLarge(limit, "a burst of at least " + needed + " bytes was to be sent");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit.max(), Math.max(needed, 2L * bytes.length)));
    }
}
