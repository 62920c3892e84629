package io.penstock.stream.sql;

import io.penstock.Threads;
import io.penstock.stream.sql.internal.Parser;
import io.penstock.stream.sql.internal.Script;
import io.penstock.stream.sql.internal.StatementAnalyzer;
import io.penstock.stream.sql.internal.WarmUp;
import io.penstock.stream.sql.internal.tree.Ddl;
import io.penstock.stream.sql.internal.tree.DdlNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.sql.SqlNode;

/** SQL text to statements. Thread-safe; every call is independent. */
public final class SqlFrontEnd {
    private static final AtomicBoolean WARMED_UP = new AtomicBoolean();

    /**
     * The first one in a process loads the parser's classes on a thread of its own, so that the first statement does
     * not wait for all of them.
     */
    public SqlFrontEnd() {
        if (WARMED_UP.compareAndSet(false, true)) {
            Threads.start("penstock-sql-warm-up", WarmUp::run);
        }
    }

    /**
     * Splits a script into statements and checks their form.
     *
     * @throws io.penstock.PenstockException with the position in the script and what was expected there
     */
    public List<ParsedStatement> parse(String script) {
        List<ParsedStatement> statements = new ArrayList<>();
        statements(script).forEachRemaining(statements::add);
        return List.copyOf(statements);
    }

    /**
     * The statements of a script, each read when it is asked for: {@code hasNext()} and {@code next()} throw as
     * {@link #parse} does, and not before the wrong statement's turn. Confined to one thread.
     */
    public Iterator<ParsedStatement> statements(String script) {
        Script pieces = new Script(script);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pieces.hasNext();
            }

            @Override
            public ParsedStatement next() {
                Script.Piece piece = pieces.next();
                return new ParsedStatement(
                        piece.text(),
                        piece.line(),
                        piece.column(),
                        Parser.parse(piece).tree());
            }
        };
    }

    /** Whether a statement makes or drops an object. */
    public boolean changesCatalog(ParsedStatement statement) {
        return statement.tree() instanceof DdlNode node
                && switch (node.ddl()) {
                    case Ddl.CreateSource create -> true;
                    case Ddl.CreateLookupTable create -> true;
                    case Ddl.CreateStream create -> true;
                    case Ddl.CreateSink create -> true;
                    case Ddl.Drop drop -> true;
                    case Ddl.Insert other -> false;
                    case Ddl.Explain other -> false;
                    case Ddl.Show other -> false;
                    case Ddl.ShowQueries other -> false;
                    case Ddl.ShowCheckpoint other -> false;
                    case Ddl.ShowCreate other -> false;
                    case Ddl.Describe other -> false;
                    case Ddl.Checkpoint other -> false;
                };
    }

    /**
     * Finds out what a statement means. Statements of a script are analyzed one after another, each after the one
     * before was carried out.
     *
     * @throws io.penstock.PenstockException with the position and the nearest right name
     */
    public Statement analyze(ParsedStatement statement, Catalog catalog) {
        if (!(statement.tree() instanceof SqlNode tree)) {
            throw new IllegalArgumentException("not a statement that parse() gave: " + statement.text());
        }
        return new StatementAnalyzer(catalog, statement.line(), statement.column()).analyze(tree);
    }
}
