package io.penstock.postgres.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Limit;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.WireException;
import io.penstock.security.Secret;
import org.junit.jupiter.api.Test;

class ScramTest {
    private static final Limit ITERATIONS = new Limit("scramIterationsMax", 100_000, "iterations");
    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    private static Scram exchange() {
        return new Scram("user", Secret.of("pencil"), "rOprNGfwEbeRWgbNEkqO", Scram.Binding.NONE);
    }

    @Test
    void follows_the_example_of_rfc_7677() {
        Scram scram = exchange();
        assertThat(scram.clientFirst().toUtf8()).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        assertThat(scram.clientFinal(Bytes.utf8(SERVER_FIRST), ITERATIONS).toUtf8())
                .isEqualTo("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThatCode(() -> scram.verify(Bytes.utf8("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_a_server_that_does_not_know_the_password() {
        Scram scram = exchange();
        scram.clientFinal(Bytes.utf8(SERVER_FIRST), ITERATIONS);
        assertThatThrownBy(() -> scram.verify(Bytes.utf8("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isInstanceOf(WireException.class)
                .hasMessage("the SCRAM exchange with the server failed: its signature is wrong, so it does not know the"
                        + " password; it may not be the server it says it is");
    }
}
