package io.penstock.bench.store;

import static io.penstock.bench.store.Operation.expected;

import java.util.List;

/** The operations of a {@link DocumentStore}, and the rows that they need. */
public final class DocumentOperations {
    /** How many accounts there are, numbered from 0. */
    public static final int ACCOUNTS = 10_000;
    /** A sensor with so many readings; its number is the same. */
    public static final int SMALL = 100;
    /** Another one. */
    public static final int LARGE = 10_000;
    /** Below zero there are at least so many sensors, with {@value #SMALL} readings each. */
    public static final int FILLED_MIN = 899;

    /** In the order in which they are measured. */
    public static final List<Operation<DocumentStore>> ALL = List.of(
            point("save", "Save a record of 5 columns", (store, i) -> store.save(i % ACCOUNTS)),
            point("get", "Get a record by its key", (store, i) -> store.get(i % ACCOUNTS)),
            point("update", "Update one column by key", (store, i) -> store.update(i % ACCOUNTS)),
            point("delete", "Delete by key", (store, i) -> store.delete(ACCOUNTS + i)),
            new Operation<>(
                    "filter",
                    "Filter and limit of 20 rows",
                    1,
                    Load.FEW_ROWS,
                    (store, i) -> expected(20, store.readings(filled(i), (int) (i % (SMALL - 20)), 20))),
            new Operation<>(
                    "select100",
                    "Select of 100 rows",
                    SMALL,
                    Load.ROWS,
                    (store, i) -> expected(SMALL, store.readings(SMALL))),
            new Operation<>(
                    "select10000",
                    "Select of 10,000 rows",
                    LARGE,
                    Load.MANY_ROWS,
                    (store, i) -> expected(LARGE, store.readings(LARGE))),
            batch(10),
            batch(100));

    private DocumentOperations() {}

    private static Operation<DocumentStore> point(String word, String title, Operation.Work<DocumentStore> work) {
        return new Operation<>(word, title, 1, Load.POINT, work);
    }

    private static Operation<DocumentStore> batch(int rows) {
        return new Operation<>(
                "batch" + rows,
                "Batch of " + rows + " rows",
                rows,
                Load.ROWS,
                (store, i) -> store.batch(filled(i), rows));
    }

    private static long filled(long number) {
        return -1 - number % FILLED_MIN;
    }
}
