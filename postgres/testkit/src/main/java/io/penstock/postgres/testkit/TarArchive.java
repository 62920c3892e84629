package io.penstock.postgres.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Unpacks a tar stream: files, folders and symbolic links with short (ustar) names. Confined to one thread. */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int CHECKSUM_AT = 148;

    private final InputStream in;
    private final Path folder;

    private TarArchive(InputStream in, Path folder) {
        this.in = in;
        this.folder = folder;
    }

    /** Unpacks everything below {@code folder}. A damaged archive or a name that leads outside is an error. */
    static void unpack(InputStream in, Path folder) throws IOException {
        TarArchive archive = new TarArchive(in, folder.toAbsolutePath().normalize());
        byte[] header = new byte[BLOCK];
        while (archive.readHeader(header)) {
            archive.entry(header);
        }
    }

    private boolean readHeader(byte[] header) throws IOException {
        readFully(header);
        boolean end = true;
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            end &= header[i] == 0;
            boolean inChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
            sum += inChecksum ? ' ' : header[i] & 0xff;
        }
        if (!end && sum != octal(header, CHECKSUM_AT, 8)) {
            throw new IOException("damaged tar header");
        }
        return !end;
    }

    private void entry(byte[] header) throws IOException {
        String prefix = text(header, 345, 155);
        String name = prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive leads outside its folder: " + name);
        }
        long size = octal(header, 124, 12);
        switch (header[156]) {
            case '5' -> Files.createDirectories(target);
            case '2' -> link(target, text(header, 157, 100));
            case '0', 0 -> file(target, size, (int) octal(header, 100, 8));
            default ->
                throw new IOException(String.format(Locale.ROOT, "unknown tar entry type %d of %s", header[156], name));
        }
    }

    private void link(Path target, String to) throws IOException {
        Path parent = parent(target);
        if (!parent.resolve(to).normalize().startsWith(folder)) {
            throw new IOException("a link in the archive leads outside its folder: " + to);
        }
        Files.createSymbolicLink(target, Path.of(to));
    }

    private void file(Path target, long size, int mode) throws IOException {
        parent(target);
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("the archive ends inside " + folder.relativize(target));
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        Files.setPosixFilePermissions(target, permissions((mode & 0100) != 0));
    }

    private static Path parent(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("not a file in the archive's folder: " + target);
        }
        return Files.createDirectories(parent);
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    private void readFully(byte[] block) throws IOException {
        if (in.readNBytes(block, 0, BLOCK) != BLOCK) {
            throw new EOFException("the archive ends too early");
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int at, int length) throws IOException {
        try {
            String digits = text(header, at, length).trim();
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException damaged) {
            throw new IOException("damaged tar header", damaged);
        }
    }
}
