package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.LazyDriver;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connecting at the first use, without a database. */
class LazyDriverTest {
    private static final CqlStatement READ = CqlStatement.of("SELECT a FROM t");

    private final ManualTime time = new ManualTime();
    private final ScriptedDriver connected = new ScriptedDriver();
    private final List<CompletableFuture<CqlDriver>> attempts = new ArrayList<>();
    private final LazyDriver driver = new LazyDriver(this::connect, time);

    private CompletableFuture<CqlDriver> connect() {
        CompletableFuture<CqlDriver> attempt = new CompletableFuture<>();
        attempts.add(attempt);
        return attempt;
    }

    private static void fails(CompletableFuture<?> request, DocumentsError error) {
        assertThatThrownBy(() -> Blocking.await(request))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(error));
    }

    @Test
    void the_first_use_connects_and_all_others_share_it() {
        assertThat(attempts).isEmpty();
        assertThat(driver.isConnected()).isFalse();
        CompletableFuture<CqlPage> first = driver.execute(READ);
        CompletableFuture<CqlPage> second = driver.execute(READ);
        CompletableFuture<?> prepared = driver.prepare(READ.cql());
        CompletableFuture<Boolean> agrees = driver.schemaAgrees();
        assertThat(attempts).hasSize(1);
        assertThat(first).isNotDone();
        attempts.getFirst().complete(connected);
        assertThat(driver.isConnected()).isTrue();
        assertThat(Blocking.await(first).rows()).isEmpty();
        assertThat(second).isCompleted();
        assertThat(prepared).isCompleted();
        assertThat(agrees).isCompletedWithValue(true);
        assertThat(connected.requests()).hasSize(2);
        Blocking.await(driver.execute(READ));
        assertThat(driver.capabilities()).isEqualTo(connected.capabilities());
        assertThat(driver.description()).isEqualTo(connected.description());
        assertThat(attempts).hasSize(1);
        Blocking.await(driver.closeAsync());
        assertThat(connected.isClosed()).isTrue();
        fails(driver.execute(READ), DocumentsError.CLOSED);
    }

    @Test
    void a_failure_is_told_to_those_who_wait_and_the_next_use_tries_anew() {
        CompletableFuture<CqlPage> first = driver.execute(READ);
        CompletableFuture<CqlPage> second = driver.execute(READ);
        attempts.getFirst().completeExceptionally(new DocumentsException(DocumentsError.CONNECT, "nobody there"));
        fails(first, DocumentsError.CONNECT);
        fails(second, DocumentsError.CONNECT);
        CompletableFuture<CqlPage> third = driver.execute(READ);
        assertThat(attempts).hasSize(2);
        attempts.getLast().complete(connected);
        assertThat(third).isCompleted();
        LazyDriver wrong = new LazyDriver(
                () -> {
                    throw new IllegalStateException("give at least one contactPoint(host, port)");
                },
                time);
        assertThatThrownBy(() -> wrong.execute(READ).join())
                .hasRootCauseMessage("give at least one contactPoint(host, port)");
    }

    @Test
    void closed_before_its_first_use_it_never_connects() {
        driver.close();
        Blocking.await(driver.closeAsync());
        fails(driver.execute(READ), DocumentsError.CLOSED);
        assertThatThrownBy(driver::capabilities).hasMessageContaining("the driver is closed");
        assertThat(attempts).isEmpty();
    }

    @Test
    void closed_while_it_connects_it_closes_what_arrives() {
        CompletableFuture<CqlPage> waiting = driver.execute(READ);
        CompletableFuture<Void> gone = driver.closeAsync();
        fails(waiting, DocumentsError.CLOSED);
        assertThat(gone).isNotDone();
        attempts.getFirst().complete(connected);
        assertThat(connected.isClosed()).isTrue();
        assertThat(gone).isCompleted();
        assertThat(connected.requests()).isEmpty();
        fails(driver.execute(READ), DocumentsError.CLOSED);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void a_timeout_holds_for_the_wait_and_the_request_together() {
        RequestOptions soon = RequestOptions.defaults().withTimeout(Duration.ofSeconds(3));
        CompletableFuture<CqlPage> hasty = driver.execute(READ.withOptions(soon));
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<CqlPage> later = driver.execute(READ.withOptions(soon));
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Blocking.await(hasty)).hasMessageContaining("before the connection was made");
        attempts.getFirst().complete(connected);
        assertThat(later).isCompleted();
        assertThat(connected.requests())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.options().until(time)).isEqualTo(Deadline.after(Duration.ofSeconds(2), time)));
    }

    @Test
    void those_who_wait_have_deadlines_and_may_leave() {
        RequestOptions soon = RequestOptions.defaults().withDeadline(Deadline.after(Duration.ofSeconds(1), time));
        CompletableFuture<CqlPage> hasty = driver.execute(READ.withOptions(soon));
        CompletableFuture<CqlPage> patient = driver.execute(READ);
        CompletableFuture<CqlPage> leaving = driver.execute(READ);
        leaving.cancel(true);
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Blocking.await(hasty))
                .isInstanceOfSatisfying(
                        PenstockException.class, late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED))
                .hasMessage("the deadline passed before the connection was made; nothing was sent");
        assertThat(patient).isNotDone();
        attempts.getFirst().complete(connected);
        assertThat(patient).isCompleted();
        assertThat(connected.requests()).as("but for those who left").hasSize(1);
        connected.holdOthers();
        CompletableFuture<CqlPage> running = driver.execute(READ);
        running.cancel(true);
        assertThat(connected.futures().getLast()).isCancelled();
    }
}
