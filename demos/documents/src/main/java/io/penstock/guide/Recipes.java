package io.penstock.guide;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.ScanOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.observe.OperationListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Things that many need. */
final class Recipes {
    private Recipes() {}

    static long bulk(Repository<Order> orders, Iterable<Order> many) {
        // region bulk
        long saved = orders.saveAll(many, BulkOptions.DEFAULT.withConcurrencyMax(64)); // faster than any batch
        // endregion
        return saved;
    }

    static List<Order> each(Repository<Order> orders, Iterable<Order> many) {
        // region each
        BulkResult<Order> result = orders.saveEach(many, BulkOptions.DEFAULT.withFailuresMax(50));
        for (BulkResult.Failure<Order> failure : result.failures()) {
            log(failure.index(), failure.error());
        }
        List<Order> again = result.failed();
        // endregion
        return again;
    }

    private static void log(long index, Throwable error) {
        System.getLogger("guide").log(System.Logger.Level.WARNING, "order " + index + " was not saved", error);
    }

    static int pages(Repository<Order> orders) {
        // region pages
        Query<Order> query = Query.where(Order_.CUSTOMER.eq("bulk")).with(ReadOptions.DEFAULT.withPageSize(40));
        Page<Order> page = orders.page(query);
        int rows = page.items().size();
        while (page.next().isPresent()) {
            String link = page.next().get().text(); // goes out in a web link, comes back with the next request
            page = orders.page(query, new PageToken(link));
            rows += page.items().size();
        }
        // endregion
        return rows;
    }

    static BigDecimal stream(Repository<Order> orders) {
        // region stream
        BigDecimal sum = orders.stream(Query.where(Order_.CUSTOMER.eq("bulk"))) // page after page, as it is read
                .map(Order::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        // endregion
        return sum;
    }

    static Flow.Publisher<Order> scan(Repository<Order> orders) {
        // region scan
        Flow.Publisher<Order> all = orders.async().scan(Query.all(), ScanOptions.DEFAULT.withConcurrencyMax(2));
        // endregion
        return all;
    }

    static Documents hooks(ApacheDriver driver) {
        // region hooks
        Documents documents = Documents.over(driver)
                .hooks(Login.class, new EntityHooks<>() {
                    @Override
                    public Login beforeSave(Login login) {
                        if (login.customer().isBlank()) { // or what a bean validator says of it
                            throw new IllegalArgumentException("a login needs a customer");
                        }
                        return new Login(login.ticket(), login.customer().strip());
                    }
                })
                .open();
        // endregion
        return documents;
    }

    static Documents slow(ApacheDriver driver, OperationListener tracing, Consumer<String> log) {
        // region slow
        Documents documents = Documents.over(driver)
                .listener(OperationListener.all(
                        tracing, // begins a span with each request, and ends it
                        OperationListener.slowerThan(
                                Duration.ofMillis(500), slow -> log.accept(slow.toString())))) // no values in it
                .open();
        // endregion
        return documents;
    }

    static List<Login> cql(DocumentSession session) {
        // region cql
        List<Login> logins = session.query(
                CqlStatement.of(
                        "SELECT ticket, customer FROM " + session.keyspace() + ".logins WHERE ticket = ?", "t1"),
                Login.class);
        // endregion
        return logins;
    }

    static long values(DocumentSession session) {
        // region values
        String logins = session.keyspace() + ".logins";
        Optional<Long> count = session.queryOne(CqlStatement.of("SELECT count(*) FROM " + logins), Long.class);
        List<String> customers = session.query(CqlStatement.of("SELECT customer FROM " + logins), String.class);
        // endregion
        return count.orElseThrow() == customers.size() ? customers.size() : -1;
    }

    static List<String> json(Repository<Login> logins) {
        // region json
        logins.saveJson("{\"ticket\": \"t7\", \"customer\": \"joe\"}");
        List<String> texts = logins.json().find(Query.where(Login_.TICKET.eq("t7")));
        String text = EntityModel.of(Login.class).toJson(new Login("t7", "joe")); // the same, without the server
        // endregion
        return List.of(texts.getFirst(), text);
    }
}
