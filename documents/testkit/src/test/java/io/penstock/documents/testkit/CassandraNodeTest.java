package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CassandraNodeExtension.class)
class CassandraNodeTest {
    @Test
    void answers_the_native_protocol(CassandraNode node) throws IOException {
        try (Socket socket = new Socket(node.host(), node.port())) {
            // An OPTIONS frame of protocol version 4: version, flags, stream 2 bytes, opcode, length 4 bytes.
            socket.getOutputStream().write(new byte[] {4, 0, 0, 1, 5, 0, 0, 0, 0});
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] header = in.readNBytes(5);
            assertThat(header[0]).as("response, version 4").isEqualTo((byte) 0x84);
            assertThat(header[4]).as("opcode SUPPORTED").isEqualTo((byte) 6);
        }
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void a_test_run_shares_one_node(CassandraNode one, CassandraNode other) {
        assertThat(one).isSameAs(other);
    }

    @Test
    void a_taken_port_is_refused_by_name() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() ->
                            CassandraNode.start(CassandraNode.Config.standard().withPort(port)))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            failed -> assertThat(failed.code()).isEqualTo(NodeError.PORT_TAKEN))
                    .hasMessage("port " + port + " is taken; choose another one, or 0 for any free one");
        }
    }

    @Test
    void a_jdk_too_old_is_refused(@TempDir Path home) throws IOException {
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertThatThrownBy(() ->
                        CassandraNode.start(CassandraNode.Config.standard().withJavaHome(home)))
                .hasMessage("the node needs JDK 17 or newer; " + home + " is JDK 11");
    }

    @Test
    void a_folder_that_is_no_jdk_is_refused(@TempDir Path home) {
        assertThatThrownBy(() ->
                        CassandraNode.start(CassandraNode.Config.standard().withJavaHome(home)))
                .hasMessage(home + " is no JDK: its 'release' file does not tell a version");
    }
}
