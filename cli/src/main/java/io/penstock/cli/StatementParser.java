package io.penstock.cli;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Tells the line editor when a statement is complete, so that Enter begins a new line until then. */
final class StatementParser implements Parser {
    private final DefaultParser words = new DefaultParser();

    StatementParser() {
        words.setEscapeChars(new char[0]);
        words.setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE
                && !isCommand(line)
                && StatementSplitter.split(line).open()) {
            throw new EOFError(-1, cursor, "the statement is not complete", ";");
        }
        return words.parse(line, cursor, context);
    }

    private static boolean isCommand(String line) {
        String text = line.strip().toLowerCase(java.util.Locale.ROOT);
        return text.startsWith("\\") || text.equals("help") || text.equals("exit") || text.equals("quit");
    }
}
