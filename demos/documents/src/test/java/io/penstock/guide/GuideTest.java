package io.penstock.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.value.CqlDuration;
import io.penstock.documents.value.TimeUuids;
import io.penstock.observe.OperationListener;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows, on one real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuideTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private CassandraNode node;
    private ApacheDriver driver;
    private Documents documents;
    private DocumentSession session;

    @BeforeAll
    void start() {
        node = CassandraNode.start(
                CassandraNode.Config.standard().withYaml(Map.of("materialized_views_enabled", "true")));
        driver = ApacheDriver.builder()
                .contactPoint(node.host(), node.port())
                .localDatacenter(node.datacenter())
                .connect();
        documents = Documents.over(driver).open();
        session = documents.session("guide");
        Schemas.create(session);
        session.schema()
                .create(
                        Basket.class,
                        Customer.class,
                        ProductViews.class,
                        Login.class,
                        Article.class,
                        Payment.class,
                        Parcel.class,
                        Stock.class,
                        Everything.class);
    }

    @AfterAll
    void stop() {
        documents.close();
        node.close();
    }

    private static Order order(String customer, int number, Order.State state, String total) {
        return new Order(
                customer, NOON.plusSeconds(number), number, state, new BigDecimal(total), "note " + number, null);
    }

    @Test
    void defining() {
        Repository<Payment> payments = session.repository(Payment.class);
        Payment card = new Payment.Card("ann", 1, "1234");
        Payment transfer = new Payment.Transfer("ann", 2, "First");
        payments.saveAll(List.of(card, transfer));
        assertThat(payments.find(Query.where("customer", "ann"))).containsExactly(card, transfer);

        Repository<Parcel> parcels = session.repository(Parcel.class);
        parcels.save(new Parcel("p1", Year.of(2026), Map.of("height", 3)));
        assertThat(parcels.require("p1").year()).isEqualTo(Year.of(2026));
        assertThat(session.execute(CqlStatement.of("SELECT parcel_id, year, sizes FROM guide.parcels"))
                        .rows())
                .hasSize(1);
    }

    @Test
    void types() throws Exception {
        Everything row = new Everything(
                UUID.fromString("5e3c4b3a-0000-4000-8000-000000000001"),
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                BigInteger.TEN.pow(40),
                1.5f,
                2.5,
                new BigDecimal("1.230"),
                "text",
                "plain",
                Order.State.PAID,
                Order.State.SENT,
                LocalDate.of(2026, 11, 20),
                LocalTime.of(12, 0, 0, 1),
                NOON,
                TimeUuids.min(NOON),
                CqlDuration.parse("1mo2d"),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                Optional.empty());
        session.repository(Everything.class).save(row);
        assertThat(session.repository(Everything.class).findAll()).containsExactly(row);
    }

    @Test
    void crud() {
        Repository<Order> orders = session.repository(Order.class);
        Order order = Crud.create(session, NOON);
        assertThat(Crud.read(orders, NOON)).isEqualTo(order);
        Crud.update(orders, NOON);
        assertThat(orders.require("ann", NOON, 1))
                .isEqualTo(new Order("ann", NOON, 1, Order.State.SENT, order.total(), null, "silver"));
        Order bare = new Order("ann", NOON, 1, Order.State.NEW, order.total(), null, null);
        orders.save(order);
        Crud.nulls(orders, bare);
        assertThat(orders.require("ann", NOON, 1)).isEqualTo(bare);
        Crud.delete(orders, order, NOON);
        assertThat(orders.findAll()).isEmpty();

        finds(orders);
        changes(orders);
        recipes(orders);
    }

    private void finds(Repository<Order> orders) {
        orders.saveAll(List.of(
                order("ann", 1, Order.State.PAID, "1.50"),
                order("ann", 2, Order.State.NEW, "2.00"),
                order("bob", 3, Order.State.NEW, "3.00")));
        assertThat(Queries.typed(orders, NOON)).extracting(Order::number).containsExactly(1, 2);
        assertThat(Queries.named(orders, NOON)).extracting(Order::number).containsExactly(1, 2);
        assertThat(Queries.more(orders, NOON.plusSeconds(1))).isEqualTo(2000 + 100 + 100 + 30 + 2 + 1);
        assertThat(Queries.filtering(orders)).extracting(Order::number).containsExactly(1);
        assertThat(Queries.refused(orders).code()).isEqualTo(DocumentsError.INVALID_QUERY);
        assertThat(Queries.projected(orders)).extracting(Queries.Brief::number).containsExactly(2, 1);
        assertThat(Queries.grouped(orders))
                .containsExactlyInAnyOrder(
                        new Queries.Sums("ann", 2, new BigDecimal("3.50"), NOON.plusSeconds(2)),
                        new Queries.Sums("bob", 1, new BigDecimal("3.00"), NOON.plusSeconds(3)));
        assertThat(session.view(OrderByState.class).find(Query.where("state", Order.State.NEW)))
                .extracting(OrderByState::customer)
                .containsExactly("ann", "bob");

        Repository<Product> products = session.repository(Product.class);
        products.saveAll(List.of(
                new Product("a", "tea", new BigDecimal("4.20")),
                new Product("b", "tea", new BigDecimal("9.00")),
                new Product("c", "cup", new BigDecimal("1.00"))));
        assertThat(Queries.indexed(products)).extracting(Product::sku).containsExactly("a");
    }

    private void changes(Repository<Order> orders) {
        orders.save(new Order("cid", NOON, 1, Order.State.NEW, BigDecimal.ONE, null, null));
        assertThat(Conditional.update(orders, NOON)).isTrue();
        assertThat(Conditional.versions(session.repository(Stock.class))).isEqualTo(new Stock("tea", 9, 2));
        assertThat(Batches.logged(session, order("dan", 1, Order.State.NEW, "1"))
                        .isApplied())
                .isTrue();
        assertThat(orders.exists("dan", NOON.plusSeconds(1), 1)).isTrue();
        Order first = order("eve", 1, Order.State.NEW, "1");
        Order second = order("eve", 2, Order.State.NEW, "1");
        assertThat(Batches.conditional(session, first, second).isApplied()).isTrue();
        assertThat(Batches.conditional(session, first, second).isApplied()).isFalse();
        assertThat(Failures.caught(orders, NOON)).isEqualTo("no such order");
    }

    private void recipes(Repository<Order> orders) {
        List<Order> many = IntStream.range(0, 100)
                .mapToObj(i -> order("bulk", i, Order.State.NEW, "1"))
                .toList();
        assertThat(Recipes.bulk(orders, many)).isEqualTo(100);
        assertThat(Recipes.each(orders, many)).isEmpty();
        assertThat(Recipes.pages(orders)).isEqualTo(100);
        assertThat(Recipes.stream(orders)).isEqualByComparingTo("100");
        assertThat(Asynchronous.published(orders)).isEqualTo(100);
        assertThat(count(Recipes.scan(orders))).isEqualTo(orders.count(Query.all()));
    }

    @Test
    void parts() {
        Customer customer = UserTypes.run(session);
        assertThat(customer.work()).isEqualTo(new Customer.Address("Oak Street 2", "Basel"));
        assertThat(customer.contact()).isEqualTo(new Customer.Contact("ann@example.org", "555 0100"));
        assertThat(customer.position()).isEqualTo(new Customer.Position(46.9, 7.4));

        Basket basket = new Basket("ann", List.of("came back", "paid"), Set.of("TENTH"), Map.of("cup", 1));
        assertThat(Collections.run(session)).isEqualTo(basket);
        assertThat(Collections.find(session.repository(Basket.class))).containsExactly(basket);
    }

    @Test
    void numbers() {
        assertThat(Counters.run(session)).isEqualTo(new ProductViews("tea", 9, 2));
        assertThat(Batches.counters(session).isApplied()).isTrue();
        assertThat(session.counters(ProductViews.class).require("pot").seen()).isEqualTo(1);
    }

    @Test
    void logins() {
        Repository<Login> logins = session.repository(Login.class);
        assertThat(TimeToLive.run(session).seconds()).isBetween(200, 300);
        assertThat(Conditional.insert(logins)).isEqualTo("ann");
        assertThat(Conditional.insert(logins)).isEqualTo("ann");
        assertThat(Asynchronous.chained(logins)).isEqualTo(3);
        assertThat(Asynchronous.deadline(logins)).contains(new Login("t5", "eve"));
        assertThat(Recipes.cql(session)).containsExactly(new Login("t1", "ann"));
        assertThat(Recipes.values(session)).isPositive();
        List<String> texts = Recipes.json(logins);
        assertThat(texts.getFirst()).isEqualTo(texts.getLast()).contains("joe");
        Repository<Login> hooked = Recipes.hooks(driver).session("guide").repository(Login.class);
        hooked.save(new Login("t8", " kim "));
        assertThat(logins.require("t8").customer()).isEqualTo("kim");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> hooked.save(new Login("t9", " ")))
                .withMessage("a login needs a customer");
        List<String> traced = new ArrayList<>();
        OperationListener tracing = operation -> {
            traced.add(operation.kind());
            return (outcome, error) -> traced.add(outcome.rows() + " rows");
        };
        List<String> log = new ArrayList<>();
        Recipes.slow(driver, tracing, log::add)
                .session("guide")
                .repository(Login.class)
                .get("t8");
        assertThat(traced).containsExactly("select", "1 rows");
        assertThat(log).allSatisfy(line -> assertThat(line).doesNotContain("t8"));
        Connecting.ahead(session);

        assertThat(Schemas.plan(session).isEmpty()).isTrue();
        assertThat(Schemas.check(session)).isEmpty();
    }

    @Test
    void vectors() {
        assertThat(Vectors.run(session)).extracting(Vectors.Near::title).containsExactlyInAnyOrder("tea", "green tea");
    }

    @Test
    void connects_and_never_without_the_encryption_that_was_asked_for(@TempDir Path folder) throws Exception {
        assertThat(Connecting.connect(List.of(node.host() + ":" + node.port()), node.datacenter()))
                .isEqualTo("shop");
        try (Documents later = Connecting.atFirstUse(List.of(node.host() + ":" + node.port()))) {
            assertThat(later.session("guide").repository(Login.class).get("nobody"))
                    .isEmpty();
        }
        Path authorities = Files.writeString(folder.resolve("authorities.pem"), Authorities.PEM);
        assertThatExceptionOfType(DocumentsException.class)
                .isThrownBy(() -> Connecting.secured(node.host(), node.port(), authorities))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(DocumentsError.TLS));
    }

    @Test
    void tracker() {
        Tracker tracker = new Tracker(documents.session("tracker"));
        tracker.prepare();
        Tracker.Run run = new Tracker.Run("shop", NOON, "c0ffee", Tracker.State.RUNNING, null);
        assertThat(tracker.begin(run, "ci-1")).isTrue();
        assertThat(tracker.begin(run, "ci-2")).isFalse();
        Tracker.Result passed = new Tracker.Result("shop", NOON, "adds", true, 12, Set.of("fast"));
        Tracker.Result failed = new Tracker.Result("shop", NOON, "removes", false, 30, Set.of());
        tracker.record(List.of(passed, failed));
        tracker.count(passed);
        tracker.count(failed);
        tracker.fail(failed, "expected 1, got 2");
        tracker.finish(run, 1);
        assertThat(tracker.begin(run, "ci-2")).isTrue();
        assertThat(tracker.runs("shop", Optional.<PageToken>empty()).items()).hasSize(1);
        assertThat(tracker.failures("shop", "removes"))
                .extracting(Tracker.Failure::message)
                .containsExactly("expected 1, got 2");
    }

    private static <T> long count(Flow.Publisher<T> rows) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        rows.subscribe(new Flow.Subscriber<>() {
            private long seen;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T row) {
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
        return done.join();
    }
}
