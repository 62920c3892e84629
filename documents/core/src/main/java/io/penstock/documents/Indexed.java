package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An index on the column, by which rows are found without their partition key. Repeatable: a map may have one on its
 * keys and one on its values.
 */
@Repeatable(Indexed.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Indexed {
    /**
     * The index's name, exactly; empty for {@code table_column_idx}, with {@code _keys} or the like before
     * {@code _idx}.
     */
    String name() default "";

    /** How the index works. */
    Kind kind() default Kind.SECONDARY;

    /** The class of a {@link Kind#CUSTOM} index, empty for the others. */
    String using() default "";

    /** Options of the index, each {@code name=value}. */
    String[] options() default {};

    /** What of the column is indexed. */
    On on() default On.VALUES;

    /** How an index works. */
    enum Kind {
        /** The server's plain secondary index. */
        SECONDARY,
        /** A storage-attached index: Cassandra 5 and newer; for ranges, text and vectors too. */
        SAI,
        /** By a class that {@link Indexed#using} names. */
        CUSTOM
    }

    /** What of a column is indexed. */
    enum On {
        /** The value; of a collection each of its values. */
        VALUES,
        /** The keys of a map. */
        KEYS,
        /** Key and value of each entry of a map. */
        ENTRIES,
        /** A frozen collection as a whole. */
        FULL
    }

    /** Several indexes on one column. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
    @interface All {
        /** The indexes. */
        Indexed[] value();
    }
}
