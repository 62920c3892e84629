package io.penstock.stream.sql.internal;

import io.penstock.PenstockException;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements at the semicolons that stand outside of quotes and comments. Comments before a
 * statement do not belong to it; comments inside stay.
 */
public final class Script {
    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private int line = 1;
    private int column = 1;
    private int start = -1;
    private int end;
    private int startLine;
    private int startColumn;

    private Script(String text) {
        this.text = text;
    }

    /** A statement's text and where it begins, lines and columns from 1. */
    public record Piece(String text, int line, int column) {}

    /** The statements in order, without empty ones. */
    public static List<Piece> split(String text) {
        Script script = new Script(text);
        script.run();
        return script.pieces;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                finish();
                step();
            } else if (c == '\'' || c == '"' || c == '`') {
                quoted(c);
            } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    step();
                }
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (Character.isWhitespace(c)) {
                step();
            } else {
                begin();
                step();
                end = at;
            }
        }
        finish();
    }

    private void begin() {
        if (start < 0) {
            start = at;
            startLine = line;
            startColumn = column;
        }
    }

    private void finish() {
        if (start >= 0) {
            pieces.add(new Piece(text.substring(start, end), startLine, startColumn));
            start = -1;
        }
    }

    private void quoted(char quote) {
        begin();
        int line = this.line;
        int column = this.column;
        step();
        while (at < text.length() && text.charAt(at) != quote) {
            step();
        }
        if (at == text.length()) {
            String what = quote == '\''
                    ? "a text begins here with ' that no other ' ends"
                    : "a name begins here with " + quote + " that no other " + quote + " ends";
            throw failure(line, column, what);
        }
        step();
        end = at;
    }

    private void comment() {
        int line = this.line;
        int column = this.column;
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
            throw failure(line, column, "a comment begins here with /* that no */ ends");
        }
        while (at < close + 2) {
            step();
        }
    }

    private static PenstockException failure(int line, int column, String message) {
        return new Problems(line, column).at(1, 1, SqlError.SYNTAX, message);
    }

    private void step() {
        if (text.charAt(at++) == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
}
