package io.penstock.guide;

import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Selector;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finding rows. */
final class Queries {
    private Queries() {}

    static List<Order> typed(Repository<Order> orders, Instant noon) {
        // region typed
        List<Order> recent = orders.find(Query.where(Order_.CUSTOMER.eq("ann"))
                .and(Order_.PLACED_AT.gte(noon))
                .orderBy(Order_.PLACED_AT.asc())
                .limit(10));
        // endregion
        return recent;
    }

    static List<Order> named(Repository<Order> orders, Instant noon) {
        // region named
        List<Order> recent = orders.find(Query.where("customer", "ann")
                .and(Filter.gte("placedAt", noon))
                .ascending("placedAt")
                .limit(10));
        // endregion
        return recent;
    }

    static long more(Repository<Order> orders, Instant noon) {
        // region more
        Query<Order> ofAnn = Query.where(Order_.CUSTOMER.eq("ann")); // immutable: keep it and refine it

        Optional<Order> newest = orders.first(Order_.CUSTOMER.eq("ann")); // a filter alone is a query too
        boolean any = orders.exists(ofAnn);
        Order surely = orders.require(ofAnn.and(Order_.PLACED_AT.eq(noon)).limit(1)); // or NOT_FOUND
        Optional<Order> only = orders.one(ofAnn.and(Order_.PLACED_AT.eq(noon)).and(Order_.NUMBER.eq(1)));
        long count = orders.count(ofAnn);
        List<Order> ofBoth = orders.find(Query.where(Order_.CUSTOMER.in(List.of("ann", "bob"))));
        List<Order> newestOfEach = orders.find(Query.all().perPartitionLimit(1));
        List<Order> afterThat = orders.find(
                ofAnn.and(Order_.PLACED_AT.then(Order_.NUMBER).lt(noon, 2))); // two clustering columns at once
        // endregion
        return count * 1000
                + newest.filter(order -> any && surely.customer().equals("ann")).stream()
                                .count()
                        * 100
                + only.stream().count() * 100
                + ofBoth.size() * 10L
                + newestOfEach.size()
                + afterThat.size();
    }

    static List<Order> filtering(Repository<Order> orders) {
        // region filtering
        List<Order> paid =
                orders.find(Query.where(Order_.STATE.eq(Order.State.PAID)).allowFiltering());
        // endregion
        return paid;
    }

    static DocumentsException refused(Repository<Order> orders) {
        // region refused
        try {
            orders.find(Query.where(Order_.STATE.eq(Order.State.PAID)));
        } catch (DocumentsException failure) { // INVALID_QUERY, before anything is sent
            return failure;
        }
        // endregion
        throw new IllegalStateException("the query ran");
    }

    static List<Product> indexed(Repository<Product> products) {
        // region indexed
        List<Product> cheapTea =
                products.find(Query.where(Product_.CATEGORY.eq("tea")).and(Product_.PRICE.lt(new BigDecimal("5"))));
        // endregion
        return cheapTea;
    }

    // region records
    /** Some columns. */
    public record Brief(int number, BigDecimal total) {}

    /** What the server computes of a customer's orders. */
    public record Sums(String customer, long orders, BigDecimal total, Instant last) {}
    // endregion

    static List<Brief> projected(Repository<Order> orders) {
        // region projected
        List<Brief> briefs = orders.select(Brief.class).find(Query.where(Order_.CUSTOMER.eq("ann")));
        // endregion
        return briefs;
    }

    static List<Sums> grouped(Repository<Order> orders) {
        // region grouped
        Projection<Order, Sums> sums = Projection.of(Sums.class)
                .with("orders", Selector.count())
                .with("total", Order_.TOTAL.sum())
                .with("last", Order_.PLACED_AT.max());
        List<Sums> byCustomer = orders.select(sums).find(Query.all().groupBy("customer"));
        // endregion
        return byCustomer;
    }
}
