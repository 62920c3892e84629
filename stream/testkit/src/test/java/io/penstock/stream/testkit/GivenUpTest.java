package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.stream.Database;
import io.penstock.stream.Row;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits that are given up while something is in the way. */
@Timeout(60)
class GivenUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_wait_given_up_between_two_sources_does_not_stop_what_reads_both() {
        try (Database database = Database.builder()
                .limits(StreamLimits.defaults()
                        .withSubscriptionRowsMax(1)
                        .withQueryTimeout(PATIENCE)
                        .withCloseTimeout(Duration.ofSeconds(5)))
                .open()) {
            database.executeAll("CREATE SOURCE a (v BIGINT); CREATE SOURCE b (v BIGINT);"
                    + "CREATE STREAM u AS SELECT v FROM a UNION ALL SELECT v FROM b");
            Subscription<Row> slow = database.subscribe("b");
            database.execute("INSERT INTO b VALUES (1)");
            CompletionStage<?> stuck = database.async().execute("INSERT INTO b VALUES (2)");
            assertThatThrownBy(() -> database.awaitQuiescent(Duration.ofMillis(500)))
                    .isInstanceOf(PenstockException.class)
                    .extracting(failed -> ((PenstockException) failed).code())
                    .isEqualTo(BaseError.DEADLINE_EXCEEDED);
            assertThat(slow.next(PATIENCE)).isPresent();
            assertThat(slow.next(PATIENCE)).isPresent();
            assertThat(stuck).succeedsWithin(PATIENCE);
            database.execute("INSERT INTO a VALUES (3)");
            assertThat(database.query("SELECT COUNT(*) AS n FROM u").single().getLong("n"))
                    .isEqualTo(3);
            slow.close();
            database.awaitQuiescent(PATIENCE);
        }
    }
}
