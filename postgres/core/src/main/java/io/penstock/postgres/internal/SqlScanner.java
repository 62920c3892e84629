package io.penstock.postgres.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds markers by name ({@code :customer}) in SQL, and passes over where a colon means something else: texts, quoted
 * names, dollar quotes, comments, casts, {@code :=} and array slices with numbers or names before the colon.
 */
public final class SqlScanner {
    private final String sql;
    private int at;

    private SqlScanner(String sql) {
        this.sql = sql;
    }

    /**
     * One marker.
     *
     * @param name without the colon
     * @param start where the colon stands
     * @param end behind its last letter
     */
    public record Marker(String name, int start, int end) {}

    public static List<Marker> markers(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        List<Marker> markers = new ArrayList<>();
        while (scanner.at < sql.length()) {
            scanner.step(markers);
        }
        return markers;
    }

    private void step(List<Marker> markers) {
        char c = sql.charAt(at);
        switch (c) {
            case '\'' -> at = afterText(at > 0 && isEscape(at - 1));
            case '"' -> at = after("\"", at + 1);
            case '-' -> at = sql.startsWith("--", at) ? after("\n", at) : at + 1;
            case '/' -> at = sql.startsWith("/*", at) ? SqlWords.afterComment(sql, at) : at + 1;
            case '$' -> dollar();
            case ':' -> colon(markers);
            default -> at++;
        }
    }

    private int after(String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    /** An E before the quote makes the backslash special. */
    private boolean isEscape(int before) {
        char c = sql.charAt(before);
        return (c == 'E' || c == 'e') && (before == 0 || !isName(sql.charAt(before - 1)));
    }

    private int afterText(boolean escapes) {
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i++);
            if (escapes && c == '\\') {
                i++;
            } else if (c == '\'') {
                if (i == sql.length() || sql.charAt(i) != '\'') {
                    return i;
                }
                // two of them are one in the text, which goes on by its own rules
                i++;
            }
        }
        return sql.length();
    }

    private void dollar() {
        int end = at + 1;
        while (end < sql.length() && isName(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean inName = at > 0 && isName(sql.charAt(at - 1));
        boolean quote = !inName
                && end < sql.length()
                && sql.charAt(end) == '$'
                && (end == at + 1 || !Character.isDigit(sql.charAt(at + 1)));
        at = quote ? after(sql.substring(at, end + 1), end + 1) : at + 1;
    }

    private void colon(List<Marker> markers) {
        char before = at == 0 ? ' ' : sql.charAt(at - 1);
        if (sql.startsWith("::", at)) {
            at += 2;
            return;
        }
        int end = at + 1;
        boolean slice = isName(before) || before == ')' || before == ']' || before == '"' || before == '\'';
        if (slice || end >= sql.length() || !Character.isUnicodeIdentifierStart(sql.charAt(end))) {
            at++;
            return;
        }
        while (end < sql.length() && isName(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        markers.add(new Marker(sql.substring(at + 1, end), at, end));
        at = end;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
