package io.penstock.guide;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Counter;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Replication;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A worked example: a tracker of test runs, five models and seven operations. */
public final class Tracker {
    // region models
    /** A run of a project's tests; the newest first. */
    @Table("tracker_runs")
    public record Run(
            @PartitionKey String project,
            @ClusteringKey(descending = true) Instant startedAt,
            String commit,
            State state,
            @Nullable Integer failures) {}

    /** How far a run is. */
    public enum State {
        RUNNING,
        DONE
    }

    /** What became of one test in one run. */
    @Table("tracker_results")
    public record Result(
            @PartitionKey String project,
            @PartitionKey(1) Instant startedAt,
            @ClusteringKey String test,
            boolean passed,
            long millis,
            Set<String> labels) {}

    /** Every failure of a test, the newest first, for ninety days. */
    @Table(value = "tracker_failures", defaultTtlSeconds = 90 * 24 * 3600)
    public record Failure(
            @PartitionKey String project,
            @PartitionKey(1) String test,
            @ClusteringKey(descending = true) Instant startedAt,
            String message) {}

    /** How often a test passed and failed. */
    @Table("tracker_totals")
    public record Totals(
            @PartitionKey String project,
            @ClusteringKey String test,
            @Counter long passed,
            @Counter long failed) {}

    /** Who runs the tests of a project now. */
    @Table("tracker_locks")
    public record Lock(@PartitionKey String project, String holder) {}
    // endregion

    private final DocumentSession session;

    public Tracker(DocumentSession session) {
        this.session = session;
    }

    // region prepare
    /** Makes keyspace and tables, and columns that a newer version added. */
    public void prepare() {
        session.schema().createKeyspace(Replication.simple(1));
        session.schema().sync(Run.class, Result.class, Failure.class, Totals.class, Lock.class);
    }
    // endregion

    // region begin
    /** 1. Begins a run, unless another holds the project; the lock goes by itself after an hour. */
    public boolean begin(Run run, String holder) {
        LwtResult<Lock> lock = session.repository(Lock.class)
                .insertIfNotExists(new Lock(run.project(), holder), WriteOptions.DEFAULT.withTtl(Duration.ofHours(1)));
        if (lock.isApplied()) {
            session.repository(Run.class).save(run);
        }
        return lock.isApplied();
    }
    // endregion

    // region record
    /** 2. Records results, a bounded number of writes at once. */
    public void record(List<Result> results) {
        session.repository(Result.class).saveAll(results);
    }

    /** 3. Counts a result. */
    public void count(Result result) {
        session.counters(Totals.class)
                .increment(
                        Key.of(result.project(), result.test()),
                        result.passed() ? Tracker_Totals_.PASSED : Tracker_Totals_.FAILED,
                        1);
    }

    /** 4. Keeps the message of a failure. */
    public void fail(Result result, String message) {
        session.repository(Failure.class)
                .save(new Failure(result.project(), result.test(), result.startedAt(), message));
    }
    // endregion

    // region finish
    /** 5. Ends a run once, and gives the project free. */
    public void finish(Run run, int failures) {
        session.repository(Run.class)
                .update(Update.byKey(run.project(), run.startedAt())
                        .change(Tracker_Run_.STATE.set(State.DONE))
                        .change(Tracker_Run_.FAILURES.set(failures))
                        .onlyIf(Tracker_Run_.STATE.eq(State.RUNNING)))
                .orElseThrow();
        session.repository(Lock.class).deleteByKey(run.project());
    }
    // endregion

    // region read
    /** 6. A page of a project's runs, the newest first. */
    public Page<Run> runs(String project, Optional<PageToken> from) {
        Query<Run> query = Query.where(Tracker_Run_.PROJECT.eq(project)).with(ReadOptions.DEFAULT.withPageSize(20));
        return from.isPresent()
                ? session.repository(Run.class).page(query, from.get())
                : session.repository(Run.class).page(query);
    }

    /** 7. The last failures of a test. */
    public List<Failure> failures(String project, String test) {
        return session.repository(Failure.class)
                .find(Query.where(Tracker_Failure_.PROJECT.eq(project))
                        .and(Tracker_Failure_.TEST.eq(test))
                        .limit(10));
    }
    // endregion
}
