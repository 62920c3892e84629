package io.penstock;

/**
 * A bound on something that could grow or wait for ever.
 *
 * @param name the name under which it is configured, for example {@code waitersMax}
 * @param max the largest value allowed
 * @param unit what is counted, for example {@code rows} or {@code bytes}
 */
public record Limit(String name, long max, String unit) {
    public Limit {
        if (max <= 0) {
            throw new IllegalArgumentException(name + " must be positive, got " + max + " " + unit);
        }
    }

    /** The sentence for an error message when the limit is hit. */
    public String reached() {
        return "the limit " + name + " = " + max + " " + unit + " is reached";
    }
}
