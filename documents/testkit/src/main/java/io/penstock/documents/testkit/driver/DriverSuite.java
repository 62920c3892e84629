package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.testkit.FaultProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What the suites share: a connected driver and a keyspace of its own for each suite. A JUnit extension of the driver's
 * tests gives the {@link DriverBackend} and the {@link DriverTarget}. A capability that a driver does not declare must
 * be refused with {@code UNSUPPORTED}, never ignored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class DriverSuite {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SCHEMA_TIMEOUT = Duration.ofSeconds(30);

    private @Nullable DriverBackend backend;
    private @Nullable DriverTarget target;
    private @Nullable CqlDriver driver;

    @BeforeAll
    final void connect(DriverBackend theBackend, DriverTarget theTarget) {
        backend = theBackend;
        target = theTarget;
        driver = theBackend.connect(theTarget);
        schema("DROP KEYSPACE IF EXISTS " + keyspace());
        schema("CREATE KEYSPACE " + keyspace() + " WITH replication = "
                + Replication.simple(1).cql());
        createTables();
    }

    @AfterAll
    final void disconnect() {
        CqlDriver open = driver;
        if (open != null) {
            open.close();
        }
    }

    /** Makes what the suite needs in its keyspace, by {@link #schema}. */
    protected void createTables() {}

    final String keyspace() {
        return "k_" + getClass().getSuperclass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    final CqlDriver driver() {
        return Objects.requireNonNull(driver);
    }

    final DriverBackend backend() {
        return Objects.requireNonNull(backend);
    }

    final DriverTarget target() {
        return Objects.requireNonNull(target);
    }

    final FaultProxy proxy() {
        return FaultProxy.to(
                target().address().getHostString(), target().address().getPort());
    }

    final DriverTarget through(FaultProxy proxy) {
        return target().withAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    final void schema(String cql) {
        execute(CqlStatement.of(within(SCHEMA_TIMEOUT), cql));
        waitUntil(() -> Blocking.await(driver().schemaAgrees()));
    }

    final CqlPage execute(String cql, @Nullable Object... values) {
        return execute(CqlStatement.of(cql, values));
    }

    final CqlPage execute(CqlRequest request) {
        return Blocking.await(driver().execute(request));
    }

    static @Nullable Object only(CqlPage page) {
        assertThat(page.rows()).hasSize(1);
        return page.rows().getFirst().get(0);
    }

    static RequestOptions within(Duration duration) {
        return RequestOptions.defaults().withDeadline(Deadline.after(duration, Time.system()));
    }

    static RequestOptions extras(UnaryOperator<RequestExtras> change) {
        return RequestOptions.defaults().withExtras(change.apply(RequestExtras.NONE));
    }

    static CqlBatch batch(CqlBatch.Type type, CqlStatement... statements) {
        return new CqlBatch(type, java.util.List.of(statements), RequestOptions.defaults());
    }

    /** Runs the body, or, when the driver lacks the capability, asserts that it is refused. */
    final void expectOrRefuse(Capability capability, ThrowingCallable body) {
        if (driver().capabilities().contains(capability)) {
            run(body);
        } else {
            refused(DocumentsError.UNSUPPORTED, body);
        }
    }

    private static void run(ThrowingCallable body) {
        try {
            body.call();
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable checked) {
            throw new AssertionError(checked);
        }
    }

    static void refused(DocumentsError error, ThrowingCallable body) {
        assertThatThrownBy(body)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    /** Waits for a condition, never for a time. */
    static void waitUntil(BooleanSupplier condition) {
        Deadline deadline = Deadline.after(PATIENCE, Time.system());
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed(Time.system())) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
