package io.penstock.postgres.internal;

import io.penstock.Limit;
import io.penstock.postgres.JsonRows;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.type.PgType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Gathers one column of JSON into one array of bytes, from the receive buffer, copied once. Confined to one run. */
final class AsJson implements RowTarget<JsonRows> {
    private static final byte[] COMMA = {','};
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Limit limit;
    private final BitSet nulls = new BitSet();
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[32];
    private int rows;
    private int size;
    private int prefix;

    AsJson(Limit limit) {
        this.limit = limit;
        bytes[size++] = '[';
    }

    @Override
    public void begin(List<RowField> columns) {
        if (columns.size() != 1) {
            throw Errors.unexpectedResult("one column of JSON is expected, the result has " + columns.size()
                    + "; select one, or to_json(row)");
        }
        RowField field = columns.getFirst();
        boolean binary = field.typeOid() == PgType.JSONB.oid();
        if (!binary && field.typeOid() != PgType.JSON.oid()) {
            throw Errors.type("column '" + field.name() + "' is " + Types.sqlName(field.typeOid())
                    + ", and json or jsonb is expected; use to_json(" + field.name() + ")");
        }
        // The binary form of jsonb is its text behind a version.
        prefix = binary && field.format() == Format.BINARY ? 1 : 0;
    }

    @Override
    public void row(DataRow row) {
        if (rows >= limit.max()) {
            throw Errors.tooManyRows(limit);
        }
        if (rows > 0) {
            append(COMMA, 0, 1);
        }
        if (row.isNull(0)) {
            nulls.set(rows);
            append(NULL, 0, NULL.length);
        } else {
            if (prefix == 1 && row.array()[row.offset(0)] != 1) {
                throw Errors.type("jsonb comes in version " + row.array()[row.offset(0)] + ", and only 1 is known");
            }
            append(row.array(), row.offset(0) + prefix, row.length(0) - prefix);
        }
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, rows * 2);
        }
        ends[rows++] = size;
    }

    private void append(byte[] from, int offset, int length) {
        long needed = (long) size + length + 1;
        if (needed > Integer.MAX_VALUE - 8) {
            throw Errors.tooManyRows(new Limit("bytes of one JSON array", Integer.MAX_VALUE - 8, "bytes"));
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), Integer.MAX_VALUE - 8));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    @Override
    public JsonRows end(long affected) {
        bytes[size++] = ']';
        return new Result(bytes, size, ends, rows, nulls);
    }

    private static final class Result implements JsonRows {
        private final byte[] bytes;
        private final int length;
        private final int[] ends;
        private final int rows;
        private final BitSet nulls;

        Result(byte[] bytes, int length, int[] ends, int rows, BitSet nulls) {
            this.bytes = bytes;
            this.length = length;
            this.ends = ends;
            this.rows = rows;
            this.nulls = nulls;
        }

        @Override
        public int size() {
            return rows;
        }

        @Override
        public ByteBuffer row(int index) {
            int end = ends[java.util.Objects.checkIndex(index, rows)];
            int start = index == 0 ? 1 : ends[index - 1] + 1;
            return ByteBuffer.wrap(bytes, start, end - start).slice().asReadOnlyBuffer();
        }

        @Override
        public boolean isNull(int index) {
            return nulls.get(java.util.Objects.checkIndex(index, rows));
        }

        @Override
        public ByteBuffer array() {
            return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes, 0, length);
        }

        @Override
        public String toString() {
            return "JsonRows[" + rows + " rows, " + length + " bytes]";
        }
    }
}
