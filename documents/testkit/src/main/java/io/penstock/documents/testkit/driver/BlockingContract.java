package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.testkit.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A blocking call works on every thread that may wait, and is refused on those that must not. */
public abstract class BlockingContract extends DriverSuite {
    @Test
    @Covers({"G-03", "D-44"})
    void waits_on_platform_and_virtual_threads_and_in_a_common_pool() throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add(Threads.start("penstock-blocking-" + i, () -> answered.addAndGet(rows())));
            threads.add(Threads.startVirtual("penstock-blocking-virtual-" + i, () -> answered.addAndGet(rows())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answered).hasValue(threads.size());
        assertThat(Blocking.await(CompletableFuture.supplyAsync(this::rows))).isEqualTo(1);
    }

    private int rows() {
        return execute("SELECT key FROM system.local").rows().size();
    }

    @Test
    @Covers({"G-03", "D-44"})
    void waits_in_a_callback_that_runs_elsewhere_and_is_refused_in_one_on_an_io_thread() {
        try (FaultProxy proxy = proxy();
                CqlDriver driver = backend().connect(through(proxy))) {
            proxy.delay(Duration.ofMillis(20));
            CqlStatement statement = CqlStatement.of("SELECT key FROM system.local");
            CompletableFuture<Integer> elsewhere = driver.execute(statement)
                    .thenApplyAsync(page ->
                            Blocking.await(driver.execute(statement)).rows().size());
            assertThat(Blocking.await(elsewhere)).isEqualTo(1);
            CompletableFuture<Integer> here = driver.execute(statement)
                    .thenApply(page ->
                            Blocking.await(driver.execute(statement)).rows().size());
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Blocking.await(here))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            refused -> assertThat(refused.code()).isEqualTo(BaseError.BLOCKED_ON_IO_THREAD));
        }
    }
}
