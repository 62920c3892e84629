package io.penstock.stream;

import java.util.List;

/** What a statement did. */
public sealed interface ExecuteResult {
    /**
     * CREATE was carried out.
     *
     * @param existed whether the object was there already and was left alone ({@code IF NOT EXISTS})
     */
    record Created(ObjectKind kind, String name, boolean existed) implements ExecuteResult {}

    /**
     * DROP was carried out.
     *
     * @param names what was dropped, readers before what they read; empty when there was nothing ({@code IF EXISTS})
     */
    record Dropped(ObjectKind kind, List<String> names) implements ExecuteResult {
        public Dropped {
            names = List.copyOf(names);
        }
    }

    /** Rows were pushed into a source. */
    record Inserted(String source, long count) implements ExecuteResult {}

    /** Rows of SELECT, SHOW and DESCRIBE. */
    record Rows(QueryResult result) implements ExecuteResult {}

    /** The plan of a statement, one step a line. */
    record Explained(String plan) implements ExecuteResult {}

    /** A checkpoint was taken. */
    record Checkpointed(long epoch) implements ExecuteResult {}

    /** The number of rows that the statement changed: those of INSERT, else 0. */
    default long rowsAffected() {
        return this instanceof Inserted inserted ? inserted.count() : 0;
    }
}
