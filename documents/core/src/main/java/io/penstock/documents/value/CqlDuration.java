package io.penstock.documents.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people say it: months, days and nanoseconds, which do not add up to each other, since months and
 * days differ in length. All parts have the same sign or are 0. Not comparable, for the same reason.
 *
 * @param months whole months
 * @param days whole days
 * @param nanoseconds nanoseconds
 */
public record CqlDuration(int months, int days, long nanoseconds) {
    private static final Pattern TEXT = Pattern.compile(
            "(-)?(?=.)(?:(\\d+)y)?(?:(\\d+)mo)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?"
                    + "(?:(\\d+)ms)?(?:(\\d+)us)?(?:(\\d+)ns)?");
    private static final int MONTHS_PER_YEAR = 12;
    private static final int DAYS_PER_WEEK = 7;
    private static final long[] NANOS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};
    private static final String[] UNITS = {"h", "m", "s", "ms", "us", "ns"};

    public CqlDuration {
        boolean negative = months < 0 || days < 0 || nanoseconds < 0;
        boolean positive = months > 0 || days > 0 || nanoseconds > 0;
        if (negative && positive) {
            throw new IllegalArgumentException("the parts of a duration have one sign, got " + months + " months, "
                    + days + " days and " + nanoseconds + " nanoseconds");
        }
        if (months == Integer.MIN_VALUE || days == Integer.MIN_VALUE || nanoseconds == Long.MIN_VALUE) {
            throw new IllegalArgumentException("a part of a duration is too far below 0 to be written");
        }
    }

    /** Hours, minutes, seconds and what is finer. */
    public static CqlDuration of(java.time.Duration time) {
        return new CqlDuration(0, 0, time.toNanos());
    }

    /**
     * Reads the form that CQL has, such as {@code 1mo2d3h4m5s}, {@code -2w} or {@code 10ns}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static CqlDuration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || text.equals("-")) {
            throw new IllegalArgumentException("a duration is written like 1mo2d3h4m5s, got '" + text + "'");
        }
        try {
            long sign = matcher.group(1) == null ? 1 : -1;
            long months = Math.addExact(Math.multiplyExact(number(matcher, 2), MONTHS_PER_YEAR), number(matcher, 3));
            long days = Math.addExact(Math.multiplyExact(number(matcher, 4), DAYS_PER_WEEK), number(matcher, 5));
            long nanos = 0;
            for (int i = 0; i < NANOS.length; i++) {
                nanos = Math.addExact(nanos, Math.multiplyExact(number(matcher, 6 + i), NANOS[i]));
            }
            return new CqlDuration(Math.toIntExact(sign * months), Math.toIntExact(sign * days), sign * nanos);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException("duration '" + text + "' is too large", tooLarge);
        }
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The form that CQL has, for example {@code 1mo2d3h}; {@code 0ns} for nothing. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (months < 0 || days < 0 || nanoseconds < 0) {
            out.append('-');
        }
        append(out, Math.abs(months) / MONTHS_PER_YEAR, "y");
        append(out, Math.abs(months) % MONTHS_PER_YEAR, "mo");
        append(out, Math.abs(days), "d");
        long rest = Math.abs(nanoseconds);
        for (int i = 0; i < NANOS.length; i++) {
            append(out, rest / NANOS[i], UNITS[i]);
            rest %= NANOS[i];
        }
        return out.isEmpty() ? "0ns" : out.toString();
    }

    private static void append(StringBuilder out, long number, String unit) {
        if (number != 0) {
            out.append(number).append(unit);
        }
    }
}
