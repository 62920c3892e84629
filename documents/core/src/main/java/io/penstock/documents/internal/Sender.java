package io.penstock.documents.internal;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends the requests about one table. Thread-safe.
 *
 * @param requests the door to the driver
 * @param suggestions what makes failures clearer
 * @param target the table
 */
record Sender(Requests requests, Suggestions suggestions, Target target) {
    /** Makes and sends a request; what is wrong with it fails the future, like everything else. */
    CompletableFuture<CqlPage> send(Supplier<? extends CqlRequest> request) {
        return Call.start(() -> suggestions.on(target, requests.execute(request.get())));
    }
}
