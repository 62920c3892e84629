package io.penstock.connector.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RowWritesTest {
    private final List<CompletableFuture<Void>> begun = new ArrayList<>();

    @Test
    void never_has_more_in_flight_than_allowed_and_ends_with_the_last() {
        CompletableFuture<Void> result = new RowWrites(5, 2, this::begin).start();
        assertThat(begun).hasSize(2);
        begun.get(1).complete(null);
        assertThat(begun).hasSize(3);
        for (int i = 0; i < 4; i++) {
            assertThat(result).isNotDone();
            begun.get(i).complete(null);
        }
        assertThat(begun).hasSize(5);
        assertThat(result).isNotDone();
        begun.get(4).complete(null);
        assertThat(result).isCompleted();
    }

    @Test
    void after_a_failure_nothing_more_begins_and_those_in_flight_are_waited_for() {
        CompletableFuture<Void> result = new RowWrites(5, 2, this::begin).start();
        begun.get(0).completeExceptionally(new IllegalStateException("first"));
        assertThat(begun).hasSize(2);
        assertThat(result).isNotDone();
        begun.get(1).completeExceptionally(new IllegalStateException("second"));
        assertThat(result)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .withMessage("first");
    }

    @Test
    void writes_that_end_at_once_do_not_grow_the_stack() {
        assertThat(new RowWrites(1_000_000, 4, row -> CompletableFuture.completedFuture(null)).start())
                .isCompleted();
    }

    @Test
    void no_rows_are_written_at_once() {
        assertThat(new RowWrites(0, 4, this::begin).start()).isCompleted();
        assertThat(begun).isEmpty();
    }

    private CompletableFuture<Void> begin(int row) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        begun.add(future);
        return future;
    }
}
