package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.testkit.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A blocking call works on every thread that may wait, and is refused on those that must not. */
public abstract class BlockingContract extends DriverSuite {
    private CqlPage local() {
        return execute("SELECT key FROM system.local");
    }

    @Test
    @Covers({"G-03", "D-44"})
    void waits_on_platform_and_virtual_threads_and_in_a_common_pool() throws ExecutionException, InterruptedException {
        for (ExecutorService threads :
                List.of(Executors.newFixedThreadPool(4), Executors.newVirtualThreadPerTaskExecutor())) {
            try (threads) {
                List<Future<Integer>> all = IntStream.range(0, 200)
                        .mapToObj(i -> threads.submit(() -> local().rows().size()))
                        .toList();
                for (Future<Integer> one : all) {
                    assertThat(one.get()).isEqualTo(1);
                }
            }
        }
        assertThat(Blocking.await(
                        CompletableFuture.supplyAsync(() -> local().rows().size())))
                .isEqualTo(1);
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
