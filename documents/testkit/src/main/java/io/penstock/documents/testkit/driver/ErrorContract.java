package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Who;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.RequestFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Failures say what was asked, what came and who must act; values stay out of them. */
public abstract class ErrorContract extends DriverSuite {
    @Override
    protected void createTables() {
        schema("CREATE TABLE " + keyspace() + ".rows (id int PRIMARY KEY, name text)");
        schema("CREATE TABLE " + keyspace() + ".maps (id int PRIMARY KEY, m map<int, int>)");
    }

    @Test
    @Covers({"D-07", "D-26"})
    void a_text_that_is_no_cql_is_the_callers() {
        assertThatThrownBy(() -> execute("SELEC 1"))
                .isInstanceOfSatisfying(DocumentsException.class, wrong -> {
                    assertThat(wrong.error()).isEqualTo(DocumentsError.INVALID_REQUEST);
                    assertThat(wrong.who()).isEqualTo(Who.CALLER);
                    assertThat(wrong.request().orElseThrow().attempts()).hasSize(1);
                    assertThat(wrong.request().orElseThrow().replicas()).isEmpty();
                })
                .hasMessageContaining("[SELEC 1]");
    }

    @Test
    @Covers("D-26")
    void a_long_statement_is_shown_in_short() {
        assertThatThrownBy(() -> execute("SELECT nothing AS " + "x".repeat(100_000) + " FROM system.local"))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        wrong -> assertThat(wrong.getMessage().length()).isLessThan(1_000));
    }

    @Test
    @Covers("D-26")
    void names_that_are_not_there_have_codes_of_their_own() {
        refused(DocumentsError.UNKNOWN_TABLE, () -> execute("SELECT * FROM " + keyspace() + ".nowhere"));
        refused(DocumentsError.UNKNOWN_KEYSPACE, () -> execute("SELECT * FROM nowhere_at_all.rows"));
        refused(DocumentsError.UNKNOWN_COLUMN, () -> execute("SELECT nothing FROM " + keyspace() + ".rows"));
        refused(
                DocumentsError.UNKNOWN_COLUMN,
                () -> execute("SELECT nothing FROM " + keyspace() + ".rows WHERE id = ?", 1));
    }

    @Test
    @Covers("D-26")
    void a_query_that_the_keys_do_not_allow_is_the_callers() {
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> execute("SELECT * FROM " + keyspace() + ".rows WHERE name = ?", "secret"));
        assertThatThrownBy(() -> execute("SELECT * FROM " + keyspace() + ".rows WHERE name = ?", "secret"))
                .hasMessageNotContaining("secret");
    }

    @Test
    @Covers("D-26")
    void a_value_or_a_name_with_cql_in_it_stays_a_value() {
        String nasty = "'; DROP TABLE " + keyspace() + ".rows; --";
        execute("INSERT INTO " + keyspace() + ".rows (id, name) VALUES (?, ?)", 1, nasty);
        assertThat(only(execute("SELECT name FROM " + keyspace() + ".rows WHERE id = ?", 1)))
                .isEqualTo(nasty);
    }

    @Test
    @Covers("D-26")
    void a_reading_that_replicas_fail_is_told_with_their_number() {
        // The server reads no more than 100 000 erased values at once.
        for (int i = 0; i < 11; i++) {
            Set<Integer> erased =
                    IntStream.range(i * 10_000, (i + 1) * 10_000).boxed().collect(Collectors.toSet());
            execute("UPDATE " + keyspace() + ".maps SET m = m - ? WHERE id = ?", erased, 1);
        }
        assertThatThrownBy(() -> execute("SELECT m FROM " + keyspace() + ".maps WHERE id = ?", 1))
                .isInstanceOfSatisfying(DocumentsException.class, failed -> {
                    assertThat(failed.error()).isEqualTo(DocumentsError.READ_FAILURE);
                    RequestFailure.Replicas replicas =
                            failed.request().orElseThrow().replicas().orElseThrow();
                    assertThat(replicas.failed()).isEqualTo(1);
                    assertThat(replicas.answered()).isZero();
                    assertThat(replicas.write()).isEmpty();
                    assertThat(failed.request().orElseThrow().attempts()).hasSize(1);
                })
                .hasMessageStartingWith("1 replicas failed, 0 of 1 replicas answered for consistency ");
    }

    @Test
    @Covers({"D-01", "D-26"})
    void nobody_at_the_address_is_one_clear_sentence() {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThatThrownBy(() -> backend().connect(target().withAddress(nobody)))
                .isInstanceOfSatisfying(DocumentsException.class, failed -> {
                    assertThat(failed.error()).isEqualTo(DocumentsError.CONNECT);
                    assertThat(failed.who()).isEqualTo(Who.OUTSIDE);
                })
                .hasMessageStartingWith("no Cassandra node answers at ")
                .hasMessageContaining("check that it runs and listens there");
    }

    @Test
    @Covers({"G-12", "D-29"})
    void a_data_centre_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> backend().connect(target().withDatacenter("datacentre1")))
                .hasMessageStartingWith("no node is in localDatacenter 'datacentre1'")
                .hasMessageContaining("the data centres seen are [");
        refused(DocumentsError.CONNECT, () -> backend().connect(target().withDatacenter("datacentre1")));
    }
}
