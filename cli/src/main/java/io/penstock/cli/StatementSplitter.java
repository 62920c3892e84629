package io.penstock.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script at its semicolons, those in quotes and comments left out. What a statement means is not known here;
 * each piece is padded with blank lines and spaces so that positions in errors are those of the whole script.
 */
final class StatementSplitter {
    /**
     * What a text holds.
     *
     * @param statements the complete statements, each padded when it is asked for: all at once they would take the
     *     square of the script's size
     * @param rest what comes after the last semicolon, padded; blank but for comments when nothing is open
     * @param open whether the rest is an unfinished statement, quote or comment
     */
    record Script(Iterable<String> statements, String rest, boolean open) {}

    /** Where a statement stands. */
    private record Range(int from, int to) {}

    private final String text;
    private final List<Range> statements = new ArrayList<>();
    private int at;
    private int start;
    private boolean something;
    private boolean unfinished;

    private StatementSplitter(String text) {
        this.text = text;
    }

    static Script split(String text) {
        return new StatementSplitter(text).run();
    }

    private Script run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                something = true;
                skipTo(String.valueOf(c), at + 1);
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", at + 2);
            } else if (c == ';') {
                if (something) {
                    statements.add(new Range(start, at));
                }
                at++;
                start = at;
                something = false;
            } else {
                something |= !Character.isWhitespace(c);
                at++;
            }
        }
        List<Range> ranges = List.copyOf(statements);
        return new Script(
                () -> ranges.stream()
                        .map(range -> padded(range.from(), range.to()))
                        .iterator(),
                padded(start, text.length()),
                something || unfinished);
    }

    private void skipTo(String end, int from) {
        int found = text.indexOf(end, from);
        unfinished = found < 0;
        at = found < 0 ? text.length() : found + end.length();
    }

    private String padded(int from, int to) {
        StringBuilder out = new StringBuilder(to);
        int lineStart = text.lastIndexOf('\n', from - 1) + 1;
        text.substring(0, lineStart).chars().filter(c -> c == '\n').forEach(c -> out.append('\n'));
        out.append(" ".repeat(from - lineStart));
        return out.append(text, from, to).toString();
    }
}
