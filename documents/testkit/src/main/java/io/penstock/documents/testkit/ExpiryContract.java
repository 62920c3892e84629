package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.documents.BatchOptions;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows and columns that go by themselves, and columns named as the options. Subclass it with the driver. */
public abstract class ExpiryContract extends DocumentsContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A note. */
    @Table("contract_notices")
    public record Notice(
            @PartitionKey String topic,
            @ClusteringKey int number,
            @Nullable String text) {}

    /** A note that never stays for long. */
    @Table(value = "contract_flashes", defaultTtlSeconds = 1)
    public record Flash(@PartitionKey int id, String text) {}

    /** Columns named as what a write can be told. */
    @Table("contract_timed")
    public record Timed(
            @PartitionKey String key,
            @ClusteringKey int limit,
            int ttl,
            long timestamp,
            String consistency,
            long timeout,
            String token,
            @Nullable String json) {}

    @BeforeAll
    void createTables() {
        session().schema().create(Notice.class, Flash.class, Timed.class);
    }

    private Repository<Notice> notices() {
        return session().repository(Notice.class);
    }

    private static WriteOptions living(Duration ttl) {
        return WriteOptions.DEFAULT.withTtl(ttl);
    }

    /** Waits for a condition, never for a time. */
    private static void awaits(BooleanSupplier condition) {
        Deadline deadline = Deadline.after(PATIENCE, Time.system());
        while (!condition.getAsBoolean()) {
            assertThat(deadline.hasPassed(Time.system()))
                    .as("not within %s", PATIENCE)
                    .isFalse();
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void rows_end_with_their_time_to_live_however_they_were_written() {
        notices().save(new Notice("ends", 0, "stays"));
        notices().save(new Notice("ends", 1, "saved"), living(SECOND));
        notices().insertIfNotExists(new Notice("ends", 2, "inserted"), living(SECOND));
        notices().saveJson("{\"topic\": \"ends\", \"number\": 3, \"text\": \"json\"}", living(SECOND));
        session()
                .batch(
                        BatchOptions.UNLOGGED,
                        batch -> batch.table(Notice.class).save(new Notice("ends", 4, "batched"), living(SECOND)));
        session().repository(Flash.class).save(new Flash(1, "by the table's own"));
        session().repository(Flash.class).save(new Flash(2, "by one of its own"), living(HOUR));
        awaits(() -> notices().find(Query.where("topic", "ends")).equals(List.of(new Notice("ends", 0, "stays"))));
        awaits(() -> session().repository(Flash.class).get(1).isEmpty());
        assertThat(session().repository(Flash.class).exists(2)).isTrue();
    }

    @Test
    void an_updated_column_ends_and_the_row_stays() {
        notices().save(new Notice("column", 1, "for ever"));
        notices().update(Update.byKey("column", 1).set("text", "for now").with(living(SECOND)));
        awaits(() -> notices().require("column", 1).text() == null);
    }

    @BlockingAndAsync
    void a_time_to_live_in_a_batch_or_of_json_is_read_back(Calls calls) {
        String topic = "back" + calls;
        calls.of(DocumentSession.class, session())
                .batch(
                        BatchOptions.LOGGED,
                        batch -> batch.table(Notice.class)
                                .save(new Notice(topic, 1, "mortal"), living(HOUR))
                                .save(new Notice(topic, 2, "immortal"))
                                .update(Update.byKey(topic, 3)
                                        .set("text", "set")
                                        .with(living(HOUR))));
        repository(Notice.class, calls)
                .saveJson("{\"topic\": \"" + topic + "\", \"number\": 4, \"text\": \"json\"}", living(HOUR));
        assertThat(ttl(topic, 1)).isBetween(3_000, 3_600);
        assertThat(ttl(topic, 2)).isNull();
        assertThat(ttl(topic, 3)).isBetween(3_000, 3_600);
        assertThat(ttl(topic, 4)).isBetween(3_000, 3_600);
    }

    private @Nullable Integer ttl(String topic, int number) {
        return (Integer) session()
                .execute(CqlStatement.of(
                        "SELECT ttl(text) FROM " + session().keyspace()
                                + ".contract_notices WHERE topic = ? AND number = ?",
                        topic,
                        number))
                .rows()
                .getFirst()
                .get(0);
    }

    @BlockingAndAsync
    void columns_may_be_named_as_the_options(Calls calls) {
        Repository<Timed> repository = repository(Timed.class, calls);
        Timed timed = new Timed(calls.name(), 1, 7, 8, "ALL", 9, "t", null);
        repository.save(timed, living(HOUR).withTimestamp(Instant.EPOCH.plusMillis(1)));
        assertThat(repository.get(timed.key(), 1)).contains(timed);
        repository.update(Update.byKey(timed.key(), 1)
                .set("ttl", 70)
                .set("timestamp", 80L)
                .set("consistency", "ONE")
                .set("token", "u")
                .with(living(HOUR).withTimestamp(Instant.EPOCH.plusMillis(2))));
        assertThat(repository.find(
                        Query.where("key", timed.key()).and("limit", 1).limit(5)))
                .containsExactly(new Timed(timed.key(), 1, 70, 80, "ONE", 9, "u", null));
        assertThat(repository.find(Query.where("ttl", 70)
                        .and("timestamp", 80L)
                        .and("key", timed.key())
                        .allowFiltering()))
                .hasSize(1);
        List<?> cells = List.of(
                Objects.requireNonNull(cell("ttl(ttl)", timed.key())),
                Objects.requireNonNull(cell("writetime(timestamp)", timed.key())));
        assertThat((Integer) cells.getFirst()).isBetween(3_000, 3_600);
        assertThat(cells.getLast()).isEqualTo(2_000L);
    }

    private @Nullable Object cell(String selector, String key) {
        return session()
                .execute(CqlStatement.of(
                        "SELECT " + selector + " FROM " + session().keyspace()
                                + ".contract_timed WHERE key = ? AND \"limit\" = 1",
                        key))
                .rows()
                .getFirst()
                .get(0);
    }
}
