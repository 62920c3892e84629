package io.penstock.demo.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that the demo brings along. Where they come from stands in {@code PROVENANCE.md} beside them. */
final class FlightData {
    private FlightData() {}

    /** All flights in order of departure, numbered from 1 since they have no natural key. */
    static List<Flight> flights() {
        List<Flight> flights = new ArrayList<>();
        try (BufferedReader in = reader("flights-2001.csv")) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                flights.add(new Flight(
                        flights.size() + 1,
                        Instant.parse(cells[0]),
                        Integer.parseInt(cells[1]),
                        Integer.parseInt(cells[2]),
                        cells[3],
                        cells[4]));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return flights;
    }

    /** The airports as CSV with a header, as PostgreSQL's COPY reads it. */
    static byte[] airportsCsv() {
        try (InputStream in = open("airports.csv")) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The statements that make the streams. */
    static String streamScript() {
        return text("flights.sql");
    }

    /** The statements that make PostgreSQL's tables. */
    static List<String> tableStatements() {
        return Stream.of(text("tables.sql").split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** The queries that compute the results independently, by name. */
    static Map<String, String> checkQueries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String part : text("checks.sql").split("\n(?=-- [a-z_]+\n)", -1)) {
            if (part.matches("(?s)-- [a-z_]+\n.*")) {
                int end = part.indexOf('\n');
                queries.put(
                        part.substring(3, end), part.substring(end + 1).strip().replaceAll(";$", ""));
            }
        }
        return queries;
    }

    private static String text(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static BufferedReader reader(String name) {
        return new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8));
    }

    private static InputStream open(String name) {
        InputStream in = FlightData.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the build left out " + name);
        }
        return in;
    }
}
