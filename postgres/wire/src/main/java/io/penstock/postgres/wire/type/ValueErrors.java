package io.penstock.postgres.wire.type;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.postgres.wire.WireError;
import io.penstock.postgres.wire.WireException;

/** All failures about values, worded in one place. None shows the value. */
final class ValueErrors {
    private ValueErrors() {}

    static PenstockException outOfRange(String javaType, String sqlName, String range) {
        return new PenstockException(
                BaseError.VALUE_OUT_OF_RANGE,
                "a value of Java type " + javaType + " does not fit into " + sqlName + ", " + range);
    }

    static PenstockException tooFine(String javaType, String sqlName, String precision) {
        return new PenstockException(
                BaseError.VALUE_OUT_OF_RANGE,
                "a value of Java type " + javaType + " is finer than " + sqlName + ", " + precision
                        + "; round it, or put @Truncate on the component");
    }

    static PenstockException unreadable(String sqlName, String javaType, String why) {
        return new PenstockException(
                BaseError.VALUE_OUT_OF_RANGE,
                "a value of type " + sqlName + " cannot be read as " + javaType + ": " + why);
    }

    static WireException malformed(String sqlName, String why) {
        return new WireException(WireError.MALFORMED_VALUE, "a value is not of type " + sqlName + ": " + why);
    }

    static WireException mismatch(String sqlName, String javaType, String remedy) {
        return new WireException(
                WireError.TYPE_MISMATCH,
                "type " + sqlName + " and Java's " + javaType + " do not go together; " + remedy);
    }
}
