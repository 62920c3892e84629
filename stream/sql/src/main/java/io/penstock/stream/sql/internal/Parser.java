package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.internal.parser.PenstockParser;
import java.util.Optional;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/** Text to trees. */
public final class Parser {
    private static final int NAME_LENGTH_MAX = 128;
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(PenstockParser.FACTORY)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withIdentifierMaxLength(NAME_LENGTH_MAX)
            .withConformance(SqlConformanceEnum.BABEL);

    private Parser() {}

    /** A statement and its tree. */
    public record Parsed(Script.Piece piece, SqlNode tree) {}

    /** The tree of a statement. */
    public static Parsed parse(Script.Piece piece) {
        SyntaxErrors.checkBeginning(piece);
        try {
            return new Parsed(piece, SqlParser.create(piece.text(), CONFIG).parseStmt());
        } catch (SqlParseException e) {
            throw new SyntaxErrors(piece).of(e);
        }
    }

    /** Why a text is not a statement; empty when it is one. */
    static Optional<SqlParseException> failure(String text) {
        try {
            SqlParser.create(text, CONFIG).parseStmt();
            return Optional.empty();
        } catch (SqlParseException e) {
            return Optional.of(e);
        }
    }

    /** Whether a word in upper case can be a name only in quotes. */
    static boolean isReserved(String word) {
        SqlAbstractParserImpl.Metadata words = SqlParser.create("", CONFIG).getMetadata();
        return words.isKeyword(word) && !words.isNonReservedKeyword(word);
    }
}
