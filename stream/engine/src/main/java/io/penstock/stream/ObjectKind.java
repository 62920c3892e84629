package io.penstock.stream;

/** The kinds of objects in a catalog. */
public enum ObjectKind {
    SOURCE("source"),
    STREAM("stream"),
    MATERIALIZED_VIEW("materialized view"),
    LOOKUP_TABLE("lookup table"),
    SINK("sink");

    private final String words;

    ObjectKind(String words) {
        this.words = words;
    }

    /** The kind in plain words, for messages. */
    public String words() {
        return words;
    }
}
