/** Parsing and analysis of streaming SQL: text in, {@link io.penstock.stream.sql.Statement} with plans out. */
package io.penstock.stream.sql;
