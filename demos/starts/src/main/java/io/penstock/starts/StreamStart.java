package io.penstock.starts;

import io.penstock.stream.Database;
import io.penstock.stream.Subscription;
import io.penstock.stream.Writer;
import java.time.Duration;
import java.time.Instant;

/** A live window over pushed records. Needs no server. */
public final class StreamStart {
    private StreamStart() {}

    // region stream
    /** A row of the source. */
    public record Trade(String symbol, double price, long volume, Instant tradedAt) {}

    /** A row of the stream. */
    public record Bar(String symbol, Instant windowStart, long volume, double highest) {}

    /** The highest price of each symbol and minute, as soon as the minute is over. */
    public static Bar run() {
        try (Database database = Database.open()) {
            database.executeAll("""
                    CREATE SOURCE trades (
                        symbol VARCHAR, price DOUBLE, volume BIGINT, traded_at TIMESTAMP,
                        WATERMARK FOR traded_at AS traded_at - INTERVAL '5' SECOND);

                    CREATE STREAM bars AS
                    SELECT symbol, TUMBLE_START(traded_at, INTERVAL '1' MINUTE) AS window_start,
                           SUM(volume) AS volume, MAX(price) AS highest
                    FROM trades
                    GROUP BY symbol, TUMBLE(traded_at, INTERVAL '1' MINUTE)
                    EMIT ON WINDOW CLOSE;
                    """);
            try (Subscription<Bar> bars = database.subscribe("bars", Bar.class);
                    Writer<Trade> trades = database.writer("trades", Trade.class)) {
                Instant nine = Instant.parse("2026-11-20T09:00:00Z");
                trades.write(new Trade("ACME", 10.5, 100, nine));
                trades.write(new Trade("ACME", 10.8, 50, nine.plusSeconds(30)));
                trades.write(new Trade("ACME", 10.6, 10, nine.plusSeconds(70))); // closes the first minute
                trades.flush();
                return bars.next(Duration.ofSeconds(5)).orElseThrow(); // Bar[ACME, 09:00, 150, 10.8]
            }
        }
    }
    // endregion
}
