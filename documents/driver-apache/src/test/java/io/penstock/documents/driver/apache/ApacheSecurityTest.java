package io.penstock.documents.driver.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestExtras;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.SecuredNode;
import io.penstock.documents.testkit.driver.Covers;
import io.penstock.documents.testkit.driver.DriverBackend;
import io.penstock.documents.testkit.driver.DriverTarget;
import io.penstock.documents.testkit.driver.SecurityContract;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Encryption and users. */
@ExtendWith(ApacheSecurityTest.OnSecuredNode.class)
final class ApacheSecurityTest extends SecurityContract {
    private final SecuredNode node;

    ApacheSecurityTest(SecuredNode node) {
        super(node);
        this.node = node;
    }

    /** Gives the suite this driver and the secured node. */
    static final class OnSecuredNode implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == DriverBackend.class
                    || type == DriverTarget.class
                    || type == SecuredNode.class
                    || type == CassandraNode.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            if (type == DriverBackend.class) {
                return (DriverBackend) ApacheUnderTest::connect;
            }
            if (type == CassandraNode.class) {
                return CassandraNodeExtension.node(context);
            }
            SecuredNode node = CassandraNodeExtension.securedNode(context);
            return type == SecuredNode.class ? node : target(node);
        }
    }

    static DriverTarget target(SecuredNode node) {
        return DriverTarget.at(node.node().address())
                .withTls(Tls.verifyFull(node.authority()).withClientKey(node.clientKey(), node.password()))
                .withCredentials(Credentials.Provider.fixed(node.superuser()));
    }

    @Test
    @Covers("D-03")
    void a_conversation_of_the_applications_own_is_held_with_the_server() {
        ChallengeResponse plain = new ChallengeResponse() {
            @Override
            public CompletionStage<ByteBuffer> initialResponse() {
                return CompletableFuture.completedFuture(
                        ByteBuffer.wrap("\0cassandra\0cassandra".getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public CompletionStage<ByteBuffer> answer(ByteBuffer challenge) {
                throw new AssertionError("this server does not challenge");
            }
        };
        try (ApacheDriver driver = ApacheUnderTest.builder(target(node).withoutCredentials())
                .authentication(() -> plain)
                .connect()) {
            assertThat(driver.config().orElseThrow().isAuthenticated()).isTrue();
            assertThat(driver.config().orElseThrow().toString()).doesNotContain("opensesame");
        }
    }

    @Test
    @Covers("D-13")
    void a_payload_arrives_and_that_of_the_answer_is_handed_on() {
        RequestExtras payload =
                RequestExtras.NONE.withPayload(Map.of("penstock", ByteBuffer.wrap(new byte[] {1, 2, 3})));
        RequestOptions options = RequestOptions.defaults().withExtras(payload);
        try (ApacheDriver driver = ApacheUnderTest.builder(target(node)).connect()) {
            CqlStatement prepared = CqlStatement.of(options, "SELECT key FROM system.local WHERE key = ?", "local");
            for (CqlRequest request :
                    List.of(CqlStatement.of(options, "SELECT key FROM system.local"), prepared, prepared)) {
                assertThat(Blocking.await(driver.execute(request)).execution().payload())
                        .containsExactly(Map.entry("penstock", ByteBuffer.wrap(new byte[] {1, 2, 3})));
            }
            assertThat(Blocking.await(driver.execute(CqlStatement.of("SELECT key FROM system.local")))
                            .execution()
                            .payload())
                    .isEmpty();
        }
    }
}
