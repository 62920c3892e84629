package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreparedCacheTest {
    private final List<String> prepared = new ArrayList<>();
    private final AtomicInteger evictions = new AtomicInteger();
    private CompletableFuture<String> next = CompletableFuture.completedFuture("ready");
    private final PreparedCache<String> cache = new PreparedCache<>(
            3,
            cql -> {
                prepared.add(cql);
                return next;
            },
            () -> {},
            evictions::incrementAndGet);

    private void use(String cql) {
        assertThat(cache.get(cql)).isCompleted();
    }

    @Test
    void prepares_once_for_all_who_ask_meanwhile() {
        next = new CompletableFuture<>();
        CompletableFuture<String> one = cache.get("a");
        CompletableFuture<String> two = cache.get("a");
        assertThat(one).isNotDone().isSameAs(two);
        next.complete("ready");
        assertThat(one).isCompletedWithValue("ready");
        assertThat(prepared).containsExactly("a");
    }

    @Test
    void holds_no_more_than_its_limit_and_spares_what_is_used() {
        use("a");
        use("b");
        use("c");
        use("d");
        use("b");
        use("e");
        use("b");
        assertThat(cache.size()).isEqualTo(3);
        assertThat(evictions).hasValue(2);
        assertThat(prepared).containsExactly("a", "b", "c", "d", "e");
        use("a");
        assertThat(prepared).endsWith("e", "a");
    }

    @Test
    void forgets_what_failed() {
        next = CompletableFuture.failedFuture(new IllegalStateException("no such table"));
        assertThat(cache.get("a")).isCompletedExceptionally();
        assertThat(cache.size()).isZero();
        next = CompletableFuture.completedFuture("ready");
        assertThat(cache.get("a")).isCompletedWithValue("ready");
    }

    @Test
    void forgets_what_is_stale_but_not_what_replaced_it() {
        use("a");
        next = CompletableFuture.completedFuture("again");
        cache.forget("a", "ready");
        assertThat(cache.get("a")).isCompletedWithValue("again");
        cache.forget("a", "ready");
        assertThat(cache.size()).isEqualTo(1);
        assertThat(prepared).containsExactly("a", "a");
    }
}
