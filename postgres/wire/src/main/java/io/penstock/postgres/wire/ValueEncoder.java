package io.penstock.postgres.wire;

/**
 * Writes values of one type, as the parameters of a {@link FrontendEncoder#bind Bind}.
 *
 * @param <T> the Java type of the values
 */
public interface ValueEncoder<T> {
    /** Writes the bytes of the value, without their length. */
    void encode(T value, WireBuffer out);

    /** What {@link #encode} writes; text for types whose binary form is not known here. */
    default Format format() {
        return Format.BINARY;
    }
}
