/**
 * Logging in to a PostgreSQL server, as a state machine without I/O: {@link io.penstock.postgres.wire.auth.Login} takes
 * the server's messages and says what to send.
 */
package io.penstock.postgres.wire.auth;
