package io.penstock.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class SecretTest {
    @Property(tries = 100)
    void is_never_printed(@ForAll @NotBlank @StringLength(min = 12, max = 30) String text) {
        Secret secret = Secret.of(text);
        assertThat(secret.toString()).isEqualTo("***");
        assertThat("" + new Credentials("ann", secret)).isEqualTo("Credentials[user=ann, password=***]");
        assertThat("" + Optional.of(secret)).doesNotContain(text);
    }

    @Test
    void is_not_printed_with_the_settings_that_hold_it() {
        Tls tls = Tls.of(Tls.Mode.REQUIRE).withClientKey(Path.of("client.p12"), Secret.of("opensesame"));
        assertThat(tls.toString()).doesNotContain("opensesame").contains("keyStorePassword=***");
    }

    @Test
    void reveals_its_text_to_who_asks_for_it() {
        assertThat(Secret.of("opensesame").reveal()).isEqualTo("opensesame");
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }

    @Test
    void comes_from_a_provider_that_can_change_its_mind() {
        Credentials.Provider provider = Credentials.Provider.fixed(Credentials.of("ann", "x"));
        assertThat(provider.credentials().toCompletableFuture()).isCompletedWithValue(Credentials.of("ann", "x"));
    }
}
