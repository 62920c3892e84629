package io.penstock.stream.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * One record of a script.
 *
 * @param line the line of the keyword, from 1
 * @param keyword the first word
 * @param arguments the rest of the keyword's line
 * @param sql the SQL of statements and queries
 * @param rows the rows below, or the rows after {@code ----}
 * @param rowLines the lines of these rows, from 1
 * @param answerFrom the index of the first line of the answer
 * @param answerTo the index after its last line
 */
record ScriptRecord(
        int line,
        String keyword,
        String arguments,
        String sql,
        List<String> rows,
        List<Integer> rowLines,
        int answerFrom,
        int answerTo) {
    private static final String RULE = "----";

    ScriptRecord {
        rows = List.copyOf(rows);
        rowLines = List.copyOf(rowLines);
    }

    static List<ScriptRecord> parse(List<String> lines) {
        List<ScriptRecord> records = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            if (isBlank(lines.get(i)) || isComment(lines.get(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < lines.size() && !isBlank(lines.get(end))) {
                end++;
            }
            records.add(record(lines, i, end));
            i = end;
        }
        return records;
    }

    private static ScriptRecord record(List<String> lines, int from, int to) {
        String head = lines.get(from).strip();
        int space = head.indexOf(' ');
        String keyword = space < 0 ? head : head.substring(0, space);
        String arguments = space < 0 ? "" : head.substring(space + 1).strip();
        int rule = to;
        for (int i = from + 1; i < to; i++) {
            if (lines.get(i).strip().equals(RULE)) {
                rule = i;
                break;
            }
        }
        boolean hasSql = keyword.equals("statement") || keyword.equals("query");
        int answerFrom = hasSql ? Math.min(rule + 1, to) : from + 1;
        List<String> body = lines.subList(from + 1, hasSql ? rule : from + 1);
        String sql =
                String.join("\n", body.stream().filter(line -> !isComment(line)).toList());
        List<String> rows = new ArrayList<>();
        List<Integer> rowLines = new ArrayList<>();
        for (int i = answerFrom; i < to; i++) {
            if (!isComment(lines.get(i))) {
                rows.add(lines.get(i));
                rowLines.add(i + 1);
            }
        }
        return new ScriptRecord(from + 1, keyword, arguments, sql, rows, rowLines, answerFrom, to);
    }

    /** Whether it counts among those that passed or failed. */
    boolean isAssertion() {
        return switch (keyword) {
            case "statement", "query", "expect", "metric" -> true;
            default -> false;
        };
    }

    private static boolean isBlank(String line) {
        return line.isBlank();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }
}
