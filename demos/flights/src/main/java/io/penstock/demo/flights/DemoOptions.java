package io.penstock.demo.flights;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the demo is run.
 *
 * @param display how it is shown
 * @param out where it is shown
 * @param keep whether the servers stay until the program is stopped
 * @param picture where a picture of the terminal is written at the end
 */
public record DemoOptions(Display display, PrintWriter out, boolean keep, Optional<Path> picture) {
    /** For whom the output is. */
    public enum Display {
        /** A person at a terminal: colours, a progress bar, a live table. */
        TERMINAL,
        /** A log or a pipe: plain lines. */
        PLAIN,
        /** A program: one JSON object a line. */
        JSON
    }
}
