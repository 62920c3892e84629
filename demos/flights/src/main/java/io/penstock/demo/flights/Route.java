package io.penstock.demo.flights;

/** The running total of one route. */
public record Route(String origin, String destination, long flights, long miles, int worstDelay) {}
