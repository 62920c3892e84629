/** Records in Cassandra and ScyllaDB: annotations, model, queries, repositories, schema. */
package io.penstock.documents;
