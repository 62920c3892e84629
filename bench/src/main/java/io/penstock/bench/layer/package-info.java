/** What our own layers cost without a database, by JMH. */
package io.penstock.bench.layer;
