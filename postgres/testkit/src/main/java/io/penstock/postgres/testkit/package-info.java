/** A real PostgreSQL server in a child process with its JUnit extension, and a scripted server. */
package io.penstock.postgres.testkit;
