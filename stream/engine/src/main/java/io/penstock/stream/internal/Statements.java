package io.penstock.stream.internal;

import io.penstock.stream.ExecuteResult;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.QueryResult;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.PlanText;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.sql.ParsedStatement;
import io.penstock.stream.sql.SqlFrontEnd;
import io.penstock.stream.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Carries out statements. Thread-safe: DDL by its lock, queries beside each other. */
final class Statements {
    private static final String WEIGHT = "__weight";

    private final SqlFrontEnd front = new SqlFrontEnd();
    private final DatabaseConfig config;
    private final Graph graph;
    private final Ddl ddl;
    private final Checkpoints checkpoints;
    private final CatchUp catchUp;
    private final Observer observer;
    private final ReentrantLock ddlLock = new ReentrantLock();

    Statements(DatabaseConfig config, Graph graph, Ddl ddl, Checkpoints checkpoints, CatchUp catchUp) {
        this.config = config;
        this.graph = graph;
        this.ddl = ddl;
        this.checkpoints = checkpoints;
        this.catchUp = catchUp;
        this.observer = new Observer(config);
    }

    /** The statements of a script, each parsed when it is asked for. */
    Iterator<ParsedStatement> parse(String script) {
        return front.statements(script);
    }

    ParsedStatement parseOne(String sql) {
        List<ParsedStatement> statements = front.parse(sql);
        if (statements.size() != 1) {
            throw new StreamException(
                    StreamError.QUERY_FAILED,
                    "one statement was expected, there are " + statements.size() + "; use executeAll() for a script");
        }
        return statements.getFirst();
    }

    ExecuteResult execute(ParsedStatement parsed) {
        return observer.watch(parsed, Statements::rows, () -> carryOut(parsed));
    }

    private static long rows(ExecuteResult result) {
        return switch (result) {
            case ExecuteResult.Rows rows -> rows.result().size();
            case ExecuteResult.Inserted inserted -> inserted.rowsAffected();
            default -> -1;
        };
    }

    private ExecuteResult carryOut(ParsedStatement parsed) {
        return front.changesCatalog(parsed) ? change(parsed) : run(parsed);
    }

    /** Only what changes the catalog waits for others that do. */
    private ExecuteResult change(ParsedStatement parsed) {
        List<Batch> rows = lookupRows(parsed);
        lockDdl();
        try {
            Statement statement = front.analyze(parsed, graph.moment());
            ExecuteResult changed = define(statement, Ddl.Origin.fresh(parsed.text(), rows));
            if (changed == null) {
                throw new IllegalStateException("it does not change the catalog: " + statement);
            }
            return changed;
        } finally {
            ddlLock.unlock();
        }
    }

    /** A lookup table's rows are read before its turn has come: the outside may be slow. */
    private @Nullable List<Batch> lookupRows(ParsedStatement parsed) {
        CatalogMoment now = graph.moment();
        return front.analyze(parsed, now) instanceof Statement.CreateLookupTable create
                        && (create.ifPresent() != Statement.IfPresent.KEEP
                                || now.get(create.lookup().name()) == null)
                ? ddl.read(create)
                : null;
    }

    private ExecuteResult run(ParsedStatement parsed) {
        while (true) {
            CatalogMoment now = graph.moment();
            Statement statement = front.analyze(parsed, now);
            if (!(statement instanceof Statement.Insert insert
                    && now.get(insert.source().name()) instanceof SourceNode source)) {
                return run(statement, now);
            }
            try {
                return insert(insert, source);
            } catch (StreamException refused) {
                // another source may have taken the name in between; nothing was pushed into the old one
                if (refused.code() != StreamError.WRITER_CLOSED || source.equals(graph.get(source.name()))) {
                    throw refused;
                }
            }
        }
    }

    /** The rows of a statement that has rows. */
    QueryResult query(ParsedStatement parsed) {
        return observer.watch(parsed, QueryResult::size, () -> read(parsed));
    }

    private QueryResult read(ParsedStatement parsed) {
        CatalogMoment now = graph.moment();
        Statement statement = front.analyze(parsed, now);
        boolean hasRows = statement instanceof Statement.Select
                || statement instanceof Statement.Show
                || statement instanceof Statement.ShowQueries
                || statement instanceof Statement.ShowCheckpoint
                || statement instanceof Statement.ShowCreate
                || statement instanceof Statement.Describe;
        if (hasRows && run(statement, now) instanceof ExecuteResult.Rows rows) {
            return rows.result();
        }
        throw Failures.notAQuery("the statement");
    }

    private void lockDdl() {
        try {
            ddlLock.lockInterruptibly();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another statement was changing the catalog");
        }
    }

    /** Creates an object again from its stored statement. */
    void restore(NodeId id, @Nullable SavedNode saved) {
        Statement statement = front.analyze(parseOne(id.sql()), graph.moment());
        define(statement, new Ddl.Origin(id.sql(), id.number(), saved, null));
    }

    /** Carries out a statement that changes the catalog; null for any other. */
    private @Nullable ExecuteResult define(Statement statement, Ddl.Origin origin) {
        return switch (statement) {
            case Statement.CreateSource create -> ddl.createSource(create, origin);
            case Statement.CreateLookupTable create -> ddl.createLookup(create, origin);
            case Statement.CreateStream create -> ddl.createStream(create, origin);
            case Statement.CreateSink create -> ddl.createSink(create, origin);
            case Statement.Drop drop -> ddl.drop(drop);
            case Statement.Insert other -> null;
            case Statement.Select other -> null;
            case Statement.Explain other -> null;
            case Statement.Show other -> null;
            case Statement.ShowQueries other -> null;
            case Statement.ShowCheckpoint other -> null;
            case Statement.ShowCreate other -> null;
            case Statement.Describe other -> null;
            case Statement.Checkpoint other -> null;
        };
    }

    private ExecuteResult run(Statement statement, CatalogMoment now) {
        return switch (statement) {
            case Statement.Insert insert -> throw notHere(insert);
            case Statement.Select select -> new ExecuteResult.Rows(select(select, now));
            case Statement.Explain explain -> new ExecuteResult.Explained(explain(explain, now));
            case Statement.ShowQueries show -> new ExecuteResult.Rows(Answers.queries(graph));
            case Statement.ShowCheckpoint show -> new ExecuteResult.Rows(Answers.checkpoint(checkpoints, graph));
            case Statement.Show show -> new ExecuteResult.Rows(Answers.show(Ddl.kind(show.kind()), graph));
            case Statement.ShowCreate show -> new ExecuteResult.Rows(Answers.showCreate(sqlOf(show)));
            case Statement.Describe describe ->
                new ExecuteResult.Rows(Answers.describe(describe.relation(), describe.extended()));
            case Statement.Checkpoint checkpoint -> new ExecuteResult.Checkpointed(checkpoint());
            case Statement.CreateSource ddlStatement -> throw notHere(ddlStatement);
            case Statement.CreateLookupTable ddlStatement -> throw notHere(ddlStatement);
            case Statement.CreateStream ddlStatement -> throw notHere(ddlStatement);
            case Statement.CreateSink ddlStatement -> throw notHere(ddlStatement);
            case Statement.Drop ddlStatement -> throw notHere(ddlStatement);
        };
    }

    private static IllegalStateException notHere(Statement statement) {
        return new IllegalStateException("a statement came where it cannot: " + statement);
    }

    private long checkpoint() {
        try {
            return checkpoints.take();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the checkpoint was complete");
        }
    }

    private ExecuteResult insert(Statement.Insert insert, SourceNode source) {
        Schema schema = source.schema();
        BatchBuilder builder = new BatchBuilder(schema);
        int number = 0;
        for (List<@Nullable Object> row : insert.rows()) {
            number++;
            for (int i = 0; i < schema.size(); i++) {
                append(builder, i, row.get(i), number);
            }
            builder.endRow();
        }
        source.flushWriters();
        try {
            source.push(builder.build());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the rows were taken");
        }
        return new ExecuteResult.Inserted(source.name(), number);
    }

    private static void append(BatchBuilder builder, int column, @Nullable Object value, int row) {
        Schema schema = builder.schema();
        try {
            Object stored = StoredValues.of(schema.type(column), value, false);
            if (stored == null && !schema.field(column).nullable()) {
                throw new StoredValues.Misfit("it is NOT NULL and the value is NULL");
            }
            builder.column(column).append(stored);
        } catch (StoredValues.Misfit misfit) {
            throw new StreamException(
                    StreamError.ROW_MISMATCH,
                    "row " + row + ", column '" + schema.field(column).name() + "': " + misfit.why());
        }
    }

    private QueryResult select(Statement.Select select, CatalogMoment at) {
        Map<String, Schema> scans = new HashMap<>();
        collectScans(select.plan(), scans);
        catchUp.await(scans.keySet());
        List<Batch> rows = Dataflow.evaluate(
                select.plan(),
                name -> present(name, scans.get(name), at),
                config.limits().queryRowsMax().max());
        return new QueryResult(select.schema(), rows);
    }

    private static void collectScans(PlanNode plan, Map<String, Schema> scans) {
        if (plan instanceof PlanNode.Scan scan) {
            scans.put(scan.relation(), scan.schema());
        }
        plan.inputs().forEach(input -> collectScans(input, scans));
    }

    private static List<Batch> present(String name, @Nullable Schema wanted, CatalogMoment at) {
        if (!(at.get(name) instanceof Node.Queryable readable)) {
            throw Failures.notFound("relation", name, at.relationNames());
        }
        readable.failure().ifPresent(Failures::rethrow);
        List<Batch> rows = readable.present();
        if (wanted == null
                || wanted.size() != readable.relation().schema().size() + 1
                || !wanted.field(wanted.size() - 1).name().equals(WEIGHT)) {
            return rows;
        }
        Schema weighted = wanted;
        return rows.stream().map(batch -> withWeight(batch, weighted)).toList();
    }

    /** Rows of a changelog as rows at rest: the weight is a column like any other. */
    private static Batch withWeight(Batch batch, Schema wanted) {
        long[] weights = new long[batch.size()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = batch.weight(row);
        }
        List<Column> columns = new ArrayList<>(batch.columns());
        columns.add(new LongColumn(weights, null));
        return new Batch(wanted, columns, batch.size());
    }

    private String explain(Statement.Explain explain, CatalogMoment now) {
        if (!(explain.analyze() && explain.statement() instanceof Statement.Select select)) {
            return explain(explain.statement());
        }
        long begun = config.time().nanoTime();
        long rows = select(select, now).size();
        double millis = (config.time().nanoTime() - begun) / 1e6;
        return PlanText.of(select.plan())
                + String.format(Locale.ROOT, "rows_produced %d\nexecution_time_ms %.3f\n", rows, millis);
    }

    private static String explain(Statement statement) {
        return switch (statement) {
            case Statement.CreateStream create -> PlanText.of(create.plan());
            case Statement.Select select -> PlanText.of(select.plan());
            default ->
                throw new StreamException(
                        StreamError.QUERY_FAILED,
                        "only a SELECT, CREATE STREAM or CREATE MATERIALIZED VIEW has a plan to explain");
        };
    }

    private String sqlOf(Statement.ShowCreate show) {
        Node node = graph.get(show.name());
        if (node == null) {
            throw Failures.notFound(
                    show.kind().map(kind -> Ddl.kind(kind).words()).orElse("object"),
                    show.name(),
                    graph.all().stream().map(Node::name).toList());
        }
        if (show.kind().isPresent()) {
            ObjectKind wanted = Ddl.kind(show.kind().get());
            if (node.id().kind() != wanted) {
                throw Failures.otherKind(node, wanted);
            }
        }
        return node.id().sql();
    }
}
