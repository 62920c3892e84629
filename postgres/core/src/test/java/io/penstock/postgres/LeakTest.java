package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** After many calls of every fate all is as before: files, connections, memory. */
@ExtendWith(PostgresServerExtension.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeakTest {
    private static final long HEAP_BYTES_MAX = 1 << 20;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
    void thousands_of_calls_leave_nothing_behind(PostgresServer server) {
        leavesNothing(server, 4_000, 100, 40);
    }

    @Test
    @Tag("slow")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
    void tens_of_thousands_of_calls_leave_nothing_behind(PostgresServer server) {
        leavesNothing(server, 40_000, 1_000, 400);
    }

    private static void leavesNothing(PostgresServer server, int queries, int errors, int cancels) {
        try (Pool witness = Pool.open(TestPools.config(server, "leak_test")
                        .applicationName("leak witness")
                        .build());
                Pool pool = Pool.open(TestPools.config(server, "leak_test")
                        .limits(PoolLimits.DEFAULT.withConnections(4, 4))
                        .build())) {
            round(pool, queries / 4, errors, cancels);
            settle(pool);
            long files = files();
            long connections = connections(witness);
            long direct = direct();
            long heap = heap();

            round(pool, queries, errors, cancels);

            settle(pool);
            TestPools.until(() -> connections(witness) <= connections);
            TestPools.until(() -> files() <= files);
            assertThat(direct()).isLessThanOrEqualTo(direct + HEAP_BYTES_MAX);
            assertThat(heap() - heap).isLessThan(HEAP_BYTES_MAX);
        }
    }

    /** One after another, side by side in both ways, and those that fail or are given up in between. */
    private static void round(Pool pool, int queries, int errors, int cancels) {
        Random random = new Random(11);
        for (int i = 0; i < queries / 4; i++) {
            assertThat(pool.query("SELECT $1::int AS n", i).single().getInt("n"))
                    .isEqualTo(i);
        }
        List<CompletableFuture<Rows>> running = new ArrayList<>();
        for (int i = 0; i < queries * 3 / 4; i++) {
            Statement statement = Statement.of("SELECT $1::int AS n", i);
            running.add(pool.async().query(i % 3 == 0 ? statement.readOnly() : statement));
            if (i % 100 == 99) {
                running.forEach(future -> future.orTimeout(20, TimeUnit.SECONDS).join());
                running.clear();
            }
        }
        for (int i = 0; i < errors; i++) {
            Statement failing = Statement.of("SELECT 1 / $1::int AS n", 0);
            CompletableFuture<Rows> future = pool.async().query(i % 2 == 0 ? failing : failing.exclusively());
            assertThat(future.handle((rows, failed) -> failed != null).join()).isTrue();
        }
        for (int i = 0; i < cancels; i++) {
            Statement slow = Statement.of("SELECT pg_sleep(0.003)");
            CompletableFuture<Rows> future = pool.async().query(i % 2 == 0 ? slow : slow.exclusively());
            java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(4_000_000));
            future.cancel(true);
        }
        running.forEach(CompletableFuture::join);
    }

    private static void settle(Pool pool) {
        TestPools.until(() -> pool.stats().inUse() == 0
                && pool.stats().pipelined() == 0
                && pool.stats().waiting() == 0
                && pool.stats().connecting() == 0);
    }

    private static long files() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long connections(Pool witness) {
        return witness.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'leak_test'")
                .single()
                .getLong("n");
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
