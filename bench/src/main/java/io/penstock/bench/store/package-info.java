/** One and the same work on Cassandra, done by each of the contenders. */
package io.penstock.bench.store;
