package com.example.consumer;

import io.penstock.stream.Database;
import io.penstock.stream.Subscription;
import io.penstock.stream.Writer;
import java.time.Duration;
import java.time.Instant;

/** A live aggregate in a program of one's own: a source, a window, a record in and a record out. */
public final class Live {
    public record Ride(String zone, long fare, Instant at) {}

    public record Total(String zone, long total) {}

    private Live() {}

    public static void main(String[] arguments) {
        try (Database database = Database.open()) {
            database.execute("CREATE SOURCE rides (zone VARCHAR, fare BIGINT, at TIMESTAMP, WATERMARK FOR at)");
            database.execute(
                    """
                    CREATE STREAM totals AS
                    SELECT zone, SUM(fare) AS total FROM rides
                    GROUP BY zone, TUMBLE(at, INTERVAL '1' MINUTE) EMIT ON WINDOW CLOSE
                    """);
            try (Subscription<Total> totals = database.subscribe("totals", Total.class);
                    Writer<Ride> rides = database.writer("rides", Ride.class)) {
                Instant noon = Instant.parse("2026-01-01T12:00:00Z");
                rides.write(new Ride("harbour", 7, noon));
                rides.write(new Ride("harbour", 5, noon.plusSeconds(20)));
                rides.watermark(noon.plusSeconds(60));
                System.out.println(totals.next(Duration.ofSeconds(30)).orElseThrow());
            }
        }
        System.out.println("named module: " + Database.class.getModule().isNamed());
    }
}
