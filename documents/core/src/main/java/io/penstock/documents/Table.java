package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a record, a class with an {@link EntityConstructor}, or a sealed hierarchy is a table. Without a name the
 * table is called after the class by {@link io.penstock.record.Naming}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Table {
    /** The table's name, exactly; empty for the naming rule. */
    String value() default "";

    /** How long rows live unless a write says otherwise, in seconds; 0 for ever. */
    int defaultTtlSeconds() default 0;

    /**
     * More options of the table, each {@code name=value}, as CQL writes them after WITH but with text unquoted:
     * {@code "gc_grace_seconds=3600"}, {@code "comment=Flights by origin"}, and for those with entries
     * {@code "compaction={class: LeveledCompactionStrategy, sstable_size_in_mb: 160}"}.
     */
    String[] options() default {};
}
