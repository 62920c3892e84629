package io.penstock.guide;

import io.penstock.documents.Delete;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Key;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Create, read, update, delete. */
final class Crud {
    private Crud() {}

    static Order create(DocumentSession session, Instant noon) {
        // region create
        Repository<Order> orders = session.repository(Order.class); // keep it: it is thread-safe

        Order order = new Order("ann", noon, 1, Order.State.NEW, new BigDecimal("12.50"), "as a gift", "gold");
        orders.save(order); // CQL's INSERT: writes the row whether or not it is there
        // endregion
        return order;
    }

    static Order read(Repository<Order> orders, Instant noon) {
        // region read
        Optional<Order> maybe = orders.get("ann", noon, 1); // the whole key, in its order
        Order surely = orders.require("ann", noon, 1); // or NOT_FOUND
        boolean there = orders.exists(Key.of("ann", noon, 1)); // a whole key does everywhere what its parts do
        Optional<Order> asItIsNow = orders.refresh(surely);
        List<Order> several = orders.getAll(List.of(Key.of("ann", noon, 1), Key.of("bob", noon, 1)));
        // endregion
        if (!there || maybe.isEmpty() || asItIsNow.isEmpty() || several.size() != 1) {
            throw new IllegalStateException("the order is not there");
        }
        return surely;
    }

    static void update(Repository<Order> orders, Instant noon) {
        // region update
        // Some columns of one row. Like every write of CQL it makes the row when there is none.
        orders.update(Update.byKey("ann", noon, 1)
                .change(Order_.STATE.set(Order.State.PAID))
                .change(Order_.NOTE.erase()));

        // What differs between two records; nothing is sent when they are equal.
        Order before = orders.require("ann", noon, 1);
        Order after = new Order(
                before.customer(),
                before.placedAt(),
                before.number(),
                Order.State.SENT,
                before.total(),
                null,
                "silver");
        orders.saveChanges(before, after);
        // endregion
    }

    static void nulls(Repository<Order> orders, Order order) {
        // region nulls
        orders.save(order); // a null component keeps what the column has, and leaves no tombstone
        orders.save(order, WriteOptions.DEFAULT.withNulls(WriteOptions.Nulls.ERASE)); // erases it
        // endregion
    }

    static void delete(Repository<Order> orders, Order order, Instant noon) {
        // region delete
        orders.delete(order);
        orders.deleteByKey("ann", noon, 2);
        orders.deleteAllByKey(List.of(Key.of("ann", noon, 4), Key.of("ann", noon, 5)));
        orders.delete(Delete.byKey("ann", noon, 3).only(Order_.NOTE.erase())); // one column
        orders.delete(Delete.where(Order_.CUSTOMER.eq("ann")).and(Order_.PLACED_AT.lt(noon))); // a range
        orders.truncate(); // all rows
        // endregion
    }
}
