package io.penstock.postgres.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.wire.BackendMessage.AuthenticationMd5;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOther;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSasl;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslContinue;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslFinal;
import io.penstock.postgres.wire.BackendMessage.BindComplete;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.NegotiateProtocolVersion;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendMessage.Password;
import io.penstock.postgres.wire.ProtocolVersion;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.WireException;
import io.penstock.security.Credentials;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final Credentials ANN = Credentials.of("ann", "secret");
    private static final ReadyForQuery READY = new ReadyForQuery(TransactionStatus.IDLE);

    private static Login login() {
        return new Login(LoginSettings.defaults(), ANN);
    }

    @Test
    void a_server_that_speaks_only_3_0_says_so_and_is_followed() {
        Login login = login();
        assertThat(login.start().version()).isEqualTo(ProtocolVersion.V3_2);
        login.on(new NegotiateProtocolVersion(ProtocolVersion.V3_0, List.of()));
        login.on(new AuthenticationOk());
        login.on(new ParameterStatus("server_version", "14.2"));
        assertThat(login.on(READY)).isInstanceOfSatisfying(Login.Step.Ready.class, ready -> {
            assertThat(ready.session().version()).isEqualTo(ProtocolVersion.V3_0);
            assertThat(ready.session().serverVersion()).contains("14.2");
            assertThat(ready.session().cancelRequest()).isEmpty();
        });
    }

    @Test
    void a_pooler_that_knows_no_3_2_is_told_from_other_refusals() {
        assertThat(login().on(new ErrorResponse(ErrorFields.of("FATAL", "08P01", "unsupported protocol"))))
                .isInstanceOfSatisfying(
                        Login.Step.Refused.class,
                        refused -> assertThat(refused.oldProtocol()).isTrue());
        assertThat(login().on(new ErrorResponse(ErrorFields.of("FATAL", "28000", "no entry"))))
                .isInstanceOfSatisfying(
                        Login.Step.Refused.class,
                        refused -> assertThat(refused.oldProtocol()).isFalse());
    }

    @Test
    void a_server_that_skips_its_proof_is_refused() {
        Login login = login();
        login.on(new AuthenticationSasl(List.of("SCRAM-SHA-256")));
        assertThatThrownBy(() -> login.on(new AuthenticationOk()))
                .isInstanceOf(WireException.class)
                .hasMessageEndingWith("it let us in before it proved that it knows the password");
    }

    @Test
    void messages_out_of_order_are_refused() {
        assertThatThrownBy(() -> login().on(READY))
                .hasMessage("the server sent ReadyForQuery where logging in does not expect it");
        assertThatThrownBy(() -> login().on(new BindComplete())).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> login().on(new AuthenticationSaslContinue(Bytes.EMPTY)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> login().on(new AuthenticationSaslFinal(Bytes.EMPTY)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> login().on(new NegotiateProtocolVersion(new ProtocolVersion(3, 7), List.of())))
                .isInstanceOf(WireException.class);
        Login twice = login();
        twice.on(new AuthenticationSasl(List.of("SCRAM-SHA-256")));
        assertThatThrownBy(() -> twice.on(new AuthenticationSasl(List.of("SCRAM-SHA-256"))))
                .isInstanceOf(WireException.class);
    }

    @Test
    void ways_that_are_not_supported_are_named() {
        assertThatThrownBy(() -> login().on(new AuthenticationOther(7)))
                .hasMessageStartingWith("the server asks to log in by method 7 (Kerberos 2, GSSAPI 7, SSPI 9)");
        assertThatThrownBy(() -> login().on(new AuthenticationSasl(List.of("SCRAM-SHA-1"))))
                .hasMessage("the server offers only [SCRAM-SHA-1] to log in; SCRAM-SHA-256 is supported");
    }

    @Test
    void secrets_do_not_show() {
        Login login = new Login(LoginSettings.defaults().allowMd5(true), ANN);
        Login.Step step = login.on(new AuthenticationMd5(Bytes.of(new byte[] {1, 2, 3, 4})));
        assertThat(step).isInstanceOf(Login.Step.Send.class);
        assertThat(step.toString()).doesNotContain("md5");
        assertThat(Password.of("secret").toString()).doesNotContain("secret");
        assertThat(ANN.toString()).doesNotContain("secret");
    }
}
