package io.penstock.documents.schema;

import java.util.List;

/**
 * One way in which the database does not fit what classes need. Immutable.
 *
 * @param kind what differs
 * @param within what it is a part of, such as {@code table 'visits'}
 * @param message the difference as a sentence that names both sides
 * @param remedy what is to be done
 */
public record SchemaDifference(Kind kind, String within, String message, Remedy remedy) {
    /** What differs. */
    public enum Kind {
        KEYSPACE_MISSING,
        REPLICATION,
        DURABLE_WRITES,
        TYPE_MISSING,
        FIELD_MISSING,
        FIELD_TYPE,
        FIELD_UNKNOWN,
        TABLE_MISSING,
        COLUMN_MISSING,
        COLUMN_TYPE,
        COLUMN_ROLE,
        COLUMN_UNKNOWN,
        OPTIONS,
        OPTION_NOT_SHOWN,
        INDEX_MISSING,
        INDEX_DEFINITION,
        INDEX_NAME,
        INDEX_UNKNOWN,
        VIEW_MISSING,
        VIEW_DEFINITION,
        VIEW_UNKNOWN
    }

    /** What is to be done about a difference. */
    public sealed interface Remedy {}

    /** The plan mends it. */
    public record ByPlan(List<SchemaPlan.Step> steps) implements Remedy {
        public ByPlan {
            steps = List.copyOf(steps);
        }
    }

    /** CQL cannot mend it, or may not without permission; the advice says what a person can do. */
    public record ByHand(String advice) implements Remedy {}

    /** Nothing: the database has more than the classes use. */
    public record NotNeeded() implements Remedy {}

    /** Where it is, and what. */
    public String sentence() {
        return within + ": " + message;
    }

    /** Whether anything must be done. */
    public boolean matters() {
        return !(remedy instanceof NotNeeded);
    }
}
