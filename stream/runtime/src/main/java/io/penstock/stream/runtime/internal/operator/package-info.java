/** The steps of a running query and how a plan becomes a graph of them. */
package io.penstock.stream.runtime.internal.operator;
