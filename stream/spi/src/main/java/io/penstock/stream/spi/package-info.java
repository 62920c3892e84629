/** Connections, sinks and lookups. */
package io.penstock.stream.spi;
