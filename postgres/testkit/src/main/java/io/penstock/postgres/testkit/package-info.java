/** A real PostgreSQL server in a child process, and its JUnit extension. */
package io.penstock.postgres.testkit;
