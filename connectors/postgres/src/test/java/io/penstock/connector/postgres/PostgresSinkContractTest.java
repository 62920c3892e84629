package io.penstock.connector.postgres;

import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.Row;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.testkit.SinkContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
class PostgresSinkContractTest extends SinkContract {
    private static Pool pool;

    @BeforeAll
    static void open(PostgresServer server) {
        pool = Pool.open(PostgresConfig.parse(server.url()));
        pool.execute("CREATE TABLE stored (id bigint PRIMARY KEY, name text, amount double precision, at timestamptz)");
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("TRUNCATE stored");
    }

    @Override
    protected Connection connection() {
        return PostgresConnection.over(pool);
    }

    @Override
    protected String table() {
        return "stored";
    }

    @Override
    protected List<List<@Nullable Object>> storedRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : pool.query("SELECT id, name, amount, at FROM stored ORDER BY id")) {
            rows.add(Arrays.asList(
                    row.value(0),
                    row.value(1),
                    row.value(2),
                    row.find("at", Instant.class).orElse(null)));
        }
        return rows;
    }
}
