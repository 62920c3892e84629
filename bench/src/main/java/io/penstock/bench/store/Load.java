package io.penstock.bench.store;

import java.util.List;

/**
 * How much is done in one round: tens of milliseconds of work.
 *
 * @param atOnce operations in flight
 * @param operations in all
 */
public record Load(int atOnce, int operations) {
    static final List<Load> POINT = List.of(new Load(1, 250), new Load(16, 1_000), new Load(256, 2_048));
    static final List<Load> FEW_ROWS = List.of(new Load(1, 100), new Load(16, 200), new Load(256, 512));
    static final List<Load> ROWS = List.of(new Load(1, 50), new Load(16, 128));
    static final List<Load> MANY_ROWS = List.of(new Load(1, 2), new Load(4, 4));
}
