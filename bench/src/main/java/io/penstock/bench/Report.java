package io.penstock.bench;

import java.util.List;
import java.util.Locale;

/** Results as a Markdown table. */
final class Report {
    private Report() {}

    static String of(Comparison comparison, List<Comparison.Result> results) {
        StringBuilder out = new StringBuilder();
        out.append("### ").append(comparison.title()).append("\n\n");
        out.append("| contender | operations/s | ns per ")
                .append(comparison.unit())
                .append(" | client CPU ns per ")
                .append(comparison.unit())
                .append(" | bytes | wall, ratio | bytes, ratio | CPU, ratio (95 %) | spread |\n")
                .append("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        Comparison.Result first = results.getFirst();
        for (Comparison.Result result : results) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.1f | %,.1f | %,.0f | %.2f | %.2f | %.2f (%.2f to %.2f) | ±%.0f %% |%n",
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
        }
        return out.append('\n').toString();
    }
}
