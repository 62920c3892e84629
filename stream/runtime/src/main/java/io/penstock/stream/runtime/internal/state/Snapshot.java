package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.runtime.internal.Errors;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frame around a dataflow's state: a magic number, the version of the format, a checksum over what follows, the
 * hash of the plan, the state.
 */
public final class Snapshot {
    private static final int MAGIC = 0x50534E50;
    private static final int VERSION = 2;
    private static final int HEADER = 3 * Integer.BYTES;

    private Snapshot() {}

    public static byte[] seal(String planHash, byte[] state) {
        StateWriter body = new StateWriter();
        body.writeText(planHash);
        body.writeBytes(state);
        byte[] bytes = body.toByteArray();
        return ByteBuffer.allocate(HEADER + bytes.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(checksum(bytes, 0))
                .put(bytes)
                .array();
    }

    /** The state inside, if the frame is whole and was made for this plan. */
    public static StateReader open(String planHash, byte[] snapshot) {
        if (snapshot.length < HEADER) {
            throw Errors.snapshotDamaged("it has only " + snapshot.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(snapshot);
        if (in.getInt() != MAGIC) {
            throw Errors.snapshotDamaged("it does not begin like a snapshot");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw Errors.snapshotDamaged("it has format " + version + ", this release reads format " + VERSION);
        }
        if (in.getInt() != checksum(snapshot, HEADER)) {
            throw Errors.snapshotDamaged("its checksum is wrong");
        }
        byte[] body = new byte[in.remaining()];
        in.get(body);
        StateReader reader = new StateReader(body);
        String found = reader.readText();
        if (!found.equals(planHash)) {
            throw Errors.snapshotOfAnotherPlan(planHash, found);
        }
        return new StateReader(reader.readBytes());
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }
}
