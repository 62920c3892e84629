package io.penstock.guide;

import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.documents.Key;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The same without waiting. */
final class Asynchronous {
    private Asynchronous() {}

    static int chained(Repository<Login> logins) {
        // region chained
        CompletableFuture<Integer> length = logins.async()
                .save(new Login("t5", "eve"))
                .thenCompose(saved -> logins.async().require("t5"))
                .thenApply(login -> login.customer().length());
        // endregion
        return length.join();
    }

    static long published(Repository<Order> orders) {
        // region published
        Flow.Publisher<Order> rows = orders.async().publisher(Query.where(Order_.CUSTOMER.eq("bulk")));
        CompletableFuture<Long> done = new CompletableFuture<>();
        rows.subscribe(new Flow.Subscriber<>() {
            private long seen;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE); // or a few at a time: that is the back-pressure
            }

            @Override
            public void onNext(Order order) {
                seen++;
            }

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                done.complete(seen);
            }
        });
        // endregion
        return done.join();
    }

    static Optional<Login> deadline(Repository<Login> logins) {
        // region deadline
        Deadline soon = Deadline.after(Duration.ofSeconds(2), Time.system());
        Optional<Login> login = logins.get(Key.of("t5"), ReadOptions.DEFAULT.withDeadline(soon));

        CompletableFuture<Optional<Login>> unwanted = logins.async().get("t5");
        unwanted.cancel(true); // waiting, retries and further pages stop; the server is not stopped
        // endregion
        return login;
    }
}
