package io.penstock.postgres.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stretch of bytes, equal by content. Making one copies nothing; whoever made the array must not change it while the
 * slice is in use. Slices that a decoder hands out live in its buffer, see {@link BackendDecoder}: {@link #copy()} one
 * to keep it. The text form shows only the length, since the content may be a secret or a user's data.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The whole array, not copied. */
    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** A part of the array, not copied. */
    public static Bytes of(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException(
                    "bytes " + offset + " to " + (long) (offset + length) + " of an array of " + array.length);
        }
        return new Bytes(array, offset, length);
    }

    /** The text in UTF-8. */
    public static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return length;
    }

    /** One byte, counted from 0. */
    public byte at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("byte " + index + " of " + length);
        }
        return array[offset + index];
    }

    /** The array behind the slice; read from {@link #offset()} on, never write. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** From {@code from} to the end, not copied. */
    public Bytes from(int from) {
        return of(array, offset + from, length - from);
    }

    /** A slice with memory of its own. */
    public Bytes copy() {
        return of(toByteArray());
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only view. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** The bytes as UTF-8. */
    public String toUtf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Bytes other
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Bytes[" + length + "]";
    }
}
