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

    /** Fails for statements that would end a transaction under its handle, or that would outlive it on its session. */
    static void checkInTransaction(String sql) {
        String keyword = of(sql);
        switch (keyword) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" ->
                throw Errors.notHere(
                        keyword, "the transaction ends when its function returns or throws; use savepoint for parts");
            case "SET" -> {
                switch (second(sql)) {
                    case "LOCAL", "TRANSACTION", "CONSTRAINTS" -> {
                        // ends with the transaction
                    }
                    default ->
                        throw Errors.outlives(
                                keyword, "use SET LOCAL, or give the setting to PostgresConfig as a parameter");
                }
            }
            case "RESET" ->
                throw Errors.outlives(keyword, "use SET LOCAL … TO DEFAULT, which ends with the transaction");
            case "LISTEN", "UNLISTEN", "DISCARD" ->
                throw Errors.outlives(keyword, "use a connection outside of the pool for it");
            case "PREPARE", "DEALLOCATE" ->
                throw Errors.outlives(keyword, "run the statement itself, which the pool prepares and keeps");
            case "COPY" -> throw Errors.notHere(keyword, "use copyIn or copyOut");
            default -> {
                // anything else belongs to the transaction
            }
        }
    }

    /** The first word in upper case, behind white space and comments. */
    static String of(String sql) {
        int start = wordStart(sql, 0);
        return sql.substring(start, wordEnd(sql, start)).toUpperCase(Locale.ROOT);
    }

    private static String second(String sql) {
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
