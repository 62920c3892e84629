package io.penstock.stream.sql;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What names mean at the moment of analysis. Names are case-sensitive. */
public interface Catalog {
    Optional<Relation> relation(String name);

    /** All relations' names, for hints and SHOW. */
    Collection<String> relationNames();

    /** All sinks' names. */
    Set<String> sinkNames();

    /** The names of connections that the application registered. */
    Set<String> connectionNames();

    /** What <code>${NAME}</code> in the value of an option stands for, if the application has given it. */
    Optional<String> variable(String name);
}
