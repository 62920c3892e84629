package io.penstock.postgres.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a statement tells before the server has seen it, to refuse in time what cannot be run the way it was
 * asked for. Immutable.
 *
 * @param keyword its first word in upper case
 * @param second the word behind that
 * @param touchesSession whether it may change its session for whoever comes next: then the session is reset before it
 *     is given away. What a function does inside is not seen here
 */
record SqlText(String keyword, String second, boolean touchesSession) {
    private static final Pattern SET_CONFIG = Pattern.compile("\\bset_config\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern SET_LOCAL =
            Pattern.compile("\\bset_config\\s*\\((?:[^()']|'[^']*')*,\\s*true\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPORARY =
            Pattern.compile("\\binto\\s+(?:(?:local|global)\\s+)?temp(?:orary)?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern REPLACED =
            Pattern.compile("^\\s*create\\s+or\\s+replace\\s+temp(?:orary)?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHERS = Pattern.compile("advisory_lock", Pattern.CASE_INSENSITIVE);
    private static final Pattern HELD = Pattern.compile("\\bwith\\s+hold\\b", Pattern.CASE_INSENSITIVE);

    static SqlText of(String sql) {
        String keyword = SqlWords.first(sql);
        String second = SqlWords.second(sql);
        return new SqlText(keyword, second, touches(keyword, second, sql));
    }

    private static boolean touches(String keyword, String second, String sql) {
        return switch (keyword) {
            case "DO" -> true;
            case "DECLARE" -> HELD.matcher(sql).find();
            // The body of a function does not run yet.
            case "CREATE" ->
                switch (second) {
                    case "TEMP", "TEMPORARY", "LOCAL", "GLOBAL" -> true;
                    case "OR" -> REPLACED.matcher(sql).find();
                    default -> false;
                };
            default ->
                OTHERS.matcher(sql).find()
                        || TEMPORARY.matcher(sql).find()
                        || count(SET_CONFIG, sql) > count(SET_LOCAL, sql);
        };
    }

    private static int count(Pattern pattern, String sql) {
        Matcher matcher = pattern.matcher(sql);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** Whether it writes rows, and so cannot stand inside of another query. */
    boolean changesRows() {
        return switch (keyword) {
            case "INSERT", "UPDATE", "DELETE", "MERGE" -> true;
            default -> false;
        };
    }

    /** Fails for statements that would change a shared connection for its next user. */
    void checkSingle() {
        switch (keyword) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" ->
                throw Errors.notHere(keyword, "use inTransaction");
            case "SET", "RESET" ->
                throw Errors.notHere(
                        keyword,
                        "give the setting to PostgresConfig as a parameter, or use SET LOCAL inside inTransaction");
            case "LISTEN", "UNLISTEN" -> throw Errors.notHere(keyword, "use listen of the pool");
            case "DISCARD", "PREPARE", "DEALLOCATE", "DECLARE", "FETCH", "MOVE", "LOCK" ->
                throw Errors.notHere(keyword, "its effect would be lost or would meet another caller");
            case "CREATE" -> {
                if (touchesSession) {
                    throw Errors.notHere(
                            "CREATE TEMPORARY",
                            "such a table ends with its connection; make and use it inside inTransaction");
                }
            }
            case "LOAD" -> throw Errors.notHere(keyword, "name the library in session_preload_libraries");
            case "COPY" -> throw Errors.notHere(keyword, "use copyIn or copyOut");
            default -> {
                // anything else is a statement of its own
            }
        }
    }

    /** Fails for statements that would end a transaction under its handle, or that would outlive it on its session. */
    void checkInTransaction() {
        switch (keyword) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" ->
                throw Errors.notHere(
                        keyword, "the transaction ends when its function returns or throws; use savepoint for parts");
            case "SET" -> {
                switch (second) {
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
            case "LISTEN", "UNLISTEN" -> throw Errors.outlives(keyword, "use listen of the pool");
            case "DISCARD" -> throw Errors.outlives(keyword, "the pool does it where it is needed");
            case "PREPARE", "DEALLOCATE" ->
                throw Errors.outlives(keyword, "run the statement itself, which the pool prepares and keeps");
            case "LOAD" -> throw Errors.outlives(keyword, "name the library in session_preload_libraries");
            case "DECLARE" -> {
                if (touchesSession) {
                    throw Errors.outlives("DECLARE … WITH HOLD", "leave WITH HOLD out, or use stream");
                }
            }
            case "COPY" -> throw Errors.notHere(keyword, "use copyIn or copyOut");
            default -> {
                // anything else belongs to the transaction
            }
        }
    }

    /** Texts that were read before: an application repeats a few. Holds so many at most. Thread-safe. */
    static final class Known {
        private static final int MAX = 1024;

        private final Map<String, SqlText> texts = new ConcurrentHashMap<>();

        SqlText of(String sql) {
            SqlText known = texts.get(sql);
            if (known == null) {
                if (texts.size() >= MAX) {
                    texts.clear();
                }
                known = SqlText.of(sql);
                texts.put(sql, known);
            }
            return known;
        }
    }
}
