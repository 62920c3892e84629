package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.Endpoint;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerListTest {
    private static final Endpoint A = new Endpoint("a", 1);
    private static final Endpoint B = new Endpoint("b", 1);
    private static final Endpoint C = new Endpoint("c", 1);

    private final ManualTime time = new ManualTime();
    private final ServerList servers = new ServerList(List.of(A, B, C), time);

    @Test
    void a_server_that_failed_comes_last_for_a_while() {
        servers.failed(A);
        assertThat(servers.inOrder()).containsExactly(B, C, A);

        time.advance(Duration.ofSeconds(10));
        assertThat(servers.inOrder()).containsExactly(A, B, C);
    }

    @Test
    void a_server_that_works_again_has_its_place_again() {
        servers.failed(A);
        servers.failed(B);
        servers.worked(A);

        assertThat(servers.inOrder()).containsExactly(A, C, B);
    }

    @Test
    void all_are_tried_even_when_all_failed() {
        List.of(A, B, C).forEach(servers::failed);

        assertThat(servers.inOrder()).containsExactly(A, B, C);
    }
}
