/**
 * How the database works. Sources, streams and sinks are nodes of a graph; elements are published from node to node,
 * and barriers among them tell when everything before has arrived.
 */
package io.penstock.stream.internal;
