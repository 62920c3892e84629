package io.penstock.guide;

import io.penstock.documents.DocumentsException;
import io.penstock.documents.LwtResult;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes with a condition. */
final class Conditional {
    private Conditional() {}

    static String insert(Repository<Login> logins) {
        // region insert
        LwtResult<Login> result = logins.insertIfNotExists(new Login("t9", "ann"));
        String holder = switch (result) {
            case LwtResult.Applied<Login> ignored -> "ann";
            case LwtResult.NotApplied<Login> there -> there.row().customer(); // the row that is there
            case LwtResult.Unmet<Login> unmet -> unmet.seen(Login_.CUSTOMER).orElse("nobody");
        };
        // endregion
        return holder;
    }

    static boolean update(Repository<Order> orders, Instant noon) {
        // region update
        LwtResult<Order> result = orders.update(Update.byKey("cid", noon, 1)
                .change(Order_.STATE.set(Order.State.PAID))
                .onlyIf(Order_.STATE.eq(Order.State.NEW))
                .and(Order_.TOTAL.gt(BigDecimal.ZERO)));
        boolean paidNow = result.isApplied();
        orders.update(Update.byKey("cid", noon, 1)
                        .change(Order_.NOTE.set("paid"))
                        .ifExists())
                .orElseThrow(); // NotAppliedException, with the row that stood in the way
        // endregion
        return paidNow;
    }

    static Stock versions(Repository<Stock> stock) {
        // region versions
        Stock first = stock.saveVersioned(new Stock("tea", 10, 0)); // no row yet: version 1
        Stock second = stock.saveVersioned(new Stock("tea", 9, first.version())); // version 2
        try {
            stock.saveVersioned(new Stock("tea", 8, first.version())); // somebody was faster
        } catch (DocumentsException stale) { // STALE_VERSION: read again and decide anew
            return second;
        }
        // endregion
        throw new IllegalStateException("a stale version was saved");
    }
}
