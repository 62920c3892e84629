package io.penstock.stream.internal;

import io.penstock.stream.ObjectKind;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a directory holds: the catalog, and which file has the state of the last checkpoint. It replaces the one before
 * as a whole and carries its own checksum.
 *
 * @param epoch the number of the last checkpoint, 0 before the first
 * @param stateFile the file with the state, empty before the first checkpoint
 * @param stateSha256 the checksum of that file in hex
 * @param objects the catalog in the order of creation
 */
record Manifest(long epoch, String stateFile, String stateSha256, List<NodeId> objects) {
    private static final int MAGIC = 0x504e5354;
    private static final int VERSION = 1;
    private static final int SHA_BYTES = 32;

    Manifest {
        objects = List.copyOf(objects);
    }

    static Manifest empty() {
        return new Manifest(0, "", "", List.of());
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(epoch);
            write(out, stateFile);
            write(out, stateSha256);
            out.writeInt(objects.size());
            for (NodeId object : objects) {
                out.writeLong(object.number());
                write(out, object.kind().name());
                write(out, object.name());
                write(out, object.sql());
            }
            out.flush();
            out.write(sha256(bytes.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static Manifest fromBytes(byte[] bytes, Path file) {
        int payload = bytes.length - SHA_BYTES;
        if (payload < 0
                || !Arrays.equals(
                        sha256(Arrays.copyOf(bytes, payload)), Arrays.copyOfRange(bytes, payload, bytes.length))) {
            throw corrupt(file, "its checksum does not match");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, payload))) {
            if (in.readInt() != MAGIC) {
                throw corrupt(file, "it is no manifest");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw corrupt(file, "it is of version " + version + ", and this release reads version " + VERSION);
            }
            long epoch = in.readLong();
            String stateFile = read(in);
            String sha = read(in);
            int count = in.readInt();
            List<NodeId> objects = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                objects.add(new NodeId(in.readLong(), ObjectKind.valueOf(read(in)), read(in), read(in)));
            }
            return new Manifest(epoch, stateFile, sha, objects);
        } catch (IOException | IllegalArgumentException malformed) {
            throw corrupt(file, "it ends too early or is malformed");
        }
    }

    static StreamException corrupt(Path file, String why) {
        return new StreamException(
                StreamError.STATE_CORRUPT, file + " cannot be used: " + why + "; restore the directory from a backup");
    }

    static String hexSha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("negative length");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
