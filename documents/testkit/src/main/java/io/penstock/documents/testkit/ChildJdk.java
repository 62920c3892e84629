package io.penstock.documents.testkit;

import io.penstock.PenstockException;
import io.penstock.documents.node.NodeFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK that runs a node. */
record ChildJdk(Path home, int feature) {
    /** Reads the version from the JDK's {@code release} file; the one that runs us is asked directly. */
    static ChildJdk at(Path home) {
        int feature = home.equals(Path.of(System.getProperty("java.home")))
                ? Runtime.version().feature()
                : featureOf(home);
        if (feature < NodeFlags.FEATURE_MIN) {
            throw new PenstockException(
                    NodeError.JDK_UNUSABLE,
                    "the node needs JDK " + NodeFlags.FEATURE_MIN + " or newer; " + home + " is JDK " + feature);
        }
        return new ChildJdk(home, feature);
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    private static int featureOf(Path home) {
        try {
            List<String> lines = Files.readAllLines(home.resolve("release"));
            for (String line : lines) {
                if (line.startsWith("JAVA_VERSION=")) {
                    return feature(line.substring("JAVA_VERSION=".length()).replace("\"", ""));
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            throw notJdk(home, unreadable);
        }
        throw notJdk(home, null);
    }

    /** JDK 8 and older call themselves 1.8. */
    static int feature(String version) {
        String modern = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(modern.split("[.+_-]", 2)[0]);
    }

    private static PenstockException notJdk(Path home, @Nullable Exception cause) {
        return new PenstockException(
                NodeError.JDK_UNUSABLE, home + " is no JDK: its 'release' file does not tell a version", cause);
    }
}
