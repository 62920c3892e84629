package io.penstock.postgres.internal;

import java.util.Locale;

/** The first word of a statement, to refuse in time what cannot be run the way it was asked for. */
final class SqlKeyword {
    private SqlKeyword() {}

    /** Fails for statements that would change a shared connection for its next user. */
    static void checkSingle(String sql) {
        String keyword = of(sql);
        switch (keyword) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" ->
                throw Errors.notHere(keyword, "use inTransaction");
            case "SET", "RESET" ->
                throw Errors.notHere(
                        keyword,
                        "give the setting to PostgresConfig as a parameter, or use SET LOCAL inside inTransaction");
            case "LISTEN", "UNLISTEN", "DISCARD", "PREPARE", "DEALLOCATE", "DECLARE", "FETCH", "MOVE", "LOCK" ->
                throw Errors.notHere(keyword, "its effect would be lost or would meet another caller");
            case "COPY" -> throw Errors.notHere(keyword, "use copyIn or copyOut");
            default -> {
                // anything else is a statement of its own
            }
        }
    }

    /** Fails for statements that would end a transaction under its handle. */
    static void checkInTransaction(String sql) {
        String keyword = of(sql);
        switch (keyword) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" ->
                throw Errors.notHere(
                        keyword, "the transaction ends when its function returns or throws; use savepoint for parts");
            case "COPY" -> throw Errors.notHere(keyword, "use copyIn or copyOut");
            default -> {
                // anything else belongs to the transaction
            }
        }
    }

    /** The first word in upper case, behind white space and comments. */
    static String of(String sql) {
        int at = 0;
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
        int end = at;
        while (end < length && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(at, end).toUpperCase(Locale.ROOT);
    }

    /** Block comments nest. */
    private static int afterComment(String sql, int start) {
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
