package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Unset;
import io.penstock.documents.driver.UserTypeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a driver owes to whoever calls it, request by request. A capability that it does not declare must be refused
 * with {@code UNSUPPORTED}, never ignored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DriverContract {
    private static final String KEYSPACE = "k_driver_contract";
    private static final String TABLE = KEYSPACE + ".things";
    private static final String INSERT = "INSERT INTO " + TABLE + " (id, number, name, place) VALUES (?, ?, ?, ?)";
    private static final String SELECT = "SELECT number, name, place FROM " + TABLE + " WHERE id = ?";

    private @Nullable CqlDriver driver;

    /** A connected driver of its own for this class; it is closed at the end. */
    protected abstract CqlDriver newDriver();

    @BeforeAll
    void createTable() {
        driver = newDriver();
        execute("CREATE KEYSPACE IF NOT EXISTS " + KEYSPACE + " WITH replication = "
                + Replication.simple(1).cql());
        execute("CREATE TYPE IF NOT EXISTS " + KEYSPACE + ".place (street text, number int)");
        execute("CREATE TABLE IF NOT EXISTS " + TABLE
                + " (id text, number int, name text, place frozen<place>, PRIMARY KEY (id, number))");
    }

    @AfterAll
    void closeDriver() {
        driver().close();
    }

    private CqlDriver driver() {
        return Objects.requireNonNull(driver);
    }

    private CqlPage execute(String cql, @Nullable Object... values) {
        return execute(CqlStatement.of(cql, values));
    }

    private CqlPage execute(CqlRequest request) {
        return Blocking.await(driver().execute(request));
    }

    /** Runs the body, or, when the driver lacks the capability, asserts that it is refused. */
    private void expectOrRefuse(Capability capability, Runnable body) {
        if (driver().capabilities().contains(capability)) {
            body.run();
        } else {
            assertThatThrownBy(body::run)
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            refused -> assertThat(refused.error()).isEqualTo(DocumentsError.UNSUPPORTED));
        }
    }

    @Test
    void a_statement_without_rows_gives_an_empty_page() {
        CqlPage page = execute(INSERT, "empty", 1, "one", null);
        assertThat(page.rows()).isEmpty();
        assertThat(page.columns()).isEmpty();
        assertThat(page.pagingState()).isEmpty();
    }

    @Test
    void null_erases_and_unset_leaves() {
        execute(INSERT, "unset", 1, "one", null);
        expectOrRefuse(Capability.UNSET_VALUES, () -> {
            execute(INSERT, "unset", 1, Unset.INSTANCE, Unset.INSTANCE);
            assertThat(execute(SELECT, "unset").rows().getFirst().get(1)).isEqualTo("one");
        });
        execute(INSERT, "unset", 1, null, null);
        assertThat(execute(SELECT, "unset").rows().getFirst().get(1)).isNull();
    }

    @Test
    void a_value_of_a_user_defined_type_travels_by_field_names() {
        expectOrRefuse(Capability.USER_TYPES, () -> {
            UserTypeValue place = UserTypeValue.of(List.of("number", "street"), List.of(7, "Main"));
            execute(INSERT, "type", 1, "one", place);
            UserTypeValue read = (UserTypeValue) Objects.requireNonNull(
                    execute(SELECT, "type").rows().getFirst().get(2));
            assertThat(read.get("street")).isEqualTo("Main");
            assertThat(read.get("number")).isEqualTo(7);
        });
    }

    @Test
    void a_batch_is_written_as_one() {
        expectOrRefuse(Capability.BATCH, () -> {
            List<CqlStatement> statements = IntStream.range(0, 5)
                    .mapToObj(i -> CqlStatement.of(INSERT, "batch", i, "name " + i, null))
                    .toList();
            execute(new CqlBatch(CqlBatch.Type.LOGGED, statements, RequestOptions.defaults()));
            execute(new CqlBatch(CqlBatch.Type.UNLOGGED, statements, RequestOptions.defaults()));
            assertThat(execute(SELECT, "batch").rows()).hasSize(5);
        });
    }

    @Test
    void pages_go_on_where_they_stopped() {
        for (int i = 0; i < 35; i++) {
            execute(INSERT, "page", i, "name", null);
        }
        expectOrRefuse(Capability.PAGING, () -> {
            List<Object> numbers = new ArrayList<>();
            RequestOptions options = RequestOptions.defaults().withPageSize(10);
            CqlPage page = execute(CqlStatement.of(options, SELECT, "page"));
            while (true) {
                for (CqlRow row : page.rows()) {
                    numbers.add(Objects.requireNonNull(row.get(0)));
                }
                if (page.pagingState().isEmpty()) {
                    break;
                }
                assertThat(page.rows()).hasSize(10);
                page = execute(CqlStatement.of(
                        options.withPagingState(page.pagingState().get()), SELECT, "page"));
            }
            assertThat(numbers).hasSize(35).doesNotHaveDuplicates();
        });
    }

    @Test
    void consistency_is_each_requests_own() {
        expectOrRefuse(Capability.REQUEST_CONSISTENCY, () -> {
            RequestOptions three = RequestOptions.defaults().withConsistency(Consistency.THREE);
            assertThatThrownBy(() -> execute(CqlStatement.of(three, SELECT, "x")))
                    .isInstanceOfSatisfying(
                            DocumentsException.class,
                            few -> assertThat(few.error()).isEqualTo(DocumentsError.UNAVAILABLE));
            assertThat(execute(SELECT, "nothing here").rows()).isEmpty();
        });
    }

    @Test
    void values_of_a_wrong_class_or_number_are_refused_without_being_shown() {
        assertThatThrownBy(() -> execute(INSERT, "wrong", "secret", "name", null))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        wrong -> assertThat(wrong.error()).isEqualTo(DocumentsError.WRONG_TYPE))
                .hasMessageContaining("'number'")
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> execute(INSERT, "wrong"))
                .hasMessageStartingWith("the statement has 4 markers, got 1 values");
    }

    @Test
    void all_nodes_come_to_agree_on_the_schema() {
        expectOrRefuse(
                Capability.SCHEMA_AGREEMENT,
                () -> assertThat(Blocking.await(driver().schemaAgrees())).isTrue());
    }
}
