package io.penstock.guide;

import io.penstock.documents.CounterRepository;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Key;
import io.penstock.documents.Update;

/** Numbers that many add to. */
final class Counters {
    private Counters() {}

    static ProductViews run(DocumentSession session) {
        // region run
        CounterRepository<ProductViews> views = session.counters(ProductViews.class);
        Key tea = Key.of("tea");
        views.increment(tea, ProductViews_.SEEN, 10);
        views.update(Update.of(tea).change(ProductViews_.SEEN.decrement(1)).change(ProductViews_.BOUGHT.increment(2)));
        ProductViews now = views.require("tea"); // 9 seen, 2 bought
        // endregion
        return now;
    }
}
