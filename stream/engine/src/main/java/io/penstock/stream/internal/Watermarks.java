package io.penstock.stream.internal;

import io.penstock.stream.data.StreamElement.Watermark;
import java.util.Optional;

/** Watermarks as the API shows them. */
final class Watermarks {
    private static final int MILLI = 1000;

    private Watermarks() {}

    static Optional<Long> optional(long micros) {
        return micros == Watermark.UNSET ? Optional.empty() : Optional.of(micros);
    }

    /** Milliseconds, or {@code none} while unset. */
    static String millis(Optional<Long> micros) {
        return micros.map(known -> Long.toString(Math.floorDiv(known, MILLI))).orElse("none");
    }
}
