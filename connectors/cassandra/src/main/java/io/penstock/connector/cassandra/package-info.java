/** Sinks into Cassandra tables and lookups from them, over a session that the application has. */
package io.penstock.connector.cassandra;
