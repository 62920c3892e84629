package io.penstock.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/** A record with the usual kinds of components. */
public record Flight(
        long seq,
        String carrier,
        LocalDate day,
        Instant departedAt,
        int delayMinutes,
        OptionalInt distance,
        Optional<String> tailNumber,
        double speed) {

    static final String TABLE = """
            (seq bigint PRIMARY KEY, carrier text NOT NULL, day date NOT NULL, departed_at timestamptz NOT NULL,
             delay_minutes integer NOT NULL, distance integer, tail_number text, speed double precision)
            """;

    static Flight of(int seq) {
        return new Flight(
                seq,
                seq % 2 == 0 ? "AA" : "Ünïted",
                LocalDate.of(2001, 1, 1).plusDays(seq % 365),
                Instant.parse("2001-01-01T00:00:00Z").plusSeconds(seq * 60L),
                seq % 100 - 20,
                seq % 3 == 0 ? OptionalInt.empty() : OptionalInt.of(seq),
                seq % 5 == 0 ? Optional.empty() : Optional.of("N" + seq),
                seq / 7.0);
    }
}
