package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PostgresConfigTest {

    @Test
    void reads_all_parts_of_a_url() {
        PostgresConfig config = PostgresConfig.parse("postgres://ann:s%40crt@db.example:6000/my%20shop"
                + "?sslmode=require&application_name=till&connect_timeout=3&search_path=a,b");

        assertThat(config.endpoint()).isEqualTo(new Endpoint("db.example", 6000));
        assertThat(config.database()).isEqualTo("my shop");
        assertThat(credentialsOf(config)).isEqualTo(Credentials.of("ann", "s@crt"));
        assertThat(config.tls().mode()).isEqualTo(Tls.Mode.REQUIRE);
        assertThat(config.applicationName()).isEqualTo("till");
        assertThat(config.timeouts().connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.parameters()).containsEntry("search_path", "a,b");
    }

    @Test
    void fills_in_defaults() {
        PostgresConfig config = PostgresConfig.parse("postgresql://localhost");

        assertThat(config.endpoint()).isEqualTo(new Endpoint("localhost", 5432));
        assertThat(config.database()).isEqualTo("postgres");
        assertThat(config.tls().mode()).isEqualTo(Tls.Mode.PREFER);
        assertThat(config.limits()).isEqualTo(PoolLimits.DEFAULT);
    }

    @Test
    void the_database_is_named_like_the_user_unless_given() {
        assertThat(PostgresConfig.parse("postgres://ann@localhost").database()).isEqualTo("ann");
    }

    @Test
    void reads_an_ipv6_address() {
        assertThat(PostgresConfig.parse("postgres://[::1]:7000/db").endpoint()).isEqualTo(new Endpoint("::1", 7000));
        assertThat(PostgresConfig.parse("postgres://[::1]/db").endpoint()).hasToString("[::1]:5432");
    }

    @Test
    void reads_several_hosts() {
        PostgresConfig config = PostgresConfig.parse("postgres://a:1,[::1]:2,c/db?target_session_attrs=primary");

        assertThat(config.endpoints())
                .containsExactly(new Endpoint("a", 1), new Endpoint("::1", 2), new Endpoint("c", 5432));
        assertThat(config.targetServer()).isEqualTo(TargetServer.PRIMARY);
        assertThat(config.toBuilder().build().endpoints()).isEqualTo(config.endpoints());
    }

    @Test
    void reads_a_unix_socket() {
        for (String url :
                List.of("postgres://%2Frun%2Fpostgresql:6000/db", "postgres:///db?host=%2Frun%2Fpostgresql:6000")) {
            Endpoint endpoint = PostgresConfig.parse(url).endpoint();

            assertThat(endpoint.socketFile()).contains(Path.of("/run/postgresql/.s.PGSQL.6000"));
            assertThat(endpoint).hasToString("/run/postgresql/.s.PGSQL.6000");
        }
    }

    @Test
    void a_root_certificate_alone_asks_for_full_verification() {
        PostgresConfig config = PostgresConfig.parse("postgres://h/db?sslrootcert=/etc/ca.pem");

        assertThat(config.tls().mode()).isEqualTo(Tls.Mode.VERIFY_FULL);
    }

    @Test
    void says_what_is_wrong_with_a_url() {
        refuses(
                "mysql://h/db",
                "a PostgreSQL URL starts with postgres:// or postgresql://; this one starts with 'mysql:'");
        refuses("postgres:///db", "the URL has no host; expected postgres://user:password@host:port/database");
        refuses("postgres://h:99999/db", "port is a number from 1 to 65535, got '99999'");
        refuses("postgres://h/db?sslmod=require", "the URL has an unknown option 'sslmod'; did you mean 'sslmode'?");
        refuses(
                "postgres://h/db?sslmode=allow",
                "sslmode is one of disable, prefer, require, verify-ca, verify-full; got 'allow'");
        refuses(
                "postgres://u:100%@h/db",
                "the password in the URL has a '%' without two hexadecimal digits; write %25 for '%'");
        refuses("postgres://a,/db", "the URL has no host; expected postgres://user:password@host:port/database");
        refuses(
                "postgres://a/db?host=b",
                "the URL names hosts twice, in its place and in option 'host'; give them once");
        refuses("postgres://a/db?sslnegotiation=later", "sslnegotiation is postgres or direct, got 'later'");
        refuses(
                "postgres://a/db?sslnegotiation=direct",
                "direct TLS does not ask the server whether it has TLS, and mode PREFER would need the answer; use"
                        + " REQUIRE or stricter");
        refuses(
                "postgres://a/db?target_session_attrs=read-write",
                "target_session_attrs is one of any, primary, standby, prefer-standby; got 'read-write'");
        refuses(
                "postgres://%2Ftmp/db?sslmode=verify-full",
                "PostgreSQL has no TLS over a Unix socket, and mode VERIFY_FULL asks for it; use DISABLE or PREFER, or"
                        + " connect by host name");
        refuses("postgres://h/db?sslmode=require&sslmode=disable", "option 'sslmode' stands twice in the URL");
    }

    @Test
    void refuses_limits_that_contradict_each_other() {
        assertThatThrownBy(() -> PoolLimits.DEFAULT.withConnections(5, 2))
                .hasMessage("connectionsMin is 0 to connectionsMax = 2, got 5");
        assertThatThrownBy(() -> Timeouts.DEFAULT.withAcquire(Duration.ZERO))
                .hasMessage("timeout 'acquire' must be positive, got PT0S");
    }

    @Property(tries = 200)
    void percent_encoded_parts_come_back_as_they_were(
            @ForAll @StringLength(min = 1, max = 20) String user,
            @ForAll @StringLength(max = 20) String password,
            @ForAll @StringLength(min = 1, max = 20) String database) {
        PostgresConfig config = PostgresConfig.parse(
                "postgres://%s:%s@h/%s".formatted(encode(user), encode(password), encode(database)));

        assertThat(credentialsOf(config)).isEqualTo(Credentials.of(utf8(user), utf8(password)));
        assertThat(config.database()).isEqualTo(utf8(database));
    }

    @Property(tries = 100)
    void never_shows_the_password(@ForAll @StringLength(min = 1, max = 8) String noise) {
        String password = "swordfish" + noise;
        PostgresConfig config = PostgresConfig.parse("postgres://u:" + encode(password) + "@h/db");

        assertThat(config.toString()).doesNotContain("swordfish");
        assertThat(credentialsOf(config).toString()).doesNotContain("swordfish");
    }

    private static Credentials credentialsOf(PostgresConfig config) {
        return config.credentials().credentials().toCompletableFuture().join();
    }

    private static void refuses(String url, String message) {
        assertThatThrownBy(() -> PostgresConfig.parse(url))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.INVALID_CONFIG))
                .hasMessage(message);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is left of a string in UTF-8: a lone surrogate becomes a question mark. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
