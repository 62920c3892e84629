package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.UserTypeValue;
import io.penstock.testkit.FaultProxy;
import io.penstock.testkit.RecordingMetrics;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements are prepared once, by whom ever, and stay right while the schema changes under them. */
public abstract class PreparedContract extends DriverSuite {
    @Test
    @Covers({"G-15", "D-09"})
    void a_statement_is_prepared_once_for_all_who_ask_meanwhile_and_schema_changes_never() {
        schema("CREATE TABLE " + keyspace() + ".once (id int PRIMARY KEY, name text)");
        RecordingMetrics metrics = new RecordingMetrics();
        try (CqlDriver own = backend().connect(target().withMetrics(metrics))) {
            List<CompletableFuture<CqlPage>> all = IntStream.range(0, 40)
                    .mapToObj(id -> own.execute(CqlStatement.of(
                            "INSERT INTO " + keyspace() + ".once (id, name) VALUES (?, ?)", id, "name")))
                    .toList();
            all.forEach(Blocking::await);
            assertThat(metrics.count("documents.prepared.misses")).isEqualTo(1);
            assertThat(metrics.value("documents.prepared.statements")).isEqualTo(1);
            Blocking.await(own.execute(CqlStatement.of("CREATE TABLE " + keyspace() + ".twice (id int PRIMARY KEY)")));
            Blocking.await(own.execute(CqlStatement.of("TRUNCATE " + keyspace() + ".once")));
            Blocking.await(own.execute(CqlStatement.of("DROP TABLE " + keyspace() + ".twice")));
            assertThat(metrics.count("documents.prepared.misses")).isEqualTo(1);
        }
    }

    @Test
    @Covers({"G-15", "D-09"})
    void a_preparation_that_failed_or_whose_waiter_left_does_not_stay() {
        String select = "SELECT name FROM " + keyspace() + ".later WHERE id = ?";
        refused(DocumentsError.UNKNOWN_TABLE, () -> execute(select, 1));
        schema("CREATE TABLE " + keyspace() + ".later (id int PRIMARY KEY, name text)");
        assertThat(execute(select, 1).rows()).isEmpty();
        try (FaultProxy proxy = proxy();
                CqlDriver own = backend().connect(through(proxy))) {
            String other = "SELECT name, id FROM " + keyspace() + ".later WHERE id = ?";
            proxy.stall();
            CompletableFuture<CqlPage> left = own.execute(CqlStatement.of(other, 1));
            CompletableFuture<CqlPage> stays = own.execute(CqlStatement.of(other, 2));
            left.cancel(true);
            proxy.flow();
            assertThat(Blocking.await(stays).rows()).isEmpty();
            assertThat(Blocking.await(own.execute(CqlStatement.of(other, 3))).rows())
                    .isEmpty();
        }
    }

    @Test
    @Covers("D-10")
    void a_column_that_is_added_is_seen_by_a_star_that_was_prepared_before() {
        String table = keyspace() + ".star";
        schema("CREATE TABLE " + table + " (id int PRIMARY KEY, name text)");
        execute("INSERT INTO " + table + " (id, name) VALUES (?, ?)", 1, "one");
        String select = "SELECT * FROM " + table + " WHERE id = ?";
        assertThat(execute(select, 1).columns()).hasSize(2);
        schema("ALTER TABLE " + table + " ADD age int");
        execute("UPDATE " + table + " SET age = ? WHERE id = ?", 7, 1);
        CqlPage page = execute(select, 1);
        assertThat(page.columns()).hasSize(3);
        assertThat(page.rows().getFirst().get(page.indexOf("age"))).isEqualTo(7);
        assertThat(page.rows().getFirst().get(page.indexOf("name"))).isEqualTo("one");
        schema("ALTER TABLE " + table + " DROP name");
        assertThat(execute(select, 1).indexOf("name")).isEqualTo(-1);
    }

    @Test
    @Covers("D-10")
    void a_table_that_was_dropped_and_made_again_is_not_mistaken_for_the_old_one() {
        String table = keyspace() + ".again";
        String select = "SELECT value FROM " + table + " WHERE id = ?";
        schema("CREATE TABLE " + table + " (id int PRIMARY KEY, value int)");
        execute("INSERT INTO " + table + " (id, value) VALUES (?, ?)", 1, 11);
        assertThat(only(execute(select, 1))).isEqualTo(11);
        schema("DROP TABLE " + table);
        schema("CREATE TABLE " + table + " (id int PRIMARY KEY, value text)");
        execute("INSERT INTO " + table + " (id, value) VALUES (?, ?)", 1, "eleven");
        assertThat(only(execute(select, 1))).isEqualTo("eleven");
    }

    @Test
    @Covers("D-10")
    void a_field_that_is_added_to_a_type_is_written_and_read_by_statements_prepared_before() {
        String table = keyspace() + ".places";
        schema("CREATE TYPE " + keyspace() + ".place (street text)");
        schema("CREATE TABLE " + table + " (id int PRIMARY KEY, place frozen<place>)");
        String insert = "INSERT INTO " + table + " (id, place) VALUES (?, ?)";
        String select = "SELECT place FROM " + table + " WHERE id = ?";
        execute(insert, 1, UserTypeValue.of(List.of("street"), List.of("Main")));
        assertThat(((UserTypeValue) Objects.requireNonNull(only(execute(select, 1)))).get("street"))
                .isEqualTo("Main");
        schema("ALTER TYPE " + keyspace() + ".place ADD number int");
        execute(insert, 2, UserTypeValue.of(List.of("street", "number"), List.of("Side", 7)));
        UserTypeValue both = (UserTypeValue) Objects.requireNonNull(only(execute(select, 2)));
        assertThat(both.get("number")).isEqualTo(7);
        UserTypeValue old = (UserTypeValue) Objects.requireNonNull(only(execute(select, 1)));
        assertThat(old.get("street")).isEqualTo("Main");
        assertThat(old.get("number")).isNull();
    }
}
