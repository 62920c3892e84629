package io.penstock.documents.node;

import java.util.ArrayList;
import java.util.List;

/**
 * What a JVM of a given feature version needs to run the server: a pure function of that version. Immutable.
 *
 * @param jvmFlags flags in order
 * @param standIn whether the class that stands in for the server's security manager must come first on the class path
 */
public record NodeFlags(List<String> jvmFlags, boolean standIn) {
    /** The oldest JDK that the server runs on. */
    public static final int FEATURE_MIN = 17;

    private static final List<String> ALWAYS = List.of(
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");

    public NodeFlags {
        jvmFlags = List.copyOf(jvmFlags);
    }

    /**
     * The flags for a JDK.
     *
     * @param feature the first number of its version: 17, 21, 25
     * @throws IllegalArgumentException below {@link #FEATURE_MIN}
     */
    public static NodeFlags of(int feature) {
        if (feature < FEATURE_MIN) {
            throw new IllegalArgumentException(
                    "the server needs JDK " + FEATURE_MIN + " or newer, this one is " + feature);
        }
        List<String> flags = new ArrayList<>(ALWAYS);
        // Since 18 a program may install a security manager only when asked to; 24 refuses the flag, and the manager.
        if (feature >= 18 && feature <= 23) {
            flags.add("-Djava.security.manager=allow");
        }
        // From 23 and 24 on these silence warnings; older JDKs refuse flags that they do not know.
        if (feature >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (feature >= 24) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return new NodeFlags(flags, feature >= 24);
    }
}
