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
    /** For the condition of a conditional write, and for reads that see its decision, across data centres. */
    SERIAL,
    /** For the condition of a conditional write, and for reads that see its decision, within the local data centre. */
    LOCAL_SERIAL;

    /** Whether this level is for conditions, and reads that see what they decided. */
    public boolean isSerial() {
        return this == SERIAL || this == LOCAL_SERIAL;
    }
}
