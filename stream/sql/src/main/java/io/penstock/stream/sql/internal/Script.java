package io.penstock.stream.sql.internal;

import io.penstock.PenstockException;
import io.penstock.stream.sql.SqlError;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into statements at the semicolons that stand outside of quotes and comments. Comments before a
 * statement do not belong to it; comments inside stay.
 */
public final class Script implements Iterator<Script.Piece> {
    private final String text;
    private @Nullable Piece next;
    private int at;
    private int line = 1;
    private int column = 1;
    private int start = -1;
    private int end;
    private int startLine;
    private int startColumn;

    /** Each step reads to the end of one statement, so what is wrong behind it is not seen before it is reached. */
    public Script(String text) {
        this.text = text;
    }

    /** A statement's text and where it begins, lines and columns from 1. */
    public record Piece(String text, int line, int column) {}

    /** Whether there is one more statement; empty ones do not count. */
    @Override
    public boolean hasNext() {
        if (next == null) {
            read();
        }
        return next != null;
    }

    @Override
    public Piece next() {
        Piece piece = hasNext() ? next : null;
        if (piece == null) {
            throw new NoSuchElementException("the script has ended");
        }
        next = null;
        return piece;
    }

    private void read() {
        while (at < text.length() && next == null) {
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
        if (next == null) {
            finish();
        }
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
            next = new Piece(text.substring(start, end), startLine, startColumn);
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
