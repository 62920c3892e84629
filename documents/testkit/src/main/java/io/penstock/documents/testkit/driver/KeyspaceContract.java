package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlStatement;
import org.junit.jupiter.api.Test;

/** A keyspace that is named once, at connect. */
public abstract class KeyspaceContract extends DriverSuite {
    private static final String MIXED = "K_KeyspaceContract_Mixed";

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + keyspace() + ".rows (id int PRIMARY KEY, name text)");
        schema("CREATE KEYSPACE IF NOT EXISTS \"" + MIXED + "\" WITH replication = "
                + Replication.simple(1).cql());
        schema("CREATE TABLE IF NOT EXISTS \"" + MIXED + "\".rows (id int PRIMARY KEY, name text)");
    }

    @Test
    @Covers({"G-09", "D-06"})
    void tables_of_the_drivers_keyspace_need_no_name_and_others_keep_theirs() {
        execute("INSERT INTO " + keyspace() + ".rows (id, name) VALUES (?, ?)", 1, "plain");
        try (CqlDriver driver = backend().connect(target().withKeyspace(keyspace()))) {
            assertThat(only(Blocking.await(driver.execute(CqlStatement.of("SELECT name FROM rows WHERE id = ?", 1)))))
                    .isEqualTo("plain");
            assertThat(only(Blocking.await(driver.execute(CqlStatement.of("SELECT name FROM rows WHERE id = 1")))))
                    .isEqualTo("plain");
            assertThat(Blocking.await(driver.execute(CqlStatement.of("SELECT key FROM system.local")))
                            .rows())
                    .hasSize(1);
        }
    }

    @Test
    @Covers({"G-09", "D-06"})
    void upper_and_lower_case_count() {
        execute("INSERT INTO \"" + MIXED + "\".rows (id, name) VALUES (?, ?)", 1, "mixed");
        try (CqlDriver driver = backend().connect(target().withKeyspace(MIXED))) {
            assertThat(only(Blocking.await(driver.execute(CqlStatement.of("SELECT name FROM rows WHERE id = ?", 1)))))
                    .isEqualTo("mixed");
        }
        refused(
                DocumentsError.UNKNOWN_KEYSPACE,
                () -> backend().connect(target().withKeyspace(MIXED.toLowerCase(java.util.Locale.ROOT))));
    }

    @Test
    @Covers({"G-09", "D-06"})
    void a_keyspace_that_is_not_there_is_told_at_connect() {
        assertThatThrownBy(() -> backend().connect(target().withKeyspace("k_nowhere")))
                .hasMessageContaining("k_nowhere");
        refused(DocumentsError.UNKNOWN_KEYSPACE, () -> backend().connect(target().withKeyspace("k_nowhere")));
    }

    @Test
    @Covers("D-06")
    void changing_it_for_everybody_is_refused() {
        for (String use : java.util.List.of("USE system", "use system", "  USE \"system\"")) {
            assertThatThrownBy(() -> execute(use))
                    .hasMessageStartingWith("USE would change the keyspace of every request");
        }
    }
}
