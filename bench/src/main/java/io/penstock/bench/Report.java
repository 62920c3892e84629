package io.penstock.bench;

import java.util.List;
import java.util.Locale;

/** Results as a Markdown table. */
final class Report {
    private Report() {}

    static String of(Comparison comparison, List<Comparison.Result> results) {
        boolean timed = results.stream().noneMatch(result -> result.latencies().isEmpty());
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "### %s%n%n| contender | operations/s | ns per %s | client CPU ns per %2$s | bytes | wall, ratio"
                        + " | bytes, ratio | CPU, ratio (95 %%) | spread |%s%n|---|---:|---:|---:|---:|---:|---:|---:|---:|%s%n",
                comparison.title(),
                comparison.unit(),
                timed ? " p50 µs | p95 µs | p99 µs |" : "",
                timed ? "---:|---:|---:|" : ""));
        Comparison.Result first = results.getFirst();
        for (Comparison.Result result : results) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.1f | %,.1f | %,.0f | %.2f | %.2f | %.2f (%.2f to %.2f) | ±%.0f %% |",
                    result.name(),
                    1e9 / result.wallNanos(),
                    result.wallNanos(),
                    result.processorNanos(),
                    result.bytes(),
                    result.wallNanos() / first.wallNanos(),
                    result.bytes() / first.bytes(),
                    result.ratio().median(),
                    result.ratio().low(),
                    result.ratio().high(),
                    result.spread() * 50));
            if (timed) {
                for (double share : new double[] {0.5, 0.95, 0.99}) {
                    out.append(String.format(
                            Locale.ROOT, " %,.0f |", result.latencies().quantile(share) / 1_000));
                }
            }
            out.append('\n');
        }
        return out.append('\n').toString();
    }
}
