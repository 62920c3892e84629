package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CopyPublisherTest {
    private static final String IN = "COPY t FROM STDIN";

    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "copy_publisher_test").build());
        pool.execute("DROP SCHEMA IF EXISTS copy_publisher_test CASCADE");
        pool.execute("CREATE SCHEMA copy_publisher_test");
        pool.execute("CREATE TABLE t (id int, name text)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("TRUNCATE t");
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private long rows() {
        return pool.query("SELECT count(*) AS n FROM t").single().getLong("n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "csv", "binary"})
    void what_goes_out_comes_in_again(String format) {
        pool.execute("INSERT INTO t SELECT n, 'größe ' || n FROM generate_series(1, 3000) n");
        RecordingSubscriber out = new RecordingSubscriber(1);
        pool.async().copyOut("COPY t TO STDOUT (FORMAT " + format + ")").subscribe(out);
        byte[] all = out.all();
        empty();

        CompletableFuture<Long> loaded;
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            loaded = pool.async().copyIn(IN + " (FORMAT " + format + ")", (Flow.Publisher<ByteBuffer>) publisher);
            for (int at = 0; at < all.length; at += 5_000) {
                publisher.submit(ByteBuffer.wrap(all, at, Math.min(5_000, all.length - at)));
            }
        }
        assertThat(loaded.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(3_000);
        assertThat(pool.query("SELECT 1 FROM t WHERE name = 'größe ' || id").size())
                .isEqualTo(3_000);
    }

    @Test
    void no_more_is_given_than_was_asked_for_and_a_cancel_frees_the_session() {
        RecordingSubscriber slow = new RecordingSubscriber(0);
        pool.async()
                .copyOut("COPY (SELECT n, repeat('x', 1000) FROM generate_series(1, 100000) n) TO STDOUT")
                .subscribe(slow);
        slow.subscription.join().request(2);
        TestPools.until(() -> slow.received.size() == 2);

        slow.subscription.join().cancel();

        TestPools.until(() -> pool.stats().inUse() == 0);
        assertThat(slow.received).hasSize(2);
        assertThat(slow.done).isNotDone();
    }

    @Test
    void a_publisher_that_fails_loads_nothing() {
        CompletableFuture<Long> loading = pool.async()
                .copyIn(
                        IN,
                        subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                            @Override
                            public void request(long n) {
                                subscriber.onNext(utf8("1\tann\n"));
                                subscriber.onError(new IllegalStateException("no more"));
                            }

                            @Override
                            public void cancel() {
                                // it has failed
                            }
                        }));

        assertThatThrownBy(() -> loading.orTimeout(20, TimeUnit.SECONDS).join()).hasRootCauseMessage("no more");
        assertThat(rows()).isZero();
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void a_publisher_that_takes_no_subscriber_loads_nothing() {
        CompletableFuture<Long> loading = pool.async().copyIn(IN, (Flow.Publisher<ByteBuffer>) subscriber -> {
            throw new IllegalStateException("nobody today");
        });

        assertThatThrownBy(() -> loading.orTimeout(20, TimeUnit.SECONDS).join()).hasRootCauseMessage("nobody today");
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void a_cancel_ends_a_copy_that_waits_for_its_publisher() {
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<Long> loading = pool.async().copyIn(IN, (Flow.Publisher<ByteBuffer>) publisher);
            publisher.submit(utf8("1\tann\n"));
            TestPools.until(() -> pool.stats().inUse() == 1);

            loading.cancel(true);

            TestPools.until(() -> pool.stats().inUse() == 0 && !publisher.hasSubscribers());
            assertThat(rows()).isZero();
        }
    }

    @Test
    void an_error_of_the_server_is_told_and_cancels_the_publisher() {
        CompletableFuture<Long> loading;
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            loading = pool.async().copyIn(IN, (Flow.Publisher<ByteBuffer>) publisher);
            publisher.submit(utf8("not a number\tann\n"));
        }
        assertThatThrownBy(() -> loading.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(PostgresException.class)
                .hasMessageContaining("22P02");
        RecordingSubscriber wrong = new RecordingSubscriber(1);
        pool.async().copyOut("COPY no_table TO STDOUT").subscribe(wrong);
        assertThatThrownBy(() -> wrong.done.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(PostgresException.class);
    }

    /** Asks for one buffer after the other, or for none by itself. */
    private static final class RecordingSubscriber implements Flow.Subscriber<ByteBuffer> {
        private final List<ByteBuffer> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final int step;

        RecordingSubscriber(int step) {
            this.step = step;
        }

        byte[] all() {
            assertThat(done.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (ByteBuffer buffer : received) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                all.writeBytes(bytes);
            }
            return all.toByteArray();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
            if (step > 0) {
                given.request(step);
            }
        }

        @Override
        public void onNext(ByteBuffer item) {
            received.add(item);
            if (step > 0) {
                subscription.join().request(step);
            }
        }

        @Override
        public void onError(Throwable failed) {
            done.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            done.complete(true);
        }
    }
}
