package io.penstock.documents.internal.model;

import io.penstock.documents.driver.CqlType;
import java.util.List;

/** How values of a component become values of a CQL type. */
public sealed interface Mapping {
    /** The type in CQL. */
    CqlType type();

    /** What is done with a value without parts. */
    enum Kind {
        /** Nothing: Java and the driver use the same class. */
        SAME,
        TEXT,
        ASCII,
        TIMESTAMP,
        TRUNCATED_TIMESTAMP,
        DATE,
        ARRAY,
        BUFFER,
        TIMEUUID
    }

    /** A type without parts. */
    record Plain(Kind kind, CqlType.Scalar type) implements Mapping {}

    /** A primitive. */
    record Primitive(Mapping boxed) implements Mapping {
        @Override
        public CqlType type() {
            return boxed.type();
        }
    }

    /** A constant of an enum. */
    record Constant(ClassDeclaration declared, boolean byOrdinal) implements Mapping {
        @Override
        public CqlType type() {
            return byOrdinal ? CqlType.Scalar.INT : CqlType.Scalar.TEXT;
        }
    }

    /** A list, set or map. */
    record Collection(CqlType type, List<Mapping> parts) implements Mapping {}

    /** A record as a user-defined type or a tuple. */
    record ObjectOf(ObjectShape shape, CqlType type) implements Mapping {}

    /** A vector, as an array or a list. */
    record VectorOf(CqlType.Vector type, Mapping element, boolean asArray) implements Mapping {}

    /** An Optional, named by its class. */
    record OptionalOf(String optional, Mapping inner) implements Mapping {
        @Override
        public CqlType type() {
            return inner.type();
        }
    }

    /** Values that a converter stores as others. */
    record Converted(ClassDeclaration converter, TypeDeclaration java, Mapping stored) implements Mapping {
        @Override
        public CqlType type() {
            return stored.type();
        }
    }

    /** Values as JSON text. */
    record JsonOf(Mapping inner) implements Mapping {
        @Override
        public CqlType type() {
            return CqlType.Scalar.TEXT;
        }
    }
}
