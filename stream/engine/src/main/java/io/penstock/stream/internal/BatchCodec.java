package io.penstock.stream.internal;

import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.TextColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as bytes, row by row, by the types of their schema. */
final class BatchCodec {
    private BatchCodec() {}

    static byte[] encode(List<Batch> batches) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(batches.size());
            for (Batch batch : batches) {
                write(out, batch);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static List<Batch> decode(Schema schema, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<Batch> batches = new ArrayList<>();
            BatchBuilder builder = new BatchBuilder(schema);
            for (int i = 0; i < count; i++) {
                batches.add(read(in, builder));
            }
            return batches;
        } catch (IOException | RuntimeException damaged) {
            throw new StreamException(
                    StreamError.STATE_CORRUPT,
                    "stored rows cannot be read as " + schema + "; restore a backup",
                    damaged);
        }
    }

    private static void write(DataOutputStream out, Batch batch) throws IOException {
        out.writeInt(batch.size());
        out.writeBoolean(batch.weights() != null);
        for (int row = 0; row < batch.size(); row++) {
            if (batch.weights() != null) {
                out.writeInt(batch.weight(row));
            }
            for (int i = 0; i < batch.schema().size(); i++) {
                writeCell(out, batch.schema().type(i), batch.column(i), row);
            }
        }
    }

    private static void writeCell(DataOutputStream out, DataType type, Column column, int row) throws IOException {
        if (column.isNull(row)) {
            out.writeBoolean(false);
            return;
        }
        out.writeBoolean(true);
        switch (column) {
            case LongColumn c -> out.writeLong(c.values()[row]);
            case DoubleColumn c -> out.writeDouble(c.values()[row]);
            case TextColumn c -> writeText(out, c.text(row));
            case ObjectColumn c -> writeObject(out, type, c.values()[row]);
        }
    }

    private static Batch read(DataInputStream in, BatchBuilder builder) throws IOException {
        int size = in.readInt();
        boolean weighted = in.readBoolean();
        for (int row = 0; row < size; row++) {
            int weight = weighted ? in.readInt() : 1;
            for (int i = 0; i < builder.schema().size(); i++) {
                readCell(in, builder.schema().type(i), builder.column(i));
            }
            builder.endRow(weight);
        }
        return builder.build();
    }

    private static void readCell(DataInputStream in, DataType type, ColumnBuilder column) throws IOException {
        if (!in.readBoolean()) {
            column.appendNull();
            return;
        }
        switch (type.storage()) {
            case LONG -> column.appendLong(in.readLong());
            case DOUBLE -> column.appendDouble(in.readDouble());
            case TEXT -> column.appendText(readText(in));
            case OBJECT -> column.append(readObject(in, type));
        }
    }

    private static void writeObject(DataOutputStream out, DataType type, @Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value == null) {
            return;
        }
        switch (type) {
            case DataType.Simple simple
            when simple.storage() == DataType.Storage.OBJECT -> writeBytes(out, (byte[]) value);
            case DataType.Simple simple -> writeBoxed(out, simple, value);
            case DataType.Decimal decimal -> {
                BigDecimal number = (BigDecimal) value;
                out.writeInt(number.scale());
                writeBytes(out, number.unscaledValue().toByteArray());
            }
            case DataType.Array array -> {
                List<?> list = (List<?>) value;
                out.writeInt(list.size());
                for (Object element : list) {
                    writeObject(out, array.element(), element);
                }
            }
            case DataType.MapOf map -> {
                Map<?, ?> entries = (Map<?, ?>) value;
                out.writeInt(entries.size());
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    writeObject(out, map.key(), entry.getKey());
                    writeObject(out, map.value(), entry.getValue());
                }
            }
            case DataType.Row row -> {
                List<?> list = (List<?>) value;
                for (int i = 0; i < list.size(); i++) {
                    writeObject(out, row.fields().get(i).type(), list.get(i));
                }
            }
        }
    }

    private static @Nullable Object readObject(DataInputStream in, DataType type) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return switch (type) {
            case DataType.Simple simple when simple.storage() == DataType.Storage.OBJECT -> readBytes(in);
            case DataType.Simple simple -> readBoxed(in, simple);
            case DataType.Decimal decimal -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(readBytes(in)), scale);
            }
            case DataType.Array array -> {
                int size = in.readInt();
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(readObject(in, array.element()));
                }
                yield Collections.unmodifiableList(list);
            }
            case DataType.MapOf map -> {
                int size = in.readInt();
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    entries.put(readObject(in, map.key()), readObject(in, map.value()));
                }
                yield Collections.unmodifiableMap(entries);
            }
            case DataType.Row row -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < row.fields().size(); i++) {
                    list.add(readObject(in, row.fields().get(i).type()));
                }
                yield Collections.unmodifiableList(list);
            }
        };
    }

    /** A simple value inside an array, map or row, by the storage that a column of its type would have. */
    private static void writeBoxed(DataOutputStream out, DataType.Simple type, Object value) throws IOException {
        ColumnBuilder cell = new ColumnBuilder(type, 1);
        cell.append(value);
        writeCell(out, type, cell.build(), 0);
    }

    private static @Nullable Object readBoxed(DataInputStream in, DataType.Simple type) throws IOException {
        ColumnBuilder cell = new ColumnBuilder(type, 1);
        readCell(in, type, cell);
        return Boxed.get(type, cell.build(), 0);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("the bytes end in the middle of a value");
        }
        return bytes;
    }
}
