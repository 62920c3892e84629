package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.TransactionOptions;
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
    void a_transaction_stopped_between_two_statements_runs_no_more(PostgresServer server) {
        HoldingExecutor io = new HoldingExecutor();
        PoolRunner runner = runner(server, io);
        CompletableFuture<SessionPool.Lease> lease = runner.sessions().acquire();
        java.util.Objects.requireNonNull(io.held.poll()).run();
        TransactionRunner transaction = new TransactionRunner(runner, lease.join(), TransactionOptions.DEFAULT);
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<@Nullable Void> waiting =
                transaction.start(new Request.Exclusive<@Nullable Void>("test", "INSERT", connection -> {
                    ran.set(true);
                    return null;
                }));

        transaction.stop();
        transaction.endInTurn(() -> {});
        io.runHeld();

        assertThat(ran).isFalse();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(runner.sessions().counts().leased()).isZero();
        CompletableFuture<@Nullable Void> closed = runner.sessions().close();
        io.runHeld();
        assertThat(closed).isCompleted();
    }

    /** The next statement would take the answers that were left for its own. */
    @Test
    void a_conversation_that_ends_in_the_middle_ends_its_transaction(PostgresServer server) {
        HoldingExecutor io = new HoldingExecutor();
        PoolRunner runner = runner(server, io);
        CompletableFuture<SessionPool.Lease> lease = runner.sessions().acquire();
        java.util.Objects.requireNonNull(io.held.poll()).run();
        TransactionRunner transaction = new TransactionRunner(runner, lease.join(), TransactionOptions.DEFAULT);

        CompletableFuture<@Nullable Void> broken =
                transaction.start(new Request.Exclusive<@Nullable Void>("test", "SELECT", connection -> {
                    connection.sync();
                    connection.send();
                    throw new IllegalStateException("in the middle");
                }));
        io.runHeld();

        assertThat(broken).isCompletedExceptionally();
        assertThat(lease.join().session().connection().isBroken()).isTrue();
        transaction.endInTurn(() -> {});
        CompletableFuture<@Nullable Void> closed = runner.sessions().close();
        io.runHeld();
        assertThat(closed).isCompleted();
    }

    private static PoolRunner runner(PostgresServer server, HoldingExecutor io) {
        PostgresConfig config = PostgresConfig.builder(server.host())
                .port(server.port())
                .database(server.database())
                .credentials(server.user(), server.password())
                .tls(Tls.disabled())
                .build();
        Session.Surroundings surroundings = new Session.Surroundings(
                new Connector(config), io, config.time(), config.timeouts().cancel(), config.sessionReset());
        SessionPool sessions = new SessionPool(config, surroundings);
        return new PoolRunner(config, sessions, new Lanes(config.limits(), surroundings), io);
    }

    @Test
    void a_call_cancelled_behind_the_hand_over_does_not_run(PostgresServer server) {
        HoldingExecutor io = new HoldingExecutor();
        PoolRunner runner = runner(server, io);
        SessionPool sessions = runner.sessions();
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
