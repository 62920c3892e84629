package io.penstock.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be measured by itself. */
enum Suite {
    STREAMS,
    POSTGRES,
    DOCUMENTS,
    LAYERS;

    /** As it is written on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Suite> of(String word) {
        return Arrays.stream(values())
                .filter(suite -> suite.word().equals(word))
                .findFirst();
    }
}
