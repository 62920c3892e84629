/**
 * The main job: real flights through streaming SQL into Cassandra and PostgreSQL, read back and checked against an
 * independent computation.
 */
package io.penstock.demo.flights;
