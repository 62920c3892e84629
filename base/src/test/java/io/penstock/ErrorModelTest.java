package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorModelTest {
    @ParameterizedTest
    @EnumSource(BaseError.class)
    void names_its_code_as_text(BaseError error) {
        assertThat(error.code()).isEqualTo(error.name()).matches("[A-Z_]+");
    }

    @Test
    void says_who_must_act() {
        assertThat(new PenstockException(BaseError.DEADLINE_EXCEEDED, "late").who())
                .isEqualTo(Who.LIMIT);
        assertThat(new PenstockException(BaseError.INVALID_RECORD, "no").who()).isEqualTo(Who.CALLER);
    }

    /** A code as the engines have them: a number or SQLSTATE with a name. */
    private record Numbered(String code, String name) implements ErrorCode {
        @Override
        public Who who() {
            return Who.CALLER;
        }
    }

    @Test
    void shows_its_code_and_name_in_a_stack_trace_and_not_in_the_message() {
        PenstockException numbered = new PenstockException(new Numbered("200", "NOT_FOUND"), "there is no 't'");
        assertThat(numbered).hasMessage("there is no 't'");
        assertThat(numbered).hasToString("io.penstock.PenstockException: [200 NOT_FOUND] there is no 't'");
        assertThat(numbered.copy()).hasToString(numbered.toString());
        StringWriter trace = new StringWriter();
        new IllegalStateException(numbered).printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("Caused by: " + numbered + "\n");
    }

    @Test
    void shows_a_code_that_is_its_own_name_once() {
        assertThat(new PenstockException(BaseError.DEADLINE_EXCEEDED, "late"))
                .hasToString("io.penstock.PenstockException: [DEADLINE_EXCEEDED] late");
        assertThat(new PenstockException(new Numbered("42P99", "42P99"), "odd"))
                .hasToString("io.penstock.PenstockException: [42P99] odd");
    }

    @Test
    void is_copied_with_code_message_position_and_itself_as_cause() {
        PenstockException original =
                new PenstockException(BaseError.INTERNAL, "broken", new Position(3, 7), new IllegalStateException());
        PenstockException copy = original.copy();
        assertThat(copy).hasMessage("broken").hasCause(original);
        assertThat(copy.code()).isEqualTo(BaseError.INTERNAL);
        assertThat(copy.position()).contains(new Position(3, 7));
    }

    @Test
    void counts_positions_from_one() {
        assertThat(new Position(2, 5)).hasToString("line 2, column 5");
        assertThatThrownBy(() -> new Position(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line and column count from 1, got 0:1");
    }

    @Test
    void names_a_limit_with_value_and_unit_when_it_is_reached() {
        assertThat(new Limit("waitersMax", 500, "requests").reached())
                .isEqualTo("the limit waitersMax = 500 requests is reached");
    }

    @Test
    void refuses_a_limit_that_lets_nothing_through() {
        assertThatThrownBy(() -> new Limit("waitersMax", 0, "requests"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("waitersMax must be positive, got 0 requests");
    }

    @Test
    void runs_a_timer_of_the_system_clock_and_stops_a_cancelled_one() throws InterruptedException {
        Duration delay = Duration.ofMillis(50);
        AtomicBoolean cancelledRan = new AtomicBoolean();
        long start;
        do {
            // A machine that pauses between the two lines runs the timer rightly; then the test begins anew.
            cancelledRan.set(false);
            start = System.nanoTime();
            Time.system().schedule(delay, () -> cancelledRan.set(true)).cancel();
        } while (System.nanoTime() - start >= delay.toNanos());
        CountDownLatch later = new CountDownLatch(1);
        Time.system().schedule(delay.multipliedBy(2), later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelledRan).isFalse();
    }
}
