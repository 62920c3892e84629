package io.penstock.stream.runtime.internal.expr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Moments, times and booleans as SQL writes them. */
final class TimeText {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    static String format(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        return utc.toLocalDate() + " " + TIME.format(utc.toLocalTime());
    }

    static String format(LocalTime time) {
        return TIME.format(time);
    }

    /** A date, or a date and a time with a blank or T between, with an offset or else in UTC. */
    static Instant parseInstant(String text) {
        if (text.length() <= 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso = text.replaceFirst("[ tT]+", "T");
        int last = iso.length() - 1;
        boolean offset = iso.charAt(last) == 'Z' || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 11) > 0;
        if (!offset) {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
        boolean hoursOnly = iso.charAt(last) != 'Z' && (iso.charAt(last - 2) == '+' || iso.charAt(last - 2) == '-');
        return OffsetDateTime.parse(hoursOnly ? iso + ":00" : iso).toInstant();
    }

    static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw new DateTimeException("no boolean");
        };
    }
}
