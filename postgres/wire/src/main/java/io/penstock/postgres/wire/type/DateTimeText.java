package io.penstock.postgres.wire.type;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** PostgreSQL's ISO text of dates and times: {@code 0044-03-15 12:00:00.5+01 BC}. */
final class DateTimeText {
    private DateTimeText() {}

    /** What a text says; parts that are missing are midnight and UTC. */
    record Parsed(LocalDate date, LocalTime time, ZoneOffset offset) {}

    static StringBuilder date(LocalDate date, StringBuilder out) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        padded(year, 4, out).append('-');
        padded(date.getMonthValue(), 2, out).append('-');
        return padded(date.getDayOfMonth(), 2, out);
    }

    static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    static StringBuilder time(LocalTime time, StringBuilder out) {
        padded(time.getHour(), 2, out).append(':');
        padded(time.getMinute(), 2, out).append(':');
        padded(time.getSecond(), 2, out);
        return time.getNano() == 0 ? out : padded(time.getNano() / 1000, 6, out.append('.'));
    }

    private static StringBuilder padded(int number, int digits, StringBuilder out) {
        String text = Integer.toString(number);
        return out.repeat("0", Math.max(0, digits - text.length())).append(text);
    }

    /** Throws an IllegalArgumentException or DateTimeException when the text is neither. */
    static Parsed parse(String text) {
        boolean beforeChrist = text.endsWith(" BC");
        String rest = beforeChrist ? text.substring(0, text.length() - 3) : text;
        int space = rest.indexOf(' ');
        LocalDate date = date(space < 0 ? rest : rest.substring(0, space), beforeChrist);
        if (space < 0) {
            return new Parsed(date, LocalTime.MIDNIGHT, ZoneOffset.UTC);
        }
        String time = rest.substring(space + 1);
        int sign = Math.max(time.indexOf('+'), time.indexOf('-'));
        return sign < 0
                ? new Parsed(date, LocalTime.parse(time), ZoneOffset.UTC)
                : new Parsed(date, LocalTime.parse(time.substring(0, sign)), ZoneOffset.of(time.substring(sign)));
    }

    private static LocalDate date(String text, boolean beforeChrist) {
        String[] parts = text.split("-", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not year-month-day");
        }
        int year = Integer.parseInt(parts[0]);
        return LocalDate.of(beforeChrist ? 1 - year : year, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
