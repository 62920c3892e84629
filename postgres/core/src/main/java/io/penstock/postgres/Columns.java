package io.penstock.postgres;

import java.util.List;
import java.util.OptionalInt;

/** The columns of a result, in order. Names may repeat; the first of a name counts. Immutable. */
public interface Columns {
    int count();

    List<String> names();

    /** The position of a column, from 0. */
    OptionalInt indexOf(String name);

    /** The column's type in SQL, for example {@code bigint}; {@code with oid N} for a type that has no codec here. */
    String typeName(int column);
}
