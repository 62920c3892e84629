package io.penstock.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Threads;
import io.penstock.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Threads.startVirtual("echo", this::serve);
        proxy = FaultProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passes_bytes_both_ways_and_ends_with_either_side() throws IOException {
        try (Socket client = connect()) {
            assertThat(roundTrip(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delays_each_direction() throws IOException {
        try (Socket client = connect()) {
            roundTrip(client, "warm");
            proxy.delay(Duration.ofMillis(30));
            long start = Time.system().nanoTime();
            roundTrip(client, "slow");
            assertThat(Duration.ofNanos(Time.system().nanoTime() - start)).isGreaterThan(Duration.ofMillis(59));
        }
    }

    @Test
    void stalls_without_closing_and_then_delivers() throws IOException {
        try (Socket client = connect()) {
            roundTrip(client, "warm");
            proxy.stall();
            client.getOutputStream().write("held".getBytes(US_ASCII));
            client.setSoTimeout(50);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.flow();
            client.setSoTimeout(10_000);
            assertThat(new String(client.getInputStream().readNBytes(4), US_ASCII))
                    .isEqualTo("held");
        }
    }

    @Test
    void cuts_open_connections_but_lets_new_ones_through() throws IOException {
        try (Socket client = connect()) {
            roundTrip(client, "warm");
            proxy.cut();
            assertThatThrownBy(() -> roundTrip(client, "lost")).isInstanceOf(IOException.class);
        }
        try (Socket client = connect()) {
            assertThat(roundTrip(client, "again")).isEqualTo("again");
        }
    }

    @Test
    void cuts_after_a_number_of_bytes_from_the_server() throws IOException {
        try (Socket client = connect()) {
            proxy.cutAfter(6);
            assertThat(roundTrip(client, "hello")).isEqualTo("hello");
            assertThatThrownBy(() -> roundTrip(client, "hello")).isInstanceOf(IOException.class);
        }
        try (Socket client = connect()) {
            assertThat(roundTrip(client, "again")).isEqualTo("again");
        }
    }

    @Test
    void refuses_new_connections_when_told() throws IOException {
        proxy.refusing();
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        roundTrip(client, "lost");
                    }
                })
                .isInstanceOf(IOException.class);
        proxy.accepting();
        try (Socket client = connect()) {
            assertThat(roundTrip(client, "again")).isEqualTo("again");
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(10_000);
        return client;
    }

    private static String roundTrip(Socket client, String text) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        client.getOutputStream().write(bytes);
        byte[] back = client.getInputStream().readNBytes(bytes.length);
        if (back.length < bytes.length) {
            throw new IOException("the connection ended");
        }
        return new String(back, US_ASCII);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Threads.startVirtual("echo-client", () -> echoAll(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echoAll(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException cut) {
            // What the test wants.
        }
    }
}
