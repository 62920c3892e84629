package io.penstock.guide;

import io.penstock.documents.BatchOptions;
import io.penstock.documents.BatchResult;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Key;

/** Writes that belong together. */
final class Batches {
    private Batches() {}

    static BatchResult logged(DocumentSession session, Order order) {
        // region logged
        BatchResult result = session.batch(batch -> {
            batch.table(Order.class).save(order);
            batch.table(Basket.class).delete(Delete.byKey(order.customer()));
        }); // all or nothing in the end; nothing is sent when the function throws
        // endregion
        return result;
    }

    static BatchResult counters(DocumentSession session) {
        // region counters
        BatchResult result = session.batch(
                BatchOptions.COUNTER,
                batch -> batch.counters(ProductViews.class)
                        .increment(Key.of("cup"), "seen", 1)
                        .increment(Key.of("pot"), "seen", 1));
        // endregion
        return result;
    }

    static BatchResult conditional(DocumentSession session, Order first, Order second) {
        // region conditional
        BatchResult result = session.batch(
                batch -> batch.table(Order.class).insertIfNotExists(first).save(second)); // one partition: both or none
        // endregion
        return result;
    }
}
