package io.penstock.stream.internal;

import io.penstock.stream.ObjectKind;

/**
 * What an object in the catalog is.
 *
 * @param number grows with each object made in a database, so that state is never given to a namesake
 * @param sql the statement that made it, verbatim
 */
record NodeId(long number, ObjectKind kind, String name, String sql) {}
