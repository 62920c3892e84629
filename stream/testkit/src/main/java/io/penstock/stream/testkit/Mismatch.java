package io.penstock.stream.testkit;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A record did not pass: another answer came, or the script itself is wrong. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String expected;
    private final String came;

    private Mismatch(int line, String expected, String came) {
        super(expected + " / " + came, null, false, false);
        this.line = line;
        this.expected = expected;
        this.came = came;
    }

    /** Another answer came. */
    static Mismatch of(ScriptRecord record, String expected, String came) {
        return new Mismatch(record.line(), expected, came);
    }

    /** The script says something that it cannot say; {@code expected} is what it can. */
    static Mismatch inScript(ScriptRecord record, String expected) {
        return inLine(record.line(), expected, (record.keyword() + " " + record.arguments()).strip());
    }

    /** A line of the script says something that it cannot say. */
    static Mismatch inLine(int line, String expected, String came) {
        return new Mismatch(line, expected, "the script says: " + came);
    }

    /** The number that a record needs. */
    static long number(ScriptRecord record, String text, String form) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw inScript(record, form);
        }
    }

    /** The regular expression between two slashes. */
    static Pattern pattern(ScriptRecord record, String text) {
        if (text.length() < 2 || !text.endsWith("/")) {
            throw inScript(record, "a regular expression between two slashes: statement error /no column/");
        }
        try {
            return Pattern.compile(text.substring(1, text.length() - 1));
        } catch (PatternSyntaxException wrong) {
            throw inScript(record, "a regular expression, but: " + wrong.getDescription());
        }
    }

    int line() {
        return line;
    }

    String expected() {
        return expected;
    }

    String came() {
        return came;
    }
}
