/**
 * The embedded streaming SQL database. {@link io.penstock.stream.Database} is where to begin; rows go in by
 * {@link io.penstock.stream.Writer} and come out by {@link io.penstock.stream.Subscription}, sinks and queries.
 */
package io.penstock.stream;
