package io.penstock.demo.flights;

/** An airport of the United States. */
public record Airport(
        String iata, String name, String city, String state, String country, double latitude, double longitude) {}
