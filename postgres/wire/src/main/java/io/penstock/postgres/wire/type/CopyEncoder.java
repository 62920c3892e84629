package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as {@code COPY … FROM STDIN} takes them: {@link #begin}, any number of {@link #row}, {@link #end}. A row
 * with a value that does not fit its type fails and leaves no trace. Immutable, so one encoder serves many buffers.
 */
public final class CopyEncoder {
    /** The formats of COPY; the SQL must name the same one. */
    public enum Form {
        /** {@code WITH (FORMAT text)}, the default of COPY. */
        TEXT,
        /** {@code WITH (FORMAT csv)}. */
        CSV,
        /** {@code WITH (FORMAT binary)}: the least work for both sides; the types must be exactly the columns'. */
        BINARY
    }

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final Form form;
    private final List<Codec<?>> columns;

    /** @param columns one codec per column, in the order of the COPY statement */
    public CopyEncoder(Form form, List<? extends Codec<?>> columns) {
        this.form = form;
        this.columns = List.copyOf(columns);
    }

    public Form form() {
        return form;
    }

    /** What comes before the first row. */
    public void begin(WireBuffer out) {
        if (form == Form.BINARY) {
            out.putBytes(SIGNATURE).putInt(0).putInt(0);
        }
    }

    /**
     * One row.
     *
     * @param values one per column, null for NULL
     */
    public void row(@Nullable Object[] values, WireBuffer out) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns of COPY");
        }
        int mark = out.size();
        try {
            switch (form) {
                case BINARY -> binary(values, out);
                case TEXT -> text(values, out);
                case CSV -> csv(values, out);
            }
        } catch (RuntimeException failure) {
            out.truncate(mark);
            throw failure;
        }
    }

    /** What comes after the last row. */
    public void end(WireBuffer out) {
        if (form == Form.BINARY) {
            out.putShort(-1);
        }
    }

    private void binary(@Nullable Object[] values, WireBuffer out) {
        out.putShort(values.length);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                out.putInt(-1);
            } else {
                int length = out.beginLength();
                codec(i).encode(value, out);
                out.endLength(length);
            }
        }
    }

    private void text(@Nullable Object[] values, WireBuffer out) {
        WireBuffer cell = new WireBuffer();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.putByte('\t');
            }
            Object value = values[i];
            if (value == null) {
                out.putByte('\\').putByte('N');
                continue;
            }
            cell.clear();
            codec(i).encodeText(value, cell);
            byte[] bytes = cell.array();
            for (int at = 0; at < cell.size(); at++) {
                byte b = bytes[at];
                switch (b) {
                    case '\\', '\n', '\r', '\t' ->
                        out.putByte('\\').putByte(b == '\n' ? 'n' : b == '\r' ? 'r' : b == '\t' ? 't' : b);
                    default -> out.putByte(b);
                }
            }
        }
        out.putByte('\n');
    }

    private void csv(@Nullable Object[] values, WireBuffer out) {
        WireBuffer cell = new WireBuffer();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.putByte(',');
            }
            Object value = values[i];
            if (value != null) {
                cell.clear();
                codec(i).encodeText(value, cell);
                quoted(cell, out);
            }
        }
        out.putByte('\n');
    }

    /** Always quoted: an empty text must not be taken for NULL, nor {@code \.} for the end of the data. */
    private static void quoted(WireBuffer cell, WireBuffer out) {
        byte[] bytes = cell.array();
        out.putByte('"');
        for (int at = 0; at < cell.size(); at++) {
            if (bytes[at] == '"') {
                out.putByte('"');
            }
            out.putByte(bytes[at]);
        }
        out.putByte('"');
    }

    @SuppressWarnings("unchecked") // the caller pairs values with their codecs; a mix-up is a ClassCastException
    private Codec<Object> codec(int column) {
        return (Codec<Object>) columns.get(column);
    }
}
