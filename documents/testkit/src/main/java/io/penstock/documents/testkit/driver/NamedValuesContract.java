package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.PreparedDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values by position and by the names of markers, and what is told of markers before they get values. */
public abstract class NamedValuesContract extends DriverSuite {
    private String table() {
        return keyspace() + ".rows";
    }

    private String insert() {
        return "INSERT INTO " + table() + " (id, n, name) VALUES (:id, :n, :name)";
    }

    private CqlPage select(int id) {
        return execute("SELECT n, name FROM " + table() + " WHERE id = ?", id);
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int, n int, name text, PRIMARY KEY (id, n))");
    }

    @Test
    @Covers({"G-11", "D-07"})
    void values_go_by_the_names_of_their_markers() {
        expectOrRefuse(Capability.NAMED_VALUES, () -> {
            execute(CqlStatement.named(insert(), Map.of("name", "one", "id", 1, "n", 11)));
            assertThat(select(1).rows().getFirst().get(0)).isEqualTo(11);
            assertThat(select(1).rows().getFirst().get(1)).isEqualTo("one");
        });
    }

    @Test
    @Covers({"G-11", "D-07"})
    void a_question_mark_goes_by_the_name_of_its_column() {
        expectOrRefuse(Capability.NAMED_VALUES, () -> {
            execute(CqlStatement.named(
                    "INSERT INTO " + table() + " (id, n, name) VALUES (?, ?, ?)",
                    Map.of("id", 2, "n", 1, "name", "two")));
            assertThat(select(2).rows().getFirst().get(1)).isEqualTo("two");
        });
    }

    @Test
    @Covers({"G-11", "D-07"})
    void a_marker_that_occurs_twice_gets_its_value_twice_and_null_is_a_value() {
        expectOrRefuse(Capability.NAMED_VALUES, () -> {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("same", 3);
            values.put("name", null);
            execute(CqlStatement.named(
                    "INSERT INTO " + table() + " (id, n, name) VALUES (:same, :same, :name)", values));
            assertThat(select(3).rows().getFirst().get(0)).isEqualTo(3);
            assertThat(select(3).rows().getFirst().get(1)).isNull();
        });
    }

    @Test
    @Covers({"G-11", "D-12"})
    void values_of_a_batch_go_by_name_too() {
        expectOrRefuse(Capability.NAMED_VALUES, () -> {
            execute(batch(
                    CqlBatch.Type.LOGGED,
                    CqlStatement.named(insert(), Map.of("name", "four", "id", 4, "n", 1)),
                    CqlStatement.of(insert(), 4, 2, "second")));
            assertThat(select(4).rows()).hasSize(2);
        });
    }

    @Test
    @Covers("D-07")
    void wrong_names_and_numbers_are_refused_without_showing_values() {
        expectOrRefuse(Capability.NAMED_VALUES, () -> {
            assertThatThrownBy(() -> execute(CqlStatement.named(insert(), Map.of("id", 1, "nane", "secret"))))
                    .hasMessageStartingWith("marker 'n' has no value, only ")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> execute(
                            CqlStatement.named(insert(), Map.of("id", 1, "n", 1, "name", "x", "nane", "secret"))))
                    .hasMessageStartingWith("the statement has no marker 'nane'; did you mean 'name'?")
                    .hasMessageNotContaining("secret");
            refused(DocumentsError.WRONG_VALUES, () -> execute(CqlStatement.named(insert(), Map.of("id", 1))));
        });
        assertThatThrownBy(() -> execute(insert(), 1, 1))
                .hasMessageStartingWith("the statement has 3 markers, got 2 values");
        refused(DocumentsError.WRONG_VALUES, () -> execute(insert(), 1, 1, "x", "y"));
    }

    @Test
    @Covers("D-23")
    void a_value_of_a_wrong_class_is_refused_without_being_shown() {
        assertThatThrownBy(() -> execute(insert(), 1, "secret", "x"))
                .hasMessageContaining("'n'")
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret");
        refused(DocumentsError.WRONG_TYPE, () -> execute(insert(), 1, "secret", "x"));
    }

    @Test
    @Covers("D-08")
    void a_prepared_statement_tells_its_markers_key_and_columns() {
        PreparedDescription described =
                Blocking.await(driver().prepare("SELECT name FROM " + table() + " WHERE n = :least AND id = ?"));
        assertThat(described.markers())
                .containsExactly(new CqlColumn("least", CqlType.Scalar.INT), new CqlColumn("id", CqlType.Scalar.INT));
        assertThat(described.partitionKey()).isEqualTo(List.of(1));
        assertThat(described.columns()).containsExactly(new CqlColumn("name", CqlType.Scalar.TEXT));
        assertThat(Blocking.await(driver().prepare(insert())).columns()).isEmpty();
        refused(DocumentsError.INVALID_REQUEST, () -> Blocking.await(driver().prepare("SELECT FROM")));
    }
}
