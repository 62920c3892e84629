package io.penstock.bench;

import static java.util.Objects.requireNonNull;

import io.penstock.stream.Database;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.RowWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows per second through the public API on one core, beside a loop written by hand over the same arrays. The loop is
 * the yardstick: it does nothing else and keeps nothing. Both must give the same number of rows.
 */
final class StreamComparisons implements AutoCloseable {
    private static final String SOURCE = """
            CREATE SOURCE trades (
                symbol VARCHAR NOT NULL, price DOUBLE NOT NULL, volume BIGINT NOT NULL, ts TIMESTAMP NOT NULL,
                WATERMARK FOR ts AS ts - INTERVAL '0' SECOND)""";
    private static final String FILTER = """
            CREATE STREAM result AS
            SELECT symbol, price * volume AS turnover FROM trades WHERE price > 50.0 AND volume > 200""";
    private static final String WINDOW = """
            CREATE STREAM result AS
            SELECT symbol, COUNT(*) AS trades, SUM(volume) AS volume, MAX(price) AS highest
            FROM trades GROUP BY symbol, TUMBLE(ts, INTERVAL '1' SECOND) EMIT ON WINDOW CLOSE""";
    private static final long SECOND = 1_000_000;

    private final Trades trades;
    private final Map<String, Pipeline> pipelines = new HashMap<>();

    /** How many rows each stream gives for one round of trades, by the loop. */
    private final Map<String, Long> expected = new HashMap<>();

    StreamComparisons(int rows) {
        trades = Trades.of(rows);
        filterLoop();
        expected.put(FILTER, rowsOut);
        windowLoop();
        expected.put(WINDOW, rowsOut);
    }

    List<Comparison> all() {
        return List.of(
                new Comparison(
                        "Filter and projection, " + trades.size() + " rows a round",
                        "row",
                        List.of(
                                Contender.of("hand-written loop", this::filterLoop),
                                Contender.of("Penstock, caller runs", () -> engine(FILTER, ExecutionMode.CALLER_RUNS)),
                                Contender.of("Penstock, own thread", () -> engine(FILTER, ExecutionMode.THREADS)))),
                new Comparison(
                        "Keyed tumbling window of 1 s (COUNT, SUM, MAX of 1,000 text keys), " + trades.size()
                                + " rows a round",
                        "row",
                        List.of(
                                Contender.of("hand-written loop", this::windowLoop),
                                Contender.of("Penstock, caller runs", () -> engine(WINDOW, ExecutionMode.CALLER_RUNS)),
                                Contender.of("Penstock, own thread", () -> engine(WINDOW, ExecutionMode.THREADS)))));
    }

    /** The output of a loop; fields, so that no compiler can leave the work out. */
    private long rowsOut;

    double lastTurnover;

    private long filterLoop() {
        String[] symbols = new String[1024];
        double[] turnovers = new double[1024];
        int filled = 0;
        long out = 0;
        for (int i = 0; i < trades.size(); i++) {
            if (trades.prices()[i] > 50.0 && trades.volumes()[i] > 200) {
                symbols[filled] = trades.symbols()[i];
                turnovers[filled] = trades.prices()[i] * trades.volumes()[i];
                filled = (filled + 1) & 1023;
                out++;
            }
        }
        rowsOut = out;
        lastTurnover = symbols[0].length() + turnovers[0];
        return trades.size();
    }

    /** What a group has gathered. */
    private static final class Totals {
        private long count;
        private long volume;
        private double highest;
    }

    private long windowLoop() {
        Map<String, Totals> groups = new HashMap<>();
        long window = Long.MIN_VALUE;
        long out = 0;
        for (int i = 0; i < trades.size(); i++) {
            long start = trades.micros()[i] / SECOND;
            if (start != window) {
                out += emit(groups);
                groups = new HashMap<>();
                window = start;
            }
            Totals totals = groups.computeIfAbsent(trades.symbols()[i], symbol -> new Totals());
            totals.count++;
            totals.volume += trades.volumes()[i];
            totals.highest = Math.max(totals.highest, trades.prices()[i]);
        }
        rowsOut = out + emit(groups);
        return trades.size();
    }

    private static long emit(Map<String, Totals> groups) {
        long rows = 0;
        for (Totals totals : groups.values()) {
            rows += totals.count > 0 && totals.volume > 0 && totals.highest > 0 ? 1 : 0;
        }
        return rows;
    }

    private long engine(String stream, ExecutionMode mode) {
        return pipelines
                .computeIfAbsent(stream + mode, key -> new Pipeline(stream, mode))
                .push();
    }

    /** One database with one stream; every round goes on in event time. */
    private final class Pipeline implements AutoCloseable {
        private final Database database;
        private final RowWriter writer;
        private final long expectedOfRound;
        private final boolean isWindow;
        private long rounds;

        Pipeline(String stream, ExecutionMode mode) {
            database = Database.builder().mode(mode).open();
            database.execute(SOURCE);
            database.execute(stream);
            writer = database.writer("trades");
            expectedOfRound = requireNonNull(expected.get(stream));
            isWindow = stream.equals(WINDOW);
        }

        long push() {
            long shift = rounds * trades.size() * 1_000L;
            for (int i = 0; i < trades.size(); i++) {
                writer.begin()
                        .setText(0, trades.symbols()[i])
                        .setDouble(1, trades.prices()[i])
                        .setLong(2, trades.volumes()[i])
                        .setMicros(3, trades.micros()[i] + shift)
                        .end();
            }
            writer.flush();
            database.awaitQuiescent(Duration.ofMinutes(1));
            rounds++;
            check(database.metrics().stream("result").orElseThrow().rowsOut());
            return trades.size();
        }

        /** The last window of all is still open. */
        private void check(long rowsSoFar) {
            long missing = rounds * expectedOfRound - rowsSoFar;
            if (missing != 0 && (!isWindow || missing < 0 || missing > Trades.SYMBOLS)) {
                throw new IllegalStateException(
                        "the loop gave " + rounds * expectedOfRound + " rows, the stream " + rowsSoFar);
            }
        }

        @Override
        public void close() {
            writer.close();
            database.close();
        }
    }

    @Override
    public void close() {
        pipelines.values().forEach(Pipeline::close);
    }
}
