package io.penstock.bench;

import java.util.SplittableRandom;

/** Trades as arrays, the same for every contender: a fixed seed, one trade a millisecond of event time. */
record Trades(String[] symbols, double[] prices, long[] volumes, long[] micros) {
    static final int SYMBOLS = 1_000;

    static Trades of(int count) {
        SplittableRandom random = new SplittableRandom(42);
        String[] names = new String[SYMBOLS];
        for (int i = 0; i < SYMBOLS; i++) {
            names[i] = "S%04d".formatted(i);
        }
        Trades trades = new Trades(new String[count], new double[count], new long[count], new long[count]);
        for (int i = 0; i < count; i++) {
            trades.symbols[i] = names[random.nextInt(SYMBOLS)];
            trades.prices[i] = random.nextInt(1, 10_000) / 100.0;
            trades.volumes[i] = random.nextLong(1, 1_000);
            trades.micros[i] = 1_000_000_000_000L + i * 1_000L;
        }
        return trades;
    }

    int size() {
        return symbols.length;
    }
}
