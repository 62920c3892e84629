package io.penstock.stream.internal;

import io.penstock.Nearest;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The WITH clause of a source.
 *
 * @param retainedRowsMax rows kept for queries, {@code 'buffer_size'}
 * @param skewMax how far ahead of the clock a row may be and still move the watermark, {@code 'max.future.skew'}
 */
record SourceOptions(long retainedRowsMax, Duration skewMax) {
    private static final List<String> KNOWN = List.of("buffer_size", "max.future.skew");
    private static final long BUFFER_MIN = 4;
    private static final long BUFFER_MAX = 1 << 20;
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration SKEW_MAX = Duration.ofDays(36_500);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    static SourceOptions of(String source, Map<String, String> options, StreamLimits limits) {
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw bad(
                        source,
                        "unknown option '" + name + "'; a source knows " + String.join(", ", KNOWN)
                                + Nearest.hint(name, KNOWN));
            }
        }
        long buffer = limits.retainedRowsMax().max();
        if (options.containsKey("buffer_size")) {
            buffer = bufferSize(source, options.get("buffer_size"));
        }
        Duration skew = SKEW;
        if (options.containsKey("max.future.skew")) {
            skew = duration(source, options.get("max.future.skew"));
        }
        return new SourceOptions(buffer, skew);
    }

    private static long bufferSize(String source, String text) {
        try {
            long rows = Long.parseLong(text.trim());
            if (rows >= BUFFER_MIN && rows <= BUFFER_MAX) {
                return rows;
            }
        } catch (NumberFormatException notANumber) {
            throw bad(source, "'buffer_size' must be a number of rows, got '" + text + "'");
        }
        throw bad(source, "'buffer_size' must be between " + BUFFER_MIN + " and " + BUFFER_MAX + ", got " + text);
    }

    private static Duration duration(String source, String text) {
        Matcher matcher = DURATION.matcher(text.trim());
        if (!matcher.matches()) {
            throw bad(source, "'max.future.skew' must be a length of time such as '30s' or '5m', got '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration length = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (length.compareTo(SKEW_MAX) > 0) {
            throw bad(
                    source,
                    "'max.future.skew' must be at most " + SKEW_MAX.toDays() + "d, got '" + text
                            + "'; '0s' switches the guard off");
        }
        return length;
    }

    private static ConnectorException bad(String source, String why) {
        return new ConnectorException(ConnectorError.CONFIGURATION, "source " + source + ": " + why);
    }
}
