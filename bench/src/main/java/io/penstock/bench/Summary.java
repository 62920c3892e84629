package io.penstock.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of many comparisons, one line each, for reading across: client CPU with its 95 % interval, bytes
 * allocated, time by the clock. A new table begins where the contenders are others.
 */
final class Summary {
    private final StringBuilder out = new StringBuilder();
    private List<String> contenders = List.of();

    void add(Comparison comparison, List<Comparison.Result> results) {
        List<String> names = results.stream().map(Comparison.Result::name).toList();
        if (!names.equals(contenders)) {
            begin(names);
        }
        out.append("| ").append(comparison.title()).append(" |");
        Comparison.Result yardstick = results.getFirst();
        for (Comparison.Result result : results.subList(1, results.size())) {
            out.append(String.format(
                    Locale.ROOT,
                    " %.2f (%.2f to %.2f) · %.2f · %.2f |",
                    result.ratio().median(),
                    result.ratio().low(),
                    result.ratio().high(),
                    result.bytes() / yardstick.bytes(),
                    result.wallNanos() / yardstick.wallNanos()));
        }
        out.append('\n');
    }

    private void begin(List<String> names) {
        if (!contenders.isEmpty()) {
            out.append('\n');
        }
        contenders = names;
        List<String> compared = names.subList(1, names.size());
        out.append("### Ratios to ")
                .append(names.getFirst())
                .append(": client CPU (95 %) · bytes · wall\n\n| operation | ")
                .append(String.join(" | ", compared))
                .append(" |\n|---|")
                .append(String.join("|", Collections.nCopies(compared.size(), "---:")))
                .append("|\n");
    }

    /** All of it, when nothing more is to come. */
    String text() {
        return out + "\n";
    }
}
