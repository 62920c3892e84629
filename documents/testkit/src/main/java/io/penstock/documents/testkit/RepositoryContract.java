package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Condition;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Filter;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.NotAppliedException;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every driver must do below a repository, proved on a real database. Subclass it with the driver. */
public abstract class RepositoryContract extends DocumentsContract {
    private static final Instant MIDNIGHT = Instant.parse("2001-01-01T00:00:00Z");

    /** A flight, with a two-part clustering key of which one part runs backwards. */
    @Table("contract_flights")
    public record Flight(
            @PartitionKey String origin,
            @ClusteringKey(descending = true) Instant departure,
            @ClusteringKey(1) long number,
            int delayMinutes,
            @Nullable String remark) {}

    /** A table that comes and goes. */
    @Table("contract_notes")
    public record Note(@PartitionKey int id, String text) {}

    private Repository<Flight> flights() {
        return session().repository(Flight.class);
    }

    private static Flight flight(String origin, int number) {
        return new Flight(origin, MIDNIGHT.plusSeconds(number), number, number % 60, "flight " + number);
    }

    private static List<Flight> flights(String origin, int count) {
        return IntStream.range(0, count).mapToObj(i -> flight(origin, i)).toList();
    }

    @BeforeAll
    void createTable() {
        session().schema().create(Flight.class);
    }

    @Test
    void saves_gets_and_deletes_by_key() {
        Flight saved = flight("GET", 1);
        flights().save(saved);
        assertThat(flights().get("GET", saved.departure(), 1L)).contains(saved);
        flights().deleteByKey("GET", saved.departure(), 1L);
        assertThat(flights().get("GET", saved.departure(), 1L)).isEmpty();
        flights().save(saved);
        flights().delete(saved);
        assertThat(flights().get("GET", saved.departure(), 1L)).isEmpty();
    }

    @BlockingAndAsync
    void bulk_work_names_what_failed_or_goes_on(Calls calls) {
        Repository<Flight> repository = repository(Flight.class, calls);
        Flight first = flight("BLK" + calls, 1);
        Flight last = flight("BLK" + calls, 2);
        Flight wrong = flight("", 3);
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> repository.saveAll(List.of(first, wrong), BulkOptions.DEFAULT.withConcurrencyMax(1)),
                "(item 1 of bulk work, counted from 0; done: 1; no more are begun)");
        BulkResult<Flight> each = repository.saveEach(List.of(wrong, first, wrong, last));
        assertThat(each.succeeded()).isEqualTo(2);
        assertThat(each.failures()).extracting(BulkResult.Failure::index).containsExactly(0L, 2L);
        assertThat(each.failed()).containsExactly(wrong, wrong);
        assertThat(each.isWhole()).isTrue();
        assertThat(repository.find(Query.where("origin", first.origin()))).containsExactly(last, first);
        assertThat(repository
                        .deleteEach(List.of(first, last), BulkOptions.DEFAULT)
                        .isDone())
                .isTrue();
        assertThat(repository.find(Query.where("origin", first.origin()))).isEmpty();
    }

    @BlockingAndAsync
    void a_key_does_what_its_parts_do(Calls calls) {
        Repository<Flight> repository = repository(Flight.class, calls);
        Flight first = flight("KEY" + calls, 1);
        Flight second = flight("KEY" + calls, 2);
        Flight third = flight("KEY" + calls, 3);
        repository.saveAll(List.of(first, second, third));
        Key key = Key.of(first.origin(), first.departure(), 1L);
        assertThat(repository.get(key)).contains(first);
        assertThat(repository.require(key)).isEqualTo(first);
        assertThat(repository.exists(key)).isTrue();
        repository.delete(key);
        assertThat(repository.exists(key)).isFalse();
        assertThat(repository.deleteAllByKey(List.of(key, Key.of(second.origin(), second.departure(), 2L))))
                .isEqualTo(2);
        assertThat(repository.find(Query.where("origin", first.origin()))).containsExactly(third);
        repository.deleteByKey(Key.of(third.origin(), third.departure(), 3L));
        assertThat(repository.find(Query.where("origin", first.origin()))).isEmpty();
    }

    @Test
    void saving_again_replaces_values_and_keeps_or_erases_nulls() {
        Flight first = new Flight("NUL", MIDNIGHT, 1, 5, "late");
        Flight second = new Flight("NUL", MIDNIGHT, 1, 9, null);
        flights().save(first);
        flights().save(second);
        assertThat(flights().get("NUL", MIDNIGHT, 1L)).contains(new Flight("NUL", MIDNIGHT, 1, 9, "late"));
        flights().save(second, WriteOptions.DEFAULT.withNulls(WriteOptions.Nulls.ERASE));
        assertThat(flights().get("NUL", MIDNIGHT, 1L)).contains(second);
    }

    @Test
    void inserts_only_once() {
        Flight first = flight("LWT", 1);
        Flight second = new Flight("LWT", first.departure(), 1, 59, "other");
        assertThat(flights().insertIfNotExists(first)).isEqualTo(new LwtResult.Applied<>());
        assertThat(flights().insertIfNotExists(second)).isEqualTo(new LwtResult.NotApplied<>(first));
        assertThat(flights().get("LWT", first.departure(), 1L)).contains(first);
        assertThatThrownBy(flights().insertIfNotExists(second)::orElseThrow)
                .isInstanceOfSatisfying(NotAppliedException.class, why -> {
                    assertThat(why.error()).isEqualTo(DocumentsError.NOT_APPLIED);
                    assertThat(why.row(Flight.class)).contains(first);
                    assertThat(why.row(Note.class)).isEmpty();
                    assertThat(why.seen()).isEmpty();
                    assertThat(why.copy().row(Flight.class)).contains(first);
                })
                .hasMessageNotContaining("LWT");
        assertThatThrownBy(flights()
                        .update(Update.byKey("LWT", first.departure(), 1L)
                                .set("delayMinutes", 7)
                                .onlyIf(Condition.eq("delayMinutes", 99)))::orElseThrow)
                .isInstanceOfSatisfying(NotAppliedException.class, why -> {
                    assertThat(why.row(Flight.class)).isEmpty();
                    assertThat(why.seen()).containsExactly(Map.of("delayMinutes", first.delayMinutes()));
                });
    }

    @Test
    void writes_with_ttl_and_timestamp() {
        Flight old = new Flight("TTL", MIDNIGHT, 1, 1, "old");
        Flight young = new Flight("TTL", MIDNIGHT, 1, 2, "young");
        flights()
                .save(
                        young,
                        WriteOptions.DEFAULT
                                .withTtl(Duration.ofHours(1))
                                .withTimestamp(Instant.parse("2002-01-01T00:00:00.000002Z")));
        flights().save(old, WriteOptions.DEFAULT.withTimestamp(Instant.parse("2002-01-01T00:00:00.000001Z")));
        assertThat(flights().get("TTL", MIDNIGHT, 1L)).contains(young);
        Object ttl = session()
                .execute(CqlStatement.of(
                        "SELECT ttl(delay_minutes) FROM " + session().keyspace() + ".contract_flights WHERE origin = ?",
                        "TTL"))
                .rows()
                .getFirst()
                .get(0);
        assertThat((Integer) ttl).isBetween(3_000, 3_600);
    }

    @Test
    void finds_by_the_keys_in_both_orders() {
        assertThat(flights().saveAll(flights("ORD", 100), BulkOptions.DEFAULT.withConcurrencyMax(7)))
                .isEqualTo(100);
        Query<Object> from90 = Query.where("origin", "ORD").and(Filter.gte("departure", MIDNIGHT.plusSeconds(90)));
        assertThat(flights().find(from90))
                .extracting(Flight::number)
                .containsExactly(99L, 98L, 97L, 96L, 95L, 94L, 93L, 92L, 91L, 90L);
        assertThat(flights().find(from90.and(Filter.lt("departure", MIDNIGHT.plusSeconds(93)))))
                .extracting(Flight::number)
                .containsExactly(92L, 91L, 90L);
        assertThat(flights().find(from90.ascending("departure").limit(3)))
                .extracting(Flight::number)
                .containsExactly(90L, 91L, 92L);
        assertThat(flights().first(Query.where("origin", "ORD"))).contains(flight("ORD", 99));
        assertThat(flights().count(from90)).isEqualTo(10);
        assertThat(flights().find(Query.where(Filter.in("origin", List.of("ORD", "NOWHERE")))))
                .hasSize(100);
        assertThat(flights()
                        .find(Query.where("origin", "ORD")
                                .and("delayMinutes", 7)
                                .allowFiltering()))
                .extracting(Flight::number)
                .containsExactly(67L, 7L);
    }

    @Test
    void pages_without_losing_or_repeating_rows() {
        flights().saveAll(flights("PAG", 35));
        Query<Object> query = Query.where("origin", "PAG").with(ReadOptions.DEFAULT.withPageSize(10));
        List<Flight> seen = new ArrayList<>();
        int pages = 0;
        Optional<PageToken> place = Optional.empty();
        do {
            pages++;
            Page<Flight> page = flights().page(query, place);
            seen.addAll(page.items());
            place = page.next();
        } while (place.isPresent());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(flights("PAG", 35));
        assertThat(pages).isEqualTo(4);
        assertThat(flights().stream(query)).hasSize(35);
        assertThat(flights().find(query)).hasSize(35);
    }

    @Test
    void refuses_a_page_token_of_another_query() {
        flights().saveAll(flights("TOK", 20));
        Query<Object> query = Query.where("origin", "TOK").with(ReadOptions.DEFAULT.withPageSize(10));
        Page<Flight> first = flights().page(query);
        assertThatThrownBy(() -> flights()
                        .page(Query.where("origin", "OTHER"), first.next().orElseThrow()))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.INVALID_PAGE_TOKEN));
    }

    @Test
    void publishes_only_what_is_asked_for() {
        flights().saveAll(flights("PUB", 25));
        Query<Object> query = Query.where("origin", "PUB").with(ReadOptions.DEFAULT.withPageSize(10));
        Asking asking = new Asking();
        flights().async().publisher(query).subscribe(asking);
        asking.request(3);
        asking.awaitRows(3);
        assertThat(asking.ended).isNotDone();
        asking.request(100);
        asking.ended.join();
        assertThat(asking.rows()).hasSize(25);
    }

    @Test
    void takes_consistency_for_each_request() {
        Flight saved = flight("CON", 1);
        flights().save(saved, WriteOptions.DEFAULT.withConsistency(Consistency.ALL));
        assertThat(flights()
                        .get(
                                Key.of("CON", saved.departure(), 1L),
                                ReadOptions.DEFAULT.withConsistency(Consistency.ONE)))
                .contains(saved);
        assertThatThrownBy(() -> flights().save(saved, WriteOptions.DEFAULT.withConsistency(Consistency.THREE)))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.UNAVAILABLE))
                .hasMessageContaining("consistency THREE needs 3 replicas, 1 are alive");
    }

    @Test
    void goes_on_when_a_table_is_dropped_and_made_again() {
        session().schema().create(Note.class);
        Repository<Note> notes = session().repository(Note.class);
        notes.save(new Note(1, "before"));
        session().execute(CqlStatement.of("DROP TABLE " + session().keyspace() + ".contract_notes"));
        assertThatThrownBy(() -> notes.save(new Note(2, "between")))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.UNKNOWN_TABLE))
                .hasMessageContaining("table 'contract_notes' does not exist");
        session().schema().create(Note.class);
        notes.save(new Note(3, "after"));
        assertThat(notes.findAll()).containsExactly(new Note(3, "after"));
    }

    /** Asks for as many rows as it is told to. */
    private static final class Asking implements Flow.Subscriber<Flight> {
        private final List<Flight> rows = new ArrayList<>();
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        void request(long count) {
            Objects.requireNonNull(subscription).request(count);
        }

        synchronized List<Flight> rows() {
            return List.copyOf(rows);
        }

        synchronized void awaitRows(int count) {
            while (rows.size() < count) {
                try {
                    wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for rows", interrupted);
                }
            }
            assertThat(rows).hasSize(count);
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
        }

        @Override
        public synchronized void onNext(Flight row) {
            rows.add(row);
            notifyAll();
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(true);
        }
    }
}
