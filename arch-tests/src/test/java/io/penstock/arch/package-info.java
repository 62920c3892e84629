/** Rules over all rooms: arrows, doors, names, documents, the launcher and the artifacts. */
@org.jspecify.annotations.NullMarked
package io.penstock.arch;
