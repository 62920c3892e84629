package io.penstock.stream.testkit;

import io.penstock.stream.Change;
import io.penstock.stream.Row;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of an answer and how they are compared with the ones asked for. */
final class ScriptRows {
    private static final String NONE = "(none)";

    private ScriptRows() {}

    /** The rows as answers print them, sorted as text if asked for. */
    static List<String> print(List<Change<Row>> rows, boolean weighted, boolean sorted) {
        List<String> lines = new ArrayList<>();
        for (Change<Row> change : rows) {
            List<String> cells = new ArrayList<>();
            if (weighted) {
                cells.add((change.weight() > 0 ? "+" : "") + change.weight());
            }
            Schema schema = change.row().schema();
            for (int i = 0; i < schema.size(); i++) {
                cells.add(ScriptValues.print(schema.type(i), change.row().get(i)));
            }
            lines.add(String.join(" | ", cells));
        }
        if (sorted) {
            lines.sort(null);
        }
        return lines;
    }

    /** The lines of an expectation without {@code (none)}. */
    static List<String> wanted(List<String> lines) {
        return lines.stream().filter(line -> !line.strip().equals(NONE)).toList();
    }

    /** An empty answer needs a word in {@code expect}. */
    static List<String> orNone(List<String> lines) {
        return lines.isEmpty() ? List.of(NONE) : lines;
    }

    /** The sums of equal rows by weight, without those of weight 0. */
    static List<Change<Row>> net(List<Change<Row>> changes) {
        Map<Row, Integer> sums = new LinkedHashMap<>();
        for (Change<Row> change : changes) {
            sums.merge(change.row(), change.weight(), Integer::sum);
        }
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(entry -> new Change<>(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Whether the rows are the ones asked for, in order or as a multiset. */
    static boolean matches(List<String> wanted, List<Change<Row>> rows, boolean weighted, boolean ordered) {
        if (wanted.size() != rows.size()) {
            return false;
        }
        List<Change<Row>> left = new ArrayList<>(rows);
        for (String line : wanted) {
            List<ScriptValues.Cell> cells = ScriptValues.cells(line);
            int found = -1;
            int last = ordered ? 1 : left.size();
            for (int i = 0; i < last && found < 0; i++) {
                found = matches(cells, left.get(i), weighted) ? i : -1;
            }
            if (found < 0) {
                return false;
            }
            left.remove(found);
        }
        return true;
    }

    private static boolean matches(List<ScriptValues.Cell> cells, Change<Row> change, boolean weighted) {
        int first = weighted ? 1 : 0;
        Schema schema = change.row().schema();
        if (cells.size() != schema.size() + first) {
            return false;
        }
        if (weighted && !cells.getFirst().text().equals((change.weight() > 0 ? "+" : "") + change.weight())) {
            return false;
        }
        for (int i = 0; i < schema.size(); i++) {
            if (!ScriptValues.matches(
                    schema.type(i), cells.get(i + first), change.row().get(i))) {
                return false;
            }
        }
        return true;
    }
}
