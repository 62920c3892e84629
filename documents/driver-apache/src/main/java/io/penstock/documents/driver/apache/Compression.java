package io.penstock.documents.driver.apache;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.util.Optional;

/** How frames are compressed between driver and server. The library that does it is the application's to add. */
public enum Compression {
    /** Not at all. */
    NONE("none", Optional.empty(), ""),
    /** LZ4, the only one of protocol V5. */
    LZ4("lz4", Optional.of("net.jpountz.lz4.LZ4Factory"), "at.yawk.lz4:lz4-java"),
    /** Snappy, for protocol V4 and older. */
    SNAPPY("snappy", Optional.of("org.xerial.snappy.Snappy"), "org.xerial.snappy:snappy-java");

    private final String algorithm;
    private final Optional<String> className;
    private final String artifact;

    Compression(String algorithm, Optional<String> className, String artifact) {
        this.algorithm = algorithm;
        this.className = className;
        this.artifact = artifact;
    }

    String algorithm() {
        return algorithm;
    }

    /** Refuses an algorithm whose library is missing: the driver would only say so in the middle of connecting. */
    void checkPresent() {
        if (className.isEmpty()) {
            return;
        }
        try {
            Class.forName(className.get(), false, Compression.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new DocumentsException(
                    DocumentsError.UNSUPPORTED,
                    "compression " + this + " needs " + artifact + ", which is not among the loaded libraries; add it",
                    missing);
        }
    }
}
