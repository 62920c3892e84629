package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestFailure;
import io.penstock.documents.driver.RequestOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of one request reach the wire: what the server recorded of it is the witness. */
public abstract class OptionsContract extends DriverSuite {
    private static final RequestExtras TRACED = RequestExtras.NONE.withTracing(true);

    private String table() {
        return keyspace() + ".rows";
    }

    private String insert() {
        return "INSERT INTO " + table() + " (id, name) VALUES (?, ?)";
    }

    @Override
    protected void createTables() {
        schema("CREATE TABLE " + table() + " (id int PRIMARY KEY, name text)");
    }

    /** What the server noted of a request. */
    private Map<String, String> noted(CqlStatement statement) {
        CqlPage page = execute(statement.withOptions(statement.options().withExtras(TRACED.withTracing(true))));
        return Blocking.await(page.execution().trace()).parameters();
    }

    @Test
    @Covers({"G-01", "D-13"})
    void the_consistency_of_each_request_reaches_the_server() {
        for (Consistency level : List.of(Consistency.ONE, Consistency.ALL, Consistency.LOCAL_QUORUM)) {
            RequestOptions options = RequestOptions.defaults().withConsistency(level);
            assertThat(noted(CqlStatement.of(options, insert(), 1, "one")))
                    .containsEntry("consistency_level", level.name());
            assertThat(noted(CqlStatement.of(options, "SELECT * FROM " + table())))
                    .containsEntry("consistency_level", level.name());
        }
    }

    @Test
    @Covers({"G-01", "D-13"})
    void the_serial_consistency_of_each_request_reaches_the_server() {
        for (Consistency level : List.of(Consistency.SERIAL, Consistency.LOCAL_SERIAL)) {
            RequestOptions options = RequestOptions.defaults().withSerialConsistency(level);
            assertThat(noted(CqlStatement.of(options, insert() + " IF NOT EXISTS", 2, "two")))
                    .containsEntry("serial_consistency_level", level.name());
        }
    }

    @Test
    @Covers({"G-01", "D-13"})
    void a_read_may_be_serial() {
        for (Consistency level : List.of(Consistency.SERIAL, Consistency.LOCAL_SERIAL)) {
            RequestOptions options = RequestOptions.defaults().withConsistency(level);
            assertThat(noted(CqlStatement.of(options, "SELECT * FROM " + table() + " WHERE id = ?", 1)))
                    .containsEntry("consistency_level", level.name());
        }
    }

    @Test
    @Covers({"G-01", "D-26"})
    void a_consistency_that_cannot_be_had_fails_statements_texts_and_batches_alike() {
        RequestOptions three = RequestOptions.defaults().withConsistency(Consistency.THREE);
        CqlStatement bound = CqlStatement.of(three, insert(), 1, "one");
        for (CqlRequest request : List.of(
                bound,
                CqlStatement.of(three, "SELECT * FROM " + table()),
                new CqlBatch(CqlBatch.Type.UNLOGGED, List.of(bound), three))) {
            expectOrRefuse(
                    Capability.REQUEST_CONSISTENCY,
                    () -> assertThatThrownBy(() -> execute(request))
                            .isInstanceOfSatisfying(DocumentsException.class, few -> {
                                assertThat(few.error()).isEqualTo(DocumentsError.UNAVAILABLE);
                                RequestFailure.Replicas replicas =
                                        few.request().orElseThrow().replicas().orElseThrow();
                                assertThat(replicas.consistency()).isEqualTo("THREE");
                                assertThat(replicas.required()).isEqualTo(3);
                                assertThat(replicas.answered()).isEqualTo(1);
                                assertThat(few.request().orElseThrow().attempts())
                                        .isNotEmpty();
                            }));
        }
    }

    @Test
    @Covers({"G-04", "D-13"})
    void the_page_size_of_each_request_reaches_the_server() {
        RequestOptions options = RequestOptions.defaults().withPageSize(17);
        assertThat(noted(CqlStatement.of(options, "SELECT * FROM " + table()))).containsEntry("page_size", "17");
        assertThat(noted(CqlStatement.of(options, "SELECT * FROM " + table() + " WHERE id = ?", 1)))
                .containsEntry("page_size", "17");
    }

    @Test
    @Covers({"D-13", "D-34"})
    void the_timestamp_of_each_request_reaches_the_cells() {
        expectOrRefuse(Capability.REQUEST_TIMESTAMP, () -> {
            execute(CqlStatement.of(extras(extras -> extras.withTimestampMicros(1_234)), insert(), 3, "three"));
            assertThat(only(execute("SELECT WRITETIME(name) FROM " + table() + " WHERE id = ?", 3)))
                    .isEqualTo(1_234L);
        });
    }

    @Test
    @Covers("D-34")
    void writes_of_one_client_keep_their_order() {
        for (int i = 0; i < 50; i++) {
            execute(insert(), 4, "name " + i);
        }
        assertThat(only(execute("SELECT name FROM " + table() + " WHERE id = ?", 4)))
                .isEqualTo("name 49");
    }

    @Test
    @Covers({"D-06", "D-13"})
    void the_keyspace_of_each_request_is_its_own() {
        RequestOptions options = extras(extras -> extras.withKeyspace(keyspace()));
        expectOrRefuse(Capability.REQUEST_KEYSPACE, () -> {
            execute(CqlStatement.of(options, "INSERT INTO rows (id, name) VALUES (?, ?)", 5, "five"));
            assertThat(only(execute(CqlStatement.of(options, "SELECT name FROM rows WHERE id = 5"))))
                    .isEqualTo("five");
            assertThat(only(execute(CqlStatement.of(options, "SELECT name FROM rows WHERE id = ?", 5))))
                    .isEqualTo("five");
            execute(new CqlBatch(
                    CqlBatch.Type.LOGGED,
                    List.of(CqlStatement.of("INSERT INTO rows (id, name) VALUES (?, ?)", 6, "six")),
                    options));
            assertThat(only(execute("SELECT name FROM " + table() + " WHERE id = ?", 6)))
                    .isEqualTo("six");
        });
        refused(DocumentsError.INVALID_REQUEST, () -> execute("SELECT name FROM rows WHERE id = ?", 5));
    }

    @Test
    @Covers("D-13")
    void a_payload_is_sent_and_does_no_harm() {
        expectOrRefuse(
                Capability.REQUEST_PAYLOAD,
                () -> assertThat(execute(CqlStatement.of(
                                        extras(extras -> extras.withPayload(
                                                Map.of("penstock", ByteBuffer.wrap(new byte[] {1, 2})))),
                                        insert(),
                                        7,
                                        "seven"))
                                .wasApplied())
                        .isTrue());
    }

    @Test
    @Covers("D-13")
    void a_request_can_name_its_node_and_a_wrong_one_is_refused() {
        expectOrRefuse(Capability.REQUEST_NODE, () -> {
            CqlPage page = execute(
                    CqlStatement.of(extras(extras -> extras.withNode(target().address())), insert(), 8, "eight"));
            assertThat(page.wasApplied()).isTrue();
            InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            assertThatThrownBy(
                            () -> execute(CqlStatement.of(extras(extras -> extras.withNode(nobody)), insert(), 8, "")))
                    .hasMessageStartingWith("no node has the address ")
                    .hasMessageContaining(String.valueOf(target().address().getPort()));
        });
    }

    @Test
    @Covers("D-13")
    void a_text_can_name_its_routing_key() {
        ByteBuffer key = ByteBuffer.allocate(Integer.BYTES).putInt(0, 9);
        assertThat(execute(CqlStatement.of(
                                extras(extras -> extras.withRoutingKey(key)),
                                "INSERT INTO " + table() + " (id, name) VALUES (9, 'nine')"))
                        .wasApplied())
                .isTrue();
    }

    @Test
    @Covers({"D-14", "D-15"})
    void a_profile_stands_between_the_request_and_the_defaults_of_the_driver() {
        try (CqlDriver profiled = backend().connect(target().withProfile("careful", Consistency.ALL))) {
            assertThat(levelOf(profiled, TRACED)).isNotEqualTo("ALL");
            if (!profiled.capabilities().contains(Capability.REQUEST_PROFILE)) {
                refused(DocumentsError.UNSUPPORTED, () -> levelOf(profiled, TRACED.withProfile("careful")));
                return;
            }
            assertThat(levelOf(profiled, TRACED.withProfile("careful"))).isEqualTo("ALL");
            CqlStatement named = CqlStatement.of(
                    RequestOptions.defaults()
                            .withConsistency(Consistency.ONE)
                            .withExtras(TRACED.withProfile("careful")),
                    "SELECT * FROM " + table());
            assertThat(Blocking.await(Blocking.await(profiled.execute(named))
                                    .execution()
                                    .trace())
                            .parameters())
                    .containsEntry("consistency_level", "ONE");
            assertThatThrownBy(() -> levelOf(profiled, TRACED.withProfile("carefull")))
                    .hasMessageStartingWith("there is no profile 'carefull'; did you mean 'careful'?");
        }
    }

    private String levelOf(CqlDriver profiled, RequestExtras extras) {
        CqlPage page = Blocking.await(profiled.execute(
                CqlStatement.of(RequestOptions.defaults().withExtras(extras), "SELECT * FROM " + table())));
        return String.valueOf(
                Blocking.await(page.execution().trace()).parameters().get("consistency_level"));
    }
}
