package io.penstock.documents.driver;

/** How many replicas must answer before a request counts as done. */
public enum Consistency {
    ANY,
    ONE,
    TWO,
    THREE,
    QUORUM,
    ALL,
    LOCAL_ONE,
    LOCAL_QUORUM,
    EACH_QUORUM,
    /** For the condition of a conditional write, across data centres. */
    SERIAL,
    /** For the condition of a conditional write, within the local data centre. */
    LOCAL_SERIAL;

    /** Whether this level is for conditions only. */
    public boolean isSerial() {
        return this == SERIAL || this == LOCAL_SERIAL;
    }
}
