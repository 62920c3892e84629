package io.penstock.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.observe.OperationListener.Ended;
import io.penstock.observe.OperationListener.Operation;
import io.penstock.observe.OperationListener.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationListenerTest {
    private static final Operation READ = new Operation("documents", "select", "SELECT a\n  FROM t WHERE id = ?");

    private final List<Ended> heard = new ArrayList<>();
    private final OperationListener slow = OperationListener.slowerThan(Duration.ofMillis(100), heard::add);

    private static Outcome after(long millis, long rows) {
        return new Outcome(rows, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void only_what_took_as_long_is_heard_of() {
        slow.started(READ).ended(after(99, 1), null);
        assertThat(heard).isEmpty();
        slow.started(READ).ended(after(100, 1), null);
        assertThat(heard).containsExactly(new Ended(READ, after(100, 1), null));
        OperationListener.slowerThan(Duration.ZERO, heard::add).started(READ).ended(after(0, 1), null);
        assertThat(heard).hasSize(2);
        assertThatThrownBy(() -> OperationListener.slowerThan(Duration.ofMillis(-1), heard::add))
                .hasMessage("threshold must not be negative, got PT-0.001S");
    }

    @Test
    void what_is_heard_is_one_line() {
        assertThat(new Ended(READ, after(150, 7), null))
                .hasToString("documents select took 150 ms, 7 rows [SELECT a FROM t WHERE id = ?]");
        assertThat(new Ended(READ, after(150, 1), null)).asString().contains(", 1 row [");
        assertThat(new Ended(READ, after(150, -1), null)).asString().contains("took 150 ms [");
        assertThat(new Ended(READ, after(150, -1), new PenstockException(BaseError.DEADLINE_EXCEEDED, "too late")))
                .asString()
                .contains("took 150 ms, failed: DEADLINE_EXCEEDED [");
        assertThat(new Ended(READ, after(150, -1), new IllegalStateException("secret")))
                .asString()
                .contains("failed: java.lang.IllegalStateException [")
                .doesNotContain("secret");
    }

    @Test
    void several_hear_and_one_that_throws_disturbs_nobody() {
        OperationListener early = operation -> {
            throw new IllegalStateException("at the start");
        };
        OperationListener late = operation -> (outcome, error) -> {
            throw new IllegalStateException("at the end");
        };
        OperationListener.all(early, late, slow).started(READ).ended(after(200, 1), null);
        assertThat(heard).hasSize(1);
    }
}
