package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosersTest {
    private final List<String> closed = new ArrayList<>();
    private final Closers closers = new Closers();

    @Test
    void closes_all_and_throws_the_first_failure_with_the_others_in_it() {
        IllegalStateException second = new IllegalStateException("second");
        IOException third = new IOException("third");
        add("first", null);
        add("second", second);
        add("third", third);
        add("fourth", null);
        Throwable thrown = catchThrowable(closers::close);
        assertThat(closed).containsExactly("fourth", "third", "second", "first");
        assertThat(thrown).hasCause(third).hasSuppressedException(second);
    }

    @Test
    void closes_at_once_what_comes_too_late() {
        closers.close();
        add("late", null);
        assertThat(closed).containsExactly("late");
    }

    private void add(String name, @Nullable Exception failure) {
        AutoCloseable part = () -> {
            closed.add(name);
            if (failure != null) {
                throw failure;
            }
        };
        closers.add(part);
    }
}
