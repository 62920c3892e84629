package io.penstock.documents.value;

/**
 * A length of time as people say it: months, days and nanoseconds, which do not add up to each other, since months and
 * days differ in length. All parts have the same sign or are 0. Not comparable, for the same reason.
 *
 * @param months whole months
 * @param days whole days
 * @param nanoseconds nanoseconds
 */
public record CqlDuration(int months, int days, long nanoseconds) {
    public CqlDuration {
        boolean negative = months < 0 || days < 0 || nanoseconds < 0;
        boolean positive = months > 0 || days > 0 || nanoseconds > 0;
        if (negative && positive) {
            throw new IllegalArgumentException("the parts of a duration have one sign, got " + months + " months, "
                    + days + " days and " + nanoseconds + " nanoseconds");
        }
    }
}
