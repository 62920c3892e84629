package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditional writes tell whether they took place, and what stood in their way. */
public abstract class LwtContract extends DriverSuite {
    private String table() {
        return keyspace() + ".rows";
    }

    private CqlPage insert(int id, String name) {
        return execute("INSERT INTO " + table() + " (id, name, version) VALUES (?, ?, ?) IF NOT EXISTS", id, name, 1);
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int PRIMARY KEY, name text, version int)");
    }

    @Test
    @Covers("D-21")
    void an_insert_takes_place_once() {
        assertThat(insert(1, "first").wasApplied()).isTrue();
        CqlPage second = insert(1, "second");
        assertThat(second.wasApplied()).isFalse();
        assertThat(second.rows().getFirst().get(second.indexOf("name"))).isEqualTo("first");
    }

    @Test
    @Covers("D-21")
    void an_update_and_a_delete_take_place_when_their_condition_holds() {
        insert(2, "two");
        String update = "UPDATE " + table() + " SET name = ?, version = ? WHERE id = ? IF version = ?";
        assertThat(execute(update, "new", 2, 2, 1).wasApplied()).isTrue();
        CqlPage late = execute(update, "late", 2, 2, 1);
        assertThat(late.wasApplied()).isFalse();
        assertThat(late.rows().getFirst().get(late.indexOf("version"))).isEqualTo(2);
        assertThat(execute("DELETE FROM " + table() + " WHERE id = ? IF name IN ?", 2, List.of("a", "b"))
                        .wasApplied())
                .isFalse();
        assertThat(execute("DELETE FROM " + table() + " WHERE id = ? IF name IN ?", 2, List.of("a", "b", "new"))
                        .wasApplied())
                .isTrue();
        assertThat(execute("DELETE FROM " + table() + " WHERE id = ? IF EXISTS", 2)
                        .wasApplied())
                .isFalse();
    }

    @Test
    @Covers("D-21")
    void of_many_at_once_exactly_one_takes_place() {
        List<CompletableFuture<CqlPage>> all = IntStream.range(0, 8)
                .mapToObj(i -> driver().execute(CqlStatement.of(
                        "INSERT INTO " + table() + " (id, name) VALUES (?, ?) IF NOT EXISTS", 3, "name " + i)))
                .toList();
        assertThat(all.stream().map(Blocking::await).filter(CqlPage::wasApplied))
                .hasSize(1);
    }
}
