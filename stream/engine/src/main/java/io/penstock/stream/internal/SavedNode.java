package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint keeps of a source, a stream or a sink; of a sink only that it has written what came before.
 *
 * @param watermark the last watermark that it published
 * @param count the rows that it has published
 * @param dropped the rows that a source has dropped for want of an event time
 * @param state the dataflow's state; null for a source
 * @param rows the rows that queries see, encoded
 */
record SavedNode(long watermark, long count, long dropped, byte @Nullable [] state, byte[] rows) {
    static SavedNode ofSource(long watermark, long count, long dropped, List<Batch> rows) {
        return new SavedNode(watermark, count, dropped, null, BatchCodec.encode(rows));
    }

    static SavedNode ofStream(long watermark, long count, byte @Nullable [] state, List<Batch> rows) {
        return new SavedNode(watermark, count, 0, state, BatchCodec.encode(rows));
    }

    static SavedNode ofSink() {
        return new SavedNode(Watermark.UNSET, 0, 0, null, BatchCodec.encode(List.of()));
    }

    List<Batch> rows(Schema schema) {
        return BatchCodec.decode(schema, rows);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(watermark);
            out.writeLong(count);
            out.writeLong(dropped);
            out.writeInt(state == null ? -1 : state.length);
            if (state != null) {
                out.write(state);
            }
            out.writeInt(rows.length);
            out.write(rows);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static SavedNode fromBytes(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long watermark = in.readLong();
            long count = in.readLong();
            long dropped = in.readLong();
            int length = in.readInt();
            byte[] state = length < 0 ? null : in.readNBytes(length);
            byte[] rows = in.readNBytes(in.readInt());
            return new SavedNode(watermark, count, dropped, state, rows);
        }
    }
}
