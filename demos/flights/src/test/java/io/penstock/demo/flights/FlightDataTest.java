package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class FlightDataTest {
    @Test
    void theFlightsAreAllThereInOrderOfDepartureAndNumbered() {
        assertThat(FlightData.flights())
                .hasSize(20_000)
                .isSortedAccordingTo(Comparator.comparing(Flight::departure))
                .extracting(Flight::seq)
                .startsWith(1L, 2L)
                .endsWith(20_000L)
                .doesNotHaveDuplicates();
    }

    @Test
    void theAirportsHaveAHeaderAndOneLineEach() {
        assertThat(new String(FlightData.airportsCsv(), StandardCharsets.UTF_8).lines())
                .hasSize(3_377)
                .startsWith("iata,name,city,state,country,latitude,longitude");
    }

    @Test
    void everyResultHasACheckOfItsOwn() {
        assertThat(FlightData.checkQueries())
                .containsOnlyKeys("delayed_flights", "daily_delays", "traffic", "routes")
                .allSatisfy((name, sql) -> assertThat(sql).startsWith("SELECT").doesNotContain(";"));
    }
}
