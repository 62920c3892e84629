/** The files of a Cassandra server and the flags its JVM needs. */
package io.penstock.documents.node;
