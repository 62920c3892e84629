package io.penstock.stream.runtime.internal.state;

/** The byte before a boxed value in a snapshot. Numbers never change their meaning. */
final class ValueTag {
    static final int NULL = 0;
    static final int TEXT = 1;
    static final int BOOLEAN = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int INT = 5;
    static final int LONG = 6;
    static final int FLOAT = 7;
    static final int DOUBLE = 8;
    static final int DECIMAL = 9;
    static final int BYTES = 10;
    static final int DATE = 11;
    static final int TIME = 12;
    static final int INSTANT = 13;
    static final int DURATION = 14;
    static final int LIST = 15;
    static final int MAP = 16;

    private ValueTag() {}
}
