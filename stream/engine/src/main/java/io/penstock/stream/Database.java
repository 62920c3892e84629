package io.penstock.stream;

import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.stream.internal.DatabaseConfig;
import io.penstock.stream.internal.EmbeddedDatabase;
import io.penstock.stream.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An embedded streaming SQL database. {@code CREATE SOURCE} declares rows that the application pushes, {@code CREATE
 * STREAM} and {@code CREATE MATERIALIZED VIEW} are queries that run from then on, {@code CREATE SINK} writes a stream's
 * rows through a named {@link Connection}.
 *
 * <p>A stream or view begins with the rows that come after its CREATE. Rows that were pushed into a source before are
 * not in it, though a SELECT from the source still shows the last of them: create it before the rows are pushed. Only
 * what reads a materialized view begins with the rows that the view has then.
 *
 * <p>In memory, or on a directory: then the catalog is stored with every DDL statement, and the state with every
 * CHECKPOINT and on close. Rows pushed after the last checkpoint are lost with the process.
 *
 * <p>Thread-safe. Every call on a closed database fails with code 101. Calls that wait are the thin shell of
 * {@link #async()}.
 */
public interface Database extends AutoCloseable {
    /** A database in memory. */
    static Database open() {
        return builder().open();
    }

    /**
     * A database on a directory, which is created when missing and belongs to this database until it is closed.
     *
     * @throws StreamException 100 when the directory cannot be used, 102 when another database has it, 4006 when a file
     *     is damaged, 6003 when what it holds cannot be restored (a connection is missing, for example)
     */
    static Database open(Path directory) {
        return builder().directory(directory).open();
    }

    static Builder builder() {
        return new Builder();
    }

    /**
     * Carries out one statement.
     *
     * @throws io.penstock.PenstockException with the position in the text and the nearest right name
     */
    ExecuteResult execute(String sql);

    /**
     * Carries out statements separated by semicolons, in order. The first failure stops, an error of syntax like any
     * other; what was done before stays.
     */
    List<ExecuteResult> executeAll(String script);

    /**
     * The rows of a SELECT, SHOW or DESCRIBE; another statement fails with 400.
     *
     * <p>A SELECT sees what was pushed before it, by this thread or by calls that had returned: each INSERT, each row
     * given to a writer, flushed or not, and what streams and views on the way to the query made of them. For that it
     * waits until those streams have worked off what was in their channels, at most
     * {@link StreamLimits#queryTimeout()}; rows that are pushed later, other streams and sinks are not waited for. A
     * stream that itself waits, for a sink or a subscriber with a full queue, makes the query wait too: so a subscriber
     * that does not read on while it queries its own stream runs into that limit. The same holds for SELECT by
     * {@link #execute}. An interrupt ends the wait with {@link java.util.concurrent.CancellationException}.
     *
     * @throws io.penstock.PenstockException {@code DEADLINE_EXCEEDED} after the query timeout, naming what was slow;
     *     9001 when what it reads has failed
     */
    QueryResult query(String sql);

    /** The rows of a query as records, see {@link QueryResult#toRecords}. */
    <R> List<R> query(String sql, Class<R> type);

    /** The same database, asynchronous. */
    AsyncDatabase async();

    /**
     * A writer of records: each component goes into the column of its name, and every column must have one.
     *
     * @throws StreamException 200 when there is no such source, 202 when the record does not fit (the message names the
     *     component and both types)
     */
    <R> Writer<R> writer(String source, Class<R> type);

    /**
     * A writer of rows.
     *
     * @throws StreamException 200 when there is no such source
     */
    RowWriter writer(String source);

    /**
     * The rows that a source, stream or view emits from now on.
     *
     * @throws StreamException 200 when there is no such relation, 500 when it is a changelog, whose rows mean nothing
     *     without their weights ({@link #subscribeChanges})
     */
    Subscription<Row> subscribe(String name);

    /** The rows as records, see {@link QueryResult#toRecords} for how they are matched. */
    <R> Subscription<R> subscribe(String name, Class<R> type);

    /** The rows with their weights; append-only streams have +1 throughout. */
    Subscription<Change<Row>> subscribeChanges(String name);

    /** The rows as records with their weights. */
    <R> Subscription<Change<R>> subscribeChanges(String name, Class<R> type);

    /** Calls {@code listener} for each row, on a virtual thread; the returned subscription ends it. */
    <R> Subscription<R> subscribe(String name, Class<R> type, SubscriptionListener<? super R> listener);

    /** What is there. */
    CatalogView catalog();

    DatabaseMetrics metrics();

    Health health();

    /**
     * A metric by the name that scripts use ({@code events_ingested_total}, {@code flights.source_watermark_ms}); empty
     * for an unknown name. An unset watermark is {@code none}.
     */
    Optional<String> metric(String name);

    /**
     * Stores the state of all streams, as CHECKPOINT does.
     *
     * @return the checkpoint's number; numbers grow
     * @throws StreamException 6001 when the database has no directory, or the state could not be stored
     */
    long checkpoint();

    /**
     * Waits until every row pushed before has been processed, delivered to subscriptions' queues and written by sinks.
     *
     * @throws io.penstock.PenstockException {@code DEADLINE_EXCEEDED}, naming what was not done; 9001 when a stream or
     *     sink has failed
     */
    void awaitQuiescent(Deadline deadline);

    /** Waits at most {@code timeout}, see {@link #awaitQuiescent(Deadline)}. */
    void awaitQuiescent(Duration timeout);

    /** The database's clock. */
    Time time();

    boolean isClosed();

    /**
     * Works off what was pushed, stores a checkpoint if there is a directory, and ends all threads. Idempotent.
     *
     * @throws StreamException 6001 when the last checkpoint could not be stored; all is closed nevertheless
     */
    @Override
    void close();

    /** Settings of a database. */
    final class Builder {
        private final Map<String, Connection> connections = new LinkedHashMap<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private Time time = Time.system();
        private @Nullable Path directory;
        private ExecutionMode mode = ExecutionMode.THREADS;
        private StreamLimits limits = StreamLimits.defaults();
        private Metrics metrics = Metrics.none();
        private OperationListener listener = OperationListener.none();

        private Builder() {}

        /** Makes an outside system known to SQL as {@code connection = 'name'}. The database does not close it. */
        public Builder connection(String name, Connection connection) {
            if (connections.putIfAbsent(name, connection) != null) {
                throw new IllegalArgumentException("connection '" + name + "' is there twice");
            }
            return this;
        }

        /**
         * What <code>${NAME}</code> in the value of an option of SQL stands for. The environment of the process counts
         * only when it is given here: {@code variables(System.getenv())}. SHOW CREATE, EXPLAIN and checkpoints keep the
         * names, so a directory must be opened with the variables of its statements again.
         */
        public Builder variables(Map<String, String> values) {
            variables.putAll(values);
            return this;
        }

        /**
         * Where numbers are reported; none by default. Statements: {@code stream.statement.time} by {@code kind},
         * {@code stream.statement.errors} by {@code code}. Rows: {@code stream.source.rows}, {@code .dropped} by
         * {@code source}; {@code stream.query.rows} by {@code query} (a stream or view); {@code stream.sink.rows},
         * {@code .dropped}, {@code .errors}, {@code .time} by {@code sink}. Read when asked for:
         * {@code stream.source.watermark} and {@code stream.query.watermark} in milliseconds since the epoch,
         * {@code stream.query.queued}, {@code .groups} (and windows), {@code .late}, {@code stream.sink.queued},
         * {@code stream.lookup.rows}, {@code stream.parts.failed}, {@code stream.subscriptions.open}. Besides
         * {@code stream.checkpoint.time}.
         */
        public Builder metrics(Metrics sink) {
            this.metrics = sink;
            return this;
        }

        /** Told of every statement that is carried out, its constants replaced by {@code ?}; none by default. */
        public Builder listener(OperationListener hears) {
            this.listener = hears;
            return this;
        }

        public Builder time(Time clock) {
            this.time = clock;
            return this;
        }

        /** Keeps catalog and state in this directory. */
        public Builder directory(Path path) {
            this.directory = path;
            return this;
        }

        public Builder mode(ExecutionMode executionMode) {
            this.mode = executionMode;
            return this;
        }

        public Builder limits(StreamLimits bounds) {
            this.limits = bounds;
            return this;
        }

        /** Opens the database; errors as for {@link Database#open(Path)}. */
        public Database open() {
            return EmbeddedDatabase.open(
                    new DatabaseConfig(connections, variables, time, directory, mode, limits, metrics, listener));
        }
    }
}
