/** Parsing and analysis. */
package io.penstock.stream.sql.internal;
