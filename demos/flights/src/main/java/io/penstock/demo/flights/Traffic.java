package io.penstock.demo.flights;

import java.time.Instant;

/** All flights of six hours; a window begins every hour. */
public record Traffic(
        Instant windowStart, Instant windowEnd, long flights, long miles, double averageDelay, int worstDelay) {}
