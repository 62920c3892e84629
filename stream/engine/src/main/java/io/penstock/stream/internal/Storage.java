package io.penstock.stream.internal;

import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database's directory. Files are written under another name, forced to the disk, and renamed, so that a crash leaves
 * either the old or the new one. The state has a file of its own for each checkpoint; the manifest that names it is
 * renamed last and makes it count.
 *
 * <p>Written under the lock of who stores; the manifest can be read by any thread.
 */
final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final String MANIFEST = "MANIFEST";

    private final Path directory;
    private final DirectoryLock lock;
    private volatile Manifest manifest;

    private Storage(Path directory, DirectoryLock lock, Manifest manifest) {
        this.directory = directory;
        this.lock = lock;
        this.manifest = manifest;
    }

    static Storage open(Path directory, Instant now) {
        DirectoryLock lock;
        try {
            Files.createDirectories(directory);
            lock = DirectoryLock.claim(directory, now);
        } catch (IOException failed) {
            throw new StreamException(
                    StreamError.OPEN_FAILED,
                    directory + " cannot be used for a database: " + whyUnusable(directory, failed),
                    failed);
        }
        try {
            Path file = directory.resolve(MANIFEST);
            Manifest manifest =
                    Files.exists(file) ? Manifest.fromBytes(Files.readAllBytes(file), file) : Manifest.empty();
            Storage storage = new Storage(directory, lock, manifest);
            storage.removeLeftovers();
            return storage;
        } catch (IOException failed) {
            lock.close();
            throw new StreamException(
                    StreamError.OPEN_FAILED, "directory " + directory + " cannot be read: " + describe(failed), failed);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    Path directory() {
        return directory;
    }

    Manifest manifest() {
        return manifest;
    }

    /** The stored state by the objects' numbers. */
    Map<Long, SavedNode> readState() {
        Map<Long, SavedNode> state = new HashMap<>();
        if (manifest.stateFile().isEmpty()) {
            return state;
        }
        Path file = directory.resolve(manifest.stateFile());
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException missing) {
            throw Manifest.corrupt(file, "it cannot be read: " + describe(missing));
        }
        if (!Manifest.hexSha256(bytes).equals(manifest.stateSha256())) {
            throw Manifest.corrupt(file, "its checksum is not the one in the manifest");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                long number = in.readLong();
                state.put(number, SavedNode.fromBytes(in.readNBytes(in.readInt())));
            }
        } catch (IOException malformed) {
            throw Manifest.corrupt(file, "it is malformed");
        }
        return state;
    }

    /** Stores the catalog and goes on with the last checkpoint's state. */
    void writeCatalog(List<NodeId> objects) {
        try {
            replaceManifest(new Manifest(manifest.epoch(), manifest.stateFile(), manifest.stateSha256(), objects));
        } catch (IOException failed) {
            throw failed("the catalog", failed);
        }
    }

    /** Stores catalog and state. */
    void writeCheckpoint(long epoch, List<NodeId> objects, Map<Long, SavedNode> state) {
        String name = "state-" + epoch;
        try {
            byte[] bytes = encode(state);
            replace(name, bytes);
            replaceManifest(new Manifest(epoch, name, Manifest.hexSha256(bytes), objects));
        } catch (IOException failed) {
            throw failed("checkpoint " + epoch, failed);
        }
        removeLeftovers();
    }

    private static byte[] encode(Map<Long, SavedNode> state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(state.size());
            for (Map.Entry<Long, SavedNode> entry : state.entrySet()) {
                byte[] node = entry.getValue().toBytes();
                out.writeLong(entry.getKey());
                out.writeInt(node.length);
                out.write(node);
            }
        }
        return bytes.toByteArray();
    }

    private void replaceManifest(Manifest next) throws IOException {
        replace(MANIFEST, next.toBytes());
        manifest = next;
    }

    private void replace(String name, byte[] bytes) throws IOException {
        Path temporary = directory.resolve(name + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(
                temporary,
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    /** The rename itself is on the disk only when the directory is; systems where directories cannot be opened skip. */
    private void forceDirectory() throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes what interrupted writes and older checkpoints have left, or leaves it to the next time. */
    private void removeLeftovers() {
        String stateFile = manifest.stateFile();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean isOldState = name.startsWith("state-") && !name.equals(stateFile);
                if (isOldState || name.endsWith(".tmp")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException failed) {
            LOG.warn("[stream|{}] files that are not needed any more stay for now: {}", directory, failed.toString());
        }
    }

    private StreamException failed(String what, IOException failed) {
        return new StreamException(
                StreamError.CHECKPOINT_FAILED,
                what + " could not be stored in " + directory + ": " + describe(failed)
                        + "; what was stored before is still there",
                failed);
    }

    /** Why a folder could not be made or claimed, and what to do. */
    private static String whyUnusable(Path directory, IOException failed) {
        if (Files.isRegularFile(directory)) {
            return "it is a file, and a database needs a folder of its own; name a folder, or one that does not exist yet";
        }
        for (Path part = directory.toAbsolutePath(); part != null; part = part.getParent()) {
            if (Files.isRegularFile(part)) {
                return part + " is a file; name another folder";
            }
        }
        String remedy = "; choose a folder that you can write to";
        return switch (failed) {
            case AccessDeniedException denied -> "writing there is not allowed" + remedy;
            case NoSuchFileException nowhere -> "no folder can be made there" + remedy;
            case FileSystemException told when told.getReason() != null -> told.getReason() + remedy;
            default -> (failed.getMessage() == null ? describe(failed) : failed.getMessage()) + remedy;
        };
    }

    private static String describe(IOException failed) {
        return failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }

    @Override
    public void close() {
        lock.close();
    }
}
