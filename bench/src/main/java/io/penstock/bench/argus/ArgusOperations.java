package io.penstock.bench.argus;

import static io.penstock.bench.store.Operation.expected;

import io.penstock.bench.store.Load;
import io.penstock.bench.store.Operation;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The patterns as operations that are compared. */
public final class ArgusOperations {
    /** How many builds there are, numbered from 0; each has {@value Run#EACH} runs. */
    public static final int BUILDS = 100;
    /** How many notifications each of {@value #BUILDS} receivers has. */
    public static final int NOTIFICATIONS = 50;

    private static final AtomicLong NEW_USERS = new AtomicLong(1_000_000);
    private static final List<Load> LOADS = List.of(new Load(1, 50), new Load(16, 200));

    /** In the order in which they are measured. */
    public static final List<Operation<ArgusStore>> ALL = List.of(
            pattern(
                    "user",
                    "get or create a user, one in ten is new",
                    (store, i) -> store.getOrCreate(i % 10 == 0 ? NEW_USERS.getAndIncrement() : i % ArgusStore.USERS)),
            pattern(
                    "status",
                    "runs of a build by status, 20 rows",
                    (store, i) -> expected(Run.SAME_STATUS, store.runs(i % BUILDS, Run.status(i)))),
            pattern("latest", "latest 10 runs of a build", (store, i) -> expected(10, store.latest(i % BUILDS, 10))),
            pattern("roles", "read, change a list, save", (store, i) -> store.turnRoles(i % ArgusStore.USERS)),
            pattern("events", "batch of 10 events", (store, i) -> store.log(Event.first(i, 10))),
            pattern(
                    "feed",
                    "notifications of a receiver, 20 rows",
                    (store, i) -> expected(20, store.feed(i % BUILDS, 20))),
            pattern("update", "read a run, update its status", (store, i) -> store.finish(i % BUILDS, i % Run.EACH)),
            pattern(
                    "comment",
                    "a comment with collections",
                    (store, i) -> store.comment(Comment.numbered(i % BUILDS, i))),
            pattern("lookup", "a run, then its user", (store, i) -> store.assignee(i % BUILDS, i % Run.EACH)));

    private ArgusOperations() {}

    private static Operation<ArgusStore> pattern(String word, String title, Operation.Work<ArgusStore> work) {
        return new Operation<>("argus-" + word, "Pattern: " + title, 1, LOADS, work);
    }
}
