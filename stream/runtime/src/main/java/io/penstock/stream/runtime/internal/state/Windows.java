package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.plan.Window;

/** Which windows a moment is in: every {@code slide} one begins and lasts {@code size}. */
record Windows(long slide, long size, long offset) {
    static Windows of(Window window) {
        return switch (window) {
            case Window.Tumble tumble -> new Windows(tumble.size(), tumble.size(), tumble.offset());
            case Window.Hop hop -> new Windows(hop.slide(), hop.size(), hop.offset());
        };
    }

    /** The start of the latest window that can hold a moment. */
    long lastStart(long micros) {
        return micros - Math.floorMod(micros - offset, slide);
    }

    /** The start of the earliest window that holds a moment; later than the last one when none does. */
    long firstStart(long micros) {
        return lastStart(micros - size) + slide;
    }
}
