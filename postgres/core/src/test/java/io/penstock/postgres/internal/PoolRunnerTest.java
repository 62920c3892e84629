package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.security.Tls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolRunnerTest {
    /** Runs what it was given when told to. */
    private static final class HoldingExecutor implements Executor {
        private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            held.add(task);
        }

        void runHeld() {
            Runnable task;
            while ((task = held.poll()) != null) {
                task.run();
            }
        }
    }

    @Test
    void a_call_cancelled_behind_the_hand_over_does_not_run(PostgresServer server) {
        PostgresConfig config = PostgresConfig.builder(server.host())
                .port(server.port())
                .database(server.database())
                .credentials(server.user(), server.password())
                .tls(Tls.disabled())
                .build();
        HoldingExecutor io = new HoldingExecutor();
        Session.Surroundings surroundings = new Session.Surroundings(
                new Connector(config), io, config.time(), config.timeouts().cancel(), config.sessionReset());
        SessionPool sessions = new SessionPool(config, surroundings);
        PoolRunner runner = new PoolRunner(config, sessions, new Lanes(config.limits(), surroundings), io);
        AtomicBoolean ran = new AtomicBoolean();

        CompletableFuture<@Nullable Void> call =
                runner.start(new Request.Exclusive<@Nullable Void>("test", "INSERT", connection -> {
                    ran.set(true);
                    return null;
                }));
        java.util.Objects.requireNonNull(io.held.poll()).run();
        assertThat(sessions.counts().leased()).isEqualTo(1);
        call.cancel(true);
        io.runHeld();

        assertThat(ran).isFalse();
        assertThat(sessions.counts().leased()).isZero();
        CompletableFuture<@Nullable Void> closed = sessions.close();
        io.runHeld();
        assertThat(closed).isCompleted();
    }
}
