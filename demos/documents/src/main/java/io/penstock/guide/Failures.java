package io.penstock.guide;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Repository;
import java.time.Instant;

/** What can fail, and who must act. */
final class Failures {
    private Failures() {}

    static String caught(Repository<Order> orders, Instant noon) {
        // region caught
        try {
            return orders.require("nobody", noon, 1).customer();
        } catch (DocumentsException failure) {
            return switch (failure.code()) {
                case DocumentsError.NOT_FOUND -> "no such order";
                case DocumentsError.UNAVAILABLE, DocumentsError.WRITE_TIMEOUT -> "the cluster; try again if idempotent";
                default -> failure.who() + ": " + failure.getMessage();
            };
        }
        // endregion
    }
}
