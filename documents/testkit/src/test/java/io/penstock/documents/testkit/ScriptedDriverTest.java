package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Unset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver that tests of applications play their scripts on. */
final class ScriptedDriverTest {
    private static final List<CqlColumn> NAME = List.of(new CqlColumn("name", CqlType.parse("text", name -> {
        throw new AssertionError(name);
    })));

    private static CqlPage named(String name) {
        return ScriptedDriver.page(NAME, List.of(ScriptedDriver.row(name)));
    }

    private static String ask(ScriptedDriver driver, String cql) {
        CqlPage page = Blocking.await(driver.execute(CqlStatement.of(cql)));
        return page.rows().isEmpty()
                ? "nothing"
                : String.valueOf(page.rows().getFirst().get(0));
    }

    @Test
    void answers_by_text_before_it_answers_in_order() {
        ScriptedDriver driver = new ScriptedDriver()
                .answer(named("first"))
                .on("flights", named("flight"))
                .onEach("airports", request -> named("airport"))
                .answer(named("second"));
        assertThat(ask(driver, "SELECT * FROM flights")).isEqualTo("flight");
        assertThat(ask(driver, "SELECT * FROM airports")).isEqualTo("airport");
        assertThat(ask(driver, "SELECT * FROM airports")).isEqualTo("airport");
        assertThat(ask(driver, "SELECT * FROM flights")).isEqualTo("first");
        assertThat(ask(driver, "SELECT * FROM planes")).isEqualTo("second");
        assertThat(ask(driver, "SELECT * FROM planes")).isEqualTo("nothing");
        driver.verifyFulfilled();
        assertThat(driver.requests()).extracting(CqlRequest::cql).contains("SELECT * FROM planes");
    }

    @Test
    void says_what_of_the_script_never_came() {
        ScriptedDriver driver = new ScriptedDriver()
                .on("flights", named("flight"))
                .answer(named("a"))
                .fail(new IllegalStateException("no"));
        assertThat(ask(driver, "SELECT 1")).isNotEmpty();
        assertThatThrownBy(driver::verifyFulfilled)
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                the script was not fulfilled
                  never came: a request with 'flights' is answered with 1 rows
                  never came: any request fails with java.lang.IllegalStateException: no
                  came in all: SELECT 1""");
    }

    @Test
    void a_strict_driver_refuses_what_is_not_scripted() {
        ScriptedDriver driver = new ScriptedDriver().strict().on("flights", named("flight"));
        assertThatThrownBy(
                        () -> driver.execute(CqlStatement.of("TRUNCATE planes")).join())
                .cause()
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        no answer is scripted for: TRUNCATE planes
                          scripted: a request with 'flights' is answered with 1 rows""");
        assertThat(ask(driver, "SELECT * FROM flights")).isEqualTo("flight");
        assertThatThrownBy(driver::verifyFulfilled).hasMessageContaining("was not scripted: TRUNCATE planes");
    }

    @Test
    void a_closed_driver_says_so() {
        ScriptedDriver driver = new ScriptedDriver();
        driver.close();
        assertThatThrownBy(() -> Blocking.await(driver.execute(CqlStatement.of("SELECT 1"))))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        closed -> assertThat(closed.error()).isEqualTo(DocumentsError.CLOSED));
    }

    /** D-46: nothing that a driver lacks is ever ignored. */
    @ParameterizedTest
    @EnumSource(
            value = Capability.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "VECTORS_OF_ANY",
                "SCYLLA_CQL",
                "EXECUTION_DETAILS",
                "SCHEMA_AGREEMENT",
                "CLUSTER_METADATA",
                "SERVER_CANCEL",
                "SHARD_AWARENESS",
                "CLIENT_ROUTES"
            })
    void refuses_a_request_that_needs_what_it_lacks(Capability capability) {
        CqlRequest request = needing(capability);
        ScriptedDriver lacking = new ScriptedDriver().lacking(capability);
        assertThat(lacking.capabilities()).doesNotContain(capability);
        assertThatThrownBy(() -> Blocking.await(lacking.execute(request)))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(DocumentsError.UNSUPPORTED))
                .hasMessage(
                        "the driver lacks " + capability + "; leave out what needs it, or use a driver that has it");
        assertThatCode(() -> Blocking.await(new ScriptedDriver().execute(request)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Blocking.await(lacking.execute(CqlStatement.of("SELECT 1"))))
                .doesNotThrowAnyException();
    }

    private static CqlRequest needing(Capability capability) {
        CqlStatement plain = CqlStatement.of("INSERT INTO t (a) VALUES (?)", 1);
        return switch (capability) {
            case PAGING -> plain.withOptions(RequestOptions.defaults().withPageSize(1));
            case BATCH -> new CqlBatch(CqlBatch.Type.LOGGED, List.of(plain), RequestOptions.defaults());
            case REQUEST_CONSISTENCY ->
                plain.withOptions(RequestOptions.defaults().withConsistency(Consistency.ALL));
            case REQUEST_DEADLINE ->
                plain.withOptions(RequestOptions.defaults()
                        .withDeadline(
                                io.penstock.Deadline.after(java.time.Duration.ofHours(1), io.penstock.Time.system())));
            case REQUEST_TIMESTAMP -> with(plain, extras -> extras.withTimestampMicros(1));
            case REQUEST_KEYSPACE -> with(plain, extras -> extras.withKeyspace("k"));
            case REQUEST_TRACING -> with(plain, extras -> extras.withTracing(true));
            case REQUEST_PROFILE -> with(plain, extras -> extras.withProfile("p"));
            case REQUEST_PAYLOAD ->
                with(plain, extras -> extras.withPayload(Map.of("k", java.nio.ByteBuffer.allocate(1))));
            case REQUEST_NODE ->
                with(
                        plain,
                        extras -> extras.withNode(
                                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 1)));
            case NAMED_VALUES -> CqlStatement.named("INSERT INTO t (a) VALUES (:a)", Map.of("a", 1));
            case UNSET_VALUES -> CqlStatement.of("INSERT INTO t (a) VALUES (?)", Unset.INSTANCE);
            case USER_TYPES ->
                CqlStatement.of(
                        "INSERT INTO t (a) VALUES (?)",
                        io.penstock.documents.driver.UserTypeValue.of(List.of(), List.of()));
            default -> throw new AssertionError(capability);
        };
    }

    private static CqlRequest with(CqlStatement plain, UnaryOperator<RequestExtras> extras) {
        return plain.withOptions(RequestOptions.defaults().withExtras(extras.apply(RequestExtras.NONE)));
    }
}
