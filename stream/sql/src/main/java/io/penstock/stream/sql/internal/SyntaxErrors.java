package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private static final int EXPECTED_MAX = 6;
    private static final Map<String, String> HINTS = Map.of(
            "EMIT", "EMIT belongs at the end of CREATE STREAM or CREATE MATERIALIZED VIEW",
            "TABLE",
                    "there are CREATE SOURCE for rows that you push and CREATE LOOKUP TABLE for a table of a connection",
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
            return problems.at(1, 1, SqlError.SYNTAX, "the statement cannot be read: " + firstLine(failure));
        }
        int[][] sequences = failure.getExpectedTokenSequences();
        if (sequences == null || sequences.length == 0 || failure.getTokenImages() == null) {
            return problems.at(at, SqlError.SYNTAX, plain(failure, at));
        }
        Set<String> expected = expected(failure);
        boolean end =
                String.valueOf(failure.getMessage()).contains("Encountered \"<EOF>\"") || offset(at) >= text.length();
        if (end) {
            int[] last = end();
            return problems.at(
                    last[0], last[1], SqlError.SYNTAX, "the statement ends too early" + wanted(expected, ""));
        }
        String token = tokenAt(at);
        String hint = hint(token, expected);
        return problems.at(
                at,
                SqlError.SYNTAX,
                "'" + token + "' cannot stand here" + (hint.isEmpty() ? wanted(expected, token) : "; " + hint));
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
        if (message.contains("Query expression encountered in illegal context")) {
            return "a query cannot stand here without parentheses";
        }
        if (message.contains("Non-query expression encountered in illegal context")) {
            return "a query is expected here, beginning with SELECT";
        }
        return "this cannot be read: " + message;
    }

    private Set<String> expected(SqlParseException failure) {
        Set<String> expected = new TreeSet<>();
        String[] images = failure.getTokenImages();
        for (int[] sequence : failure.getExpectedTokenSequences()) {
            if (sequence.length > 0) {
                String image = images[sequence[0]];
                expected.add(image.startsWith("\"") ? image.substring(1, image.length() - 1) : image);
            }
        }
        return expected;
    }

    private String wanted(Set<String> expected, String token) {
        boolean name = expected.contains("<IDENTIFIER>") || expected.contains("<QUOTED_IDENTIFIER>");
        if (name && isWord(token)) {
            return "; it is a reserved word, so as a name it must be quoted: \"" + token + "\"";
        }
        List<String> words = new ArrayList<>();
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
        if (!isWord(token) || expected.contains("<IDENTIFIER>")) {
            return "";
        }
        List<String> words = expected.stream().filter(SyntaxErrors::isWord).toList();
        return Nearest.to(token, words)
                .map(near -> "did you mean " + near + "?")
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

    private String tokenAt(SqlParserPos at) {
        int from = offset(at);
        int to = from;
        while (to < text.length() && isWord(text.substring(to, to + 1))) {
            to++;
        }
        return text.substring(from, Math.max(to, Math.min(from + 1, text.length())));
    }

    /** The place just behind the last character. */
    private int[] end() {
        String[] lines = text.split("\n", -1);
        return new int[] {lines.length, lines[lines.length - 1].length() + 1};
    }
}
