package io.penstock.documents;

import io.penstock.documents.driver.CqlType;

/**
 * A component of an entity as a column.
 *
 * @param component the name in Java; of an embedded record {@code outer.inner}
 * @param name the name in CQL
 * @param type the type in CQL
 * @param role its part in the primary key
 */
public record EntityColumn(String component, String name, CqlType type, Role role) {
    /** What a column is to its table. */
    public sealed interface Role {
        /** Whether it belongs to the primary key. */
        default boolean isKey() {
            return this instanceof Partition || this instanceof Clustering;
        }
    }

    /** A part of the partition key, at a place from 0. */
    public record Partition(int order) implements Role {
        @Override
        public String toString() {
            return "partition key " + order;
        }
    }

    /** A clustering column, at a place from 0. */
    public record Clustering(int order, boolean descending) implements Role {
        @Override
        public String toString() {
            return "clustering key " + order + (descending ? " descending" : "");
        }
    }

    /** A column outside the key. */
    public record Regular() implements Role {
        @Override
        public String toString() {
            return "regular column";
        }
    }

    /** Whether it only ever changes by increments. */
    public boolean isCounter() {
        return type == CqlType.Scalar.COUNTER;
    }

    /** A column that all rows of a partition share. */
    public record Static() implements Role {
        @Override
        public String toString() {
            return "static column";
        }
    }
}
