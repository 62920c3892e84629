package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.PenstockException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresServerExtension.class)
class PostgresServerTest {
    @Test
    void answers_a_client_with_the_password_only(PostgresServer server) throws SQLException {
        assertThat(query(server, "select version()")).startsWith("PostgreSQL 18");
        assertThat(query(server, "select current_user")).isEqualTo(server.user());
        assertThat(query(server, "show password_encryption")).isEqualTo("scram-sha-256");
        assertThatThrownBy(() -> DriverManager.getConnection(jdbcUrl(server), server.user(), "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void a_test_run_shares_one_server(PostgresServer one, PostgresServer other) {
        assertThat(one).isSameAs(other);
        assertThat(one.socket()).exists();
    }

    @Test
    void keeps_its_port_and_data_over_a_restart_and_a_crash() throws SQLException {
        try (PostgresServer server = PostgresServer.start()) {
            update(server, "create table t (id int)");
            update(server, "insert into t values (1)");
            int port = server.port();

            server.restart();
            assertThat(query(server, "select count(*) from t")).isEqualTo("1");

            server.kill9();
            assertThat(server.isAlive()).isFalse();
            server.restart();
            assertThat(query(server, "select count(*) from t")).isEqualTo("1");
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void close_leaves_no_process_and_no_files() {
        PostgresServer server = PostgresServer.start();
        long pid = server.pid();
        Path data = server.dataDirectory();
        server.close();
        server.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(data.getParent()).doesNotExist();
        assertThat(server.socketDirectory()).doesNotExist();
    }

    @Test
    void a_data_directory_outlives_the_server(@TempDir Path folder) throws SQLException {
        assumeThat(ServerAccount.find()).isNotInstanceOf(ServerAccount.Switched.class);
        PostgresServer.Config config = PostgresServer.Config.standard().withDataDirectory(folder);
        try (PostgresServer server = PostgresServer.start(config)) {
            update(server, "create table kept (id int)");
        }
        try (PostgresServer server = PostgresServer.start(config)) {
            assertThat(query(server, "select count(*) from kept")).isEqualTo("0");
        }
    }

    @Test
    void runs_as_another_user_where_user_namespaces_are_refused() throws SQLException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        for (ServerAccount account :
                new ServerAccount[] {ServerAccount.Switched.bySetpriv(), ServerAccount.Switched.bySu()}) {
            try (PostgresServer server = PostgresServer.start(PostgresServer.Config.standard(), account)) {
                assertThat(query(server, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void a_taken_port_is_refused_by_name() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> PostgresServer.start(
                            PostgresServer.Config.standard().withPort(port)))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            failed -> assertThat(failed.code()).isEqualTo(ServerError.PORT_TAKEN))
                    .hasMessage("port " + port + " is taken; choose another one, or 0 for any free one");
        }
    }

    private static String jdbcUrl(PostgresServer server) {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(server), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void update(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(server), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
