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
    /** Snappy, for protocol V4 and older: V4 is spoken unless another is asked for. */
    SNAPPY("snappy", Optional.of("org.xerial.snappy.Snappy"), "org.xerial.snappy:snappy-java");

    private static final String NEWEST_OF_SNAPPY = "V4";

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

    /** The protocol to ask for when the application asks for none: the newest, unless that lacks the algorithm. */
    Optional<String> protocol() {
        return this == SNAPPY ? Optional.of(NEWEST_OF_SNAPPY) : Optional.empty();
    }

    /** Refuses a protocol that does not know the algorithm; the server would only say so in its own words. */
    void checkKnownTo(String protocol) {
        if (this == SNAPPY && protocol.compareTo(NEWEST_OF_SNAPPY) > 0) {
            throw new IllegalStateException("compression SNAPPY is not known to protocol " + protocol
                    + "; use LZ4, or protocolVersion(\"" + NEWEST_OF_SNAPPY + "\")");
        }
    }

    /** Refuses an algorithm whose library is missing: the driver would only say so in the middle of connecting. */
    void checkPresent(ClassLoader loader) {
        if (className.isEmpty()) {
            return;
        }
        try {
            Class.forName(className.get(), false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new DocumentsException(
                    DocumentsError.UNSUPPORTED,
                    "compression " + this + " needs " + artifact + ", which is not among the loaded libraries; add it",
                    missing);
        }
    }
}
