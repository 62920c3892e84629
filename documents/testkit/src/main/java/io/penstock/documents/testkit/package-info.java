/** A real Cassandra node in a child JVM, and its JUnit extension. */
package io.penstock.documents.testkit;
