package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Says in few words what the parser says in many. */
final class SyntaxErrors {
    /** What a statement can begin with. */
    static final List<String> BEGINNINGS = List.of(
            "CREATE",
            "DROP",
            "INSERT",
            "SELECT",
            "WITH",
            "VALUES",
            "EXPLAIN",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "CHECKPOINT");

    /** What SHOW lists. */
    private static final List<String> SHOWN = List.of(
            "SOURCES",
            "STREAMS",
            "MATERIALIZED VIEWS",
            "LOOKUP TABLES",
            "TABLES",
            "SINKS",
            "QUERIES",
            "CHECKPOINT STATUS");

    private static final int EXPECTED_MAX = 6;
    private static final List<String> CONTINUATIONS = List.of(" x", " 1", " BY x", " (x)", " x = x", " JOIN x ON x");

    /** What a name with a typing error before the failure may have been meant to be. */
    private static final Set<String> OPENERS = Set.of("FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "JOIN");

    /** Reserved words that nobody means as names. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "BY",
            "HAVING",
            "ORDER",
            "LIMIT",
            "JOIN",
            "ON",
            "AS",
            "AND",
            "OR",
            "NOT",
            "UNION",
            "WITH",
            "VALUES",
            "INTO",
            "CREATE",
            "DROP",
            "INSERT",
            "WHEN",
            "THEN",
            "ELSE",
            "EMIT",
            "EVERY",
            "CASE",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "DISTINCT",
            "ALL",
            "IN",
            "IS",
            "NULL");

    private static final Map<String, String> HINTS = Map.of(
            "EMIT", "EMIT belongs at the end of CREATE STREAM or CREATE MATERIALIZED VIEW",
            "TABLE",
                    "there are CREATE SOURCE for rows that you push and CREATE LOOKUP TABLE for a table of a connection",
            "EVERY", "EMIT takes CHANGES, ON WINDOW CLOSE, AFTER WATERMARK, FINAL or ON UPDATE",
            "VIEW", "there are CREATE STREAM and CREATE MATERIALIZED VIEW",
            "LIMIT", "LIMIT stands behind ORDER BY, before OFFSET");

    private final Problems problems;
    private final String text;

    SyntaxErrors(Script.Piece piece) {
        this.problems = new Problems(piece.line(), piece.column());
        this.text = piece.text();
    }

    PenstockException of(SqlParseException failure) {
        SqlParserPos at = failure.getPos();
        if (at == null) {
            return problems.at(1, 1, SqlError.SYNTAX, "this cannot be read: " + firstLine(failure));
        }
        if (!firstLine(failure).startsWith("Encountered")) {
            return problems.at(at, SqlError.SYNTAX, plain(failure, at));
        }
        int blamed = firstLine(failure).contains("<EOF>") ? text.length() : offset(at);
        Cause cause = blamed < text.length() && canStand(blamed)
                ? new Cause(afterBlanks(tokenEnd(blamed)), Set.of())
                : cause(failure, blamed);
        int[] place = place(cause.offset());
        if (cause.offset() >= text.length()) {
            return problems.at(
                    place[0], place[1], SqlError.SYNTAX, "the statement ends too early" + wanted(cause.expected()));
        }
        String token = text.substring(cause.offset(), tokenEnd(cause.offset()));
        String known = wantedBehind(cause.offset(), token);
        if (!known.isEmpty()) {
            return problems.at(place[0], place[1], SqlError.SYNTAX, "'" + token + "' cannot stand here; " + known);
        }
        String hint = hint(token, cause.expected());
        if (hint.isEmpty()) {
            hint = misspelt(cause.offset());
        }
        return problems.at(
                place[0],
                place[1],
                SqlError.SYNTAX,
                "'" + token + "' cannot stand here" + (hint.isEmpty() ? wanted(cause.expected()) : "; " + hint));
    }

    /** What stands behind words where the parser's own list would be too long, or be taken for a list of names. */
    private String wantedBehind(int offset, String token) {
        int end = offset;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int from = end;
        while (from > 0 && isWord(text.substring(from - 1, from))) {
            from--;
        }
        String word = text.substring(from, end).toUpperCase(Locale.ROOT);
        if (word.equals("SHOW")) {
            String upper = token.toUpperCase(Locale.ROOT);
            String meant = SHOWN.stream()
                    .filter(shown -> shown.endsWith(" " + upper))
                    .findFirst()
                    .or(() -> Nearest.to(upper, SHOWN))
                    .map(shown -> "; did you mean SHOW " + shown + "?")
                    .orElse("");
            return "SHOW knows " + String.join(", ", SHOWN) + " and CREATE with a name" + meant;
        }
        boolean nothing = (word.equals("SELECT") || word.equals("DISTINCT")) && token.equalsIgnoreCase("FROM");
        return nothing ? "expected what to select: columns, expressions, or * for all columns" : "";
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Failures that the parser finds by itself, not by its grammar. */
    private String plain(SqlParseException failure, SqlParserPos at) {
        String message = firstLine(failure);
        if (message.startsWith("Lexical error")) {
            int offset = offset(at);
            String what = offset < text.length() ? "'" + text.charAt(offset) + "'" : "the end";
            return what + " cannot stand here; it begins no word, number, text or sign of SQL";
        }
        if (message.contains("Non-query expression encountered")) {
            return "a query is expected here, beginning with SELECT";
        }
        if (message.contains("Query expression encountered")) {
            return "a query cannot stand here without parentheses";
        }
        return "this cannot be read: " + message;
    }

    /**
     * Whether the parser blames a token only for what follows it: with something likely behind it, the token is read.
     */
    private boolean canStand(int offset) {
        int end = tokenEnd(offset);
        String before = text.substring(0, end);
        for (String continuation : CONTINUATIONS) {
            Optional<SqlParseException> other = Parser.failure(before + continuation);
            if (other.isEmpty()
                    || (other.get().getPos() != null && offset(other.get().getPos()) >= end)) {
                return true;
            }
        }
        return false;
    }

    /** The first token that does not fit, and what would have fitted there. */
    private record Cause(int offset, Set<String> expected) {}

    /**
     * The parser looks a few tokens ahead and blames the first of them. The one to blame stands behind those that some
     * expected sequence begins with.
     */
    private Cause cause(SqlParseException failure, int start) {
        int[][] sequences = failure.getExpectedTokenSequences();
        String[] images = failure.getTokenImages();
        if (sequences == null || images == null) {
            return new Cause(start, Set.of());
        }
        List<int[]> alive = List.of(sequences);
        int offset = start;
        for (int depth = 0; offset < text.length(); depth++) {
            int length = depth + 1;
            String token = text.substring(offset, tokenEnd(offset));
            List<int[]> next = alive.stream()
                    .filter(s -> s.length > length && isMatch(images[s[length - 1]], token))
                    .toList();
            if (next.isEmpty()) {
                break;
            }
            alive = next;
            offset = afterBlanks(tokenEnd(offset));
            int deeper = length;
            boolean more = alive.stream().anyMatch(s -> s.length > deeper);
            if (!more) {
                break;
            }
        }
        Set<String> expected = new TreeSet<>();
        int depth = depth(sequences, alive, start, offset);
        for (int[] sequence : alive) {
            if (sequence.length > depth) {
                String image = images[sequence[depth]];
                expected.add(image.startsWith("\"") ? image.substring(1, image.length() - 1) : image);
            }
        }
        return new Cause(offset, expected);
    }

    private int depth(int[][] all, List<int[]> alive, int start, int offset) {
        int depth = 0;
        for (int at = start; at < offset; at = afterBlanks(tokenEnd(at))) {
            depth++;
        }
        return alive.size() == all.length && start == offset ? 0 : depth;
    }

    private static boolean isMatch(String image, String token) {
        if (image.startsWith("\"")) {
            return image.substring(1, image.length() - 1).equalsIgnoreCase(token);
        }
        char first = token.charAt(0);
        return switch (image) {
            case "<IDENTIFIER>" -> Character.isLetter(first) || first == '_';
            case "<QUOTED_IDENTIFIER>" -> first == '"';
            case "<BACK_QUOTED_IDENTIFIER>" -> first == '`';
            case "<QUOTED_STRING>" -> first == '\'';
            case "<UNSIGNED_INTEGER_LITERAL>" -> Character.isDigit(first);
            default -> false;
        };
    }

    private static String wanted(Set<String> expected) {
        List<String> words = new ArrayList<>();
        boolean name = expected.contains("<IDENTIFIER>") || expected.contains("<QUOTED_IDENTIFIER>");
        if (name) {
            words.add("a name");
        }
        if (expected.contains("<QUOTED_STRING>")) {
            words.add("a text in '…'");
        }
        if (expected.contains("<UNSIGNED_INTEGER_LITERAL>")) {
            words.add("a number");
        }
        if (!name) {
            expected.stream().filter(e -> !e.startsWith("<")).forEach(words::add);
        }
        if (expected.contains("<EOF>") && words.size() < EXPECTED_MAX) {
            words.add("the end of the statement");
        }
        if (words.isEmpty() || words.size() > EXPECTED_MAX) {
            return "";
        }
        return "; expected " + String.join(" or ", words);
    }

    private static String hint(String token, Set<String> expected) {
        String upper = token.toUpperCase(Locale.ROOT);
        if (HINTS.containsKey(upper) && !expected.contains(upper)) {
            return HINTS.getOrDefault(upper, "");
        }
        if (!isWord(token)) {
            return "";
        }
        List<String> words = expected.stream().filter(SyntaxErrors::isWord).toList();
        Optional<String> near = Nearest.to(token, words);
        if (near.isPresent()) {
            return "did you mean " + near.get() + "?";
        }
        boolean reserved = Parser.isReserved(upper) && !CLAUSES.contains(upper);
        return reserved ? "it is a reserved word; as a name it must be quoted: \"" + token + "\"" : "";
    }

    /** The word before may have been meant as a keyword: SELECT * FORM trades. */
    private String misspelt(int offset) {
        int end = offset;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int from = end;
        while (from > 0 && isWord(text.substring(from - 1, from))) {
            from--;
        }
        String word = text.substring(from, end);
        return Nearest.to(word, OPENERS)
                .filter(near -> word.length() > 2 && !Parser.isReserved(word.toUpperCase(Locale.ROOT)))
                .map(near -> "did you mean " + near + " where it says " + word + "?")
                .orElse("");
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    /** The first word of a statement that no statement begins with. */
    static void checkBeginning(Script.Piece piece) {
        String text = piece.text();
        int length = 0;
        while (length < text.length()
                && (Character.isLetterOrDigit(text.charAt(length)) || text.charAt(length) == '_')) {
            length++;
        }
        String word = text.substring(0, length);
        if (BEGINNINGS.contains(word.toUpperCase(Locale.ROOT)) || text.startsWith("(")) {
            return;
        }
        String what = word.isEmpty() ? text.substring(0, 1) : word;
        String hint = Nearest.hint(word, BEGINNINGS);
        throw new Problems(piece.line(), piece.column())
                .at(
                        1,
                        1,
                        SqlError.SYNTAX,
                        "no statement begins with '" + what + "'"
                                + (hint.isEmpty() ? "; there are " + String.join(", ", BEGINNINGS) : hint));
    }

    private int offset(SqlParserPos at) {
        int offset = 0;
        for (int line = 1; line < at.getLineNum() && offset < text.length(); offset++) {
            line += text.charAt(offset) == '\n' ? 1 : 0;
        }
        return offset + at.getColumnNum() - 1;
    }

    /** Where the token that begins at an offset ends. */
    private int tokenEnd(int from) {
        char first = text.charAt(from);
        if (first == '\'' || first == '"' || first == '`') {
            int close = text.indexOf(first, from + 1);
            return close < 0 ? text.length() : close + 1;
        }
        int to = from;
        while (to < text.length() && isWord(text.substring(to, to + 1))) {
            to++;
        }
        return Math.max(to, from + 1);
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at);
                at = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
        return at;
    }

    /** Line and column of an offset, from 1. */
    private int[] place(int offset) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new int[] {line, before.length() - before.lastIndexOf('\n')};
    }
}
