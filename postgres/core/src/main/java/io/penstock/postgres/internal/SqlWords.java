package io.penstock.postgres.internal;

import java.util.Locale;

/** The first words of a statement. */
final class SqlWords {
    private SqlWords() {}

    /** The first word in upper case, behind white space and comments. */
    static String first(String sql) {
        int start = wordStart(sql, 0);
        return sql.substring(start, wordEnd(sql, start)).toUpperCase(Locale.ROOT);
    }

    /** The word behind the first. */
    static String second(String sql) {
        int start = wordStart(sql, wordEnd(sql, wordStart(sql, 0)));
        return sql.substring(start, wordEnd(sql, start)).toUpperCase(Locale.ROOT);
    }

    private static int wordStart(String sql, int from) {
        int at = from;
        int length = sql.length();
        while (at < length) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == ';' || c == '(') {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? length : end + 1;
            } else if (sql.startsWith("/*", at)) {
                at = afterComment(sql, at);
            } else {
                break;
            }
        }
        return Math.min(at, length);
    }

    private static int wordEnd(String sql, int start) {
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Block comments nest. */
    static int afterComment(String sql, int start) {
        int depth = 0;
        int at = start;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }
}
