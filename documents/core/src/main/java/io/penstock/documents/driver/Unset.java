package io.penstock.documents.driver;

/** The bind value that leaves a column as it is: no value is written, and no tombstone. */
public enum Unset {
    INSTANCE;

    @Override
    public String toString() {
        return "UNSET";
    }
}
