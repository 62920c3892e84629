package io.penstock.demo.flights;

import java.time.Instant;

/**
 * One flight: a row of the stream and of PostgreSQL's raw table.
 *
 * @param seq a number given by the loader; flights have no natural key
 */
public record Flight(
        long seq, Instant departure, int delayMinutes, int distanceMiles, String origin, String destination) {}
