/** Sinks into PostgreSQL tables and lookups from them, over a pool that the application has. */
package io.penstock.connector.postgres;
