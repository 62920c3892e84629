/** A keyspace's schema as values: what the database has, what record classes need, how they differ, what mends it. */
package io.penstock.documents.schema;
