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

    @Test
    void a_hostile_server_cannot_keep_us_busy() {
        String busy = SERVER_FIRST.replace("i=4096", "i=2147483647");
        assertThatThrownBy(() -> exchange().clientFinal(Bytes.utf8(busy), ITERATIONS))
                .isInstanceOf(WireException.class)
                .hasMessage("the server asks for 2147483647 SCRAM iterations, but the limit scramIterationsMax = 100000"
                        + " iterations is reached; raise it only for a server that you trust");
    }

    @Test
    void a_server_that_breaks_the_exchange_is_told_so() {
        refused("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "its nonce does not continue ours");
        refused("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "its nonce does not continue ours");
        refused(SERVER_FIRST.replace("W22Z", "!!!!"), "its salt is missing or not base64");
        refused(SERVER_FIRST.replace("i=4096", "i=0"), "its iteration count is no positive number");
        refused(SERVER_FIRST.replace("i=4096", "i=-1"), "its iteration count is no positive number");
        refused("", "its nonce does not continue ours");
        refused("nonsense", "a message is not 'name=value' pairs");
        refused(SERVER_FIRST + ",m=new", "it demands an extension that is unknown");
    }

    private static void refused(String serverFirst, String why) {
        assertThatThrownBy(() -> exchange().clientFinal(Bytes.utf8(serverFirst), ITERATIONS))
                .isInstanceOf(WireException.class)
                .hasMessage("the SCRAM exchange with the server failed: " + why);
    }

    @Test
    void the_end_cannot_come_before_the_proof() {
        assertThatThrownBy(() -> exchange().verify(Bytes.utf8("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isInstanceOf(WireException.class);
        Scram scram = exchange();
        scram.clientFinal(Bytes.utf8(SERVER_FIRST), ITERATIONS);
        assertThatThrownBy(() -> scram.verify(Bytes.utf8("e=other-error")))
                .hasMessageEndingWith("it ends with the error 'other-error'");
        assertThatThrownBy(() -> scram.clientFinal(Bytes.utf8(SERVER_FIRST), ITERATIONS))
                .hasMessageEndingWith("it starts a second time");
    }

    @Test
    void passwords_are_prepared_as_rfc_4013_shows() {
        assertThat(SaslPrep.prepare("I\u00adX")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("user")).isEqualTo("user");
        assertThat(SaslPrep.prepare("USER")).isEqualTo("USER");
        assertThat(SaslPrep.prepare("\u00aa")).isEqualTo("a");
        assertThat(SaslPrep.prepare("\u2168")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("\u0007")).as("forbidden: as it is").isEqualTo("\u0007");
        assertThat(SaslPrep.prepare("\u06271")).as("forbidden: as it is").isEqualTo("\u06271");
    }
}
