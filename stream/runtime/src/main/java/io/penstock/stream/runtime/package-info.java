/**
 * Runs plans. A {@link io.penstock.stream.runtime.Dataflow} is one stream's query: elements go in by
 * {@link io.penstock.stream.runtime.Input}s and come out at its {@link io.penstock.stream.runtime.Output}; in between
 * one thread runs the operators.
 */
package io.penstock.stream.runtime;
