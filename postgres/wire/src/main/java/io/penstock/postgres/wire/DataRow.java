package io.penstock.postgres.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row, read in place: the columns are offsets into the decoder's buffer and nothing is copied until a value is
 * made.
 *
 * <p><b>Lifetime.</b> A row from a {@link BackendDecoder} is the same object every time and shows the row of the last
 * {@link BackendDecoder#next()}; it must not be read after the next call on that decoder. {@link #copy()} gives a row
 * with memory of its own that lives as long as it is referenced. Confined to the decoder's thread; a copy is immutable.
 */
public final class DataRow implements BackendMessage {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NULL = -1;

    private byte[] bytes = new byte[0];
    private int columns;
    /** Where each column starts. */
    private int[] offsets = new int[16];
    /** How long each column is, or -1 for NULL. */
    private int[] lengths = new int[16];

    DataRow() {}

    /** A row with these values; null is SQL's NULL. */
    public static DataRow of(List<@Nullable Bytes> values) {
        WireBuffer buffer = new WireBuffer();
        buffer.putShort(values.size());
        for (Bytes value : values) {
            if (value == null) {
                buffer.putInt(NULL);
            } else {
                buffer.putInt(value.length()).putBytes(value);
            }
        }
        DataRow row = new DataRow();
        row.point(buffer.toByteArray(), 0, buffer.size());
        return row;
    }

    /** Points the row at the body of a message, checking that every column lies within it. */
    void point(byte[] bytes, int start, int end) {
        if (end - start < 2) {
            throw Errors.violation("a row of " + (end - start) + " bytes");
        }
        int count = (short) SHORT.get(bytes, start) & 0xffff;
        if (count > offsets.length) {
            offsets = new int[count];
            lengths = new int[count];
        }
        int at = start + 2;
        for (int i = 0; i < count; i++) {
            if (end - at < 4) {
                throw Errors.violation("a row of " + count + " columns ends within column " + (i + 1));
            }
            int length = (int) INT.get(bytes, at);
            at += 4;
            offsets[i] = at;
            lengths[i] = length;
            if (length > 0) {
                if (length > end - at) {
                    throw Errors.violation("column " + (i + 1) + " of " + length + " bytes is longer than its row");
                }
                at += length;
            } else if (length < NULL) {
                throw Errors.violation("column " + (i + 1) + " has length " + length);
            }
        }
        if (at != end) {
            throw Errors.violation("a row has " + (end - at) + " bytes after its last column");
        }
        this.bytes = bytes;
        this.columns = count;
    }

    /** How many columns. */
    public int columns() {
        return columns;
    }

    public boolean isNull(int column) {
        return lengths[check(column)] < 0;
    }

    /** The array that holds the column; it starts at {@link #offset}. Read only. */
    public byte[] array() {
        return bytes;
    }

    /** Where the column's bytes start in {@link #array()}. */
    public int offset(int column) {
        return offsets[check(column)];
    }

    /** How many bytes the column has, or -1 for NULL. */
    public int length(int column) {
        return lengths[check(column)];
    }

    /** The column's bytes in place, with the row's lifetime; null for NULL. */
    public @Nullable Bytes bytes(int column) {
        int length = length(column);
        return length < 0 ? null : Bytes.of(bytes, offsets[column], length);
    }

    /** A column in binary format of type boolean, which must not be NULL. */
    public boolean booleanAt(int column) {
        return bytes[fixed(column, 1)] != 0;
    }

    /** A column in binary format of type smallint, which must not be NULL. */
    public short shortAt(int column) {
        return (short) SHORT.get(bytes, fixed(column, 2));
    }

    /** A column in binary format of type integer (or oid, or date), which must not be NULL. */
    public int intAt(int column) {
        return (int) INT.get(bytes, fixed(column, 4));
    }

    /** A column in binary format of type bigint (or time, or timestamp), which must not be NULL. */
    public long longAt(int column) {
        return (long) LONG.get(bytes, fixed(column, 8));
    }

    /** A column in binary format of type real, which must not be NULL. */
    public float floatAt(int column) {
        return Float.intBitsToFloat(intAt(column));
    }

    /** A column in binary format of type double precision, which must not be NULL. */
    public double doubleAt(int column) {
        return Double.longBitsToDouble(longAt(column));
    }

    /** A row with memory of its own. */
    public DataRow copy() {
        int start = columns == 0 ? 0 : offsets[0];
        int end = columns == 0 ? 0 : offsets[columns - 1] + Math.max(0, lengths[columns - 1]);
        DataRow copy = new DataRow();
        copy.bytes = new byte[end - start];
        System.arraycopy(bytes, start, copy.bytes, 0, end - start);
        copy.columns = columns;
        copy.offsets = new int[columns];
        copy.lengths = new int[columns];
        for (int i = 0; i < columns; i++) {
            copy.offsets[i] = offsets[i] - start;
            copy.lengths[i] = lengths[i];
        }
        return copy;
    }

    private int check(int column) {
        if (column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException("column " + column + " of a row with " + columns + " columns");
        }
        return column;
    }

    private int fixed(int column, int expected) {
        int length = length(column);
        if (length != expected) {
            throw new WireException(
                    WireError.MALFORMED_VALUE,
                    "column " + column + " should be a binary value of " + expected + " bytes, but "
                            + (length < 0 ? "it is NULL" : "it has " + length));
        }
        return offsets[column];
    }

    @Override
    public boolean equals(Object o) {
        if (!(o instanceof DataRow other) || columns != other.columns) {
            return false;
        }
        for (int i = 0; i < columns; i++) {
            if (!java.util.Objects.equals(bytes(i), other.bytes(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = columns;
        for (int i = 0; i < columns; i++) {
            hash = 31 * hash + java.util.Objects.hashCode(bytes(i));
        }
        return hash;
    }

    /** Shows no values, which may be a user's data. */
    @Override
    public String toString() {
        return "DataRow[" + columns + " columns]";
    }
}
