package io.penstock.connector.postgres;

import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.testkit.LookupContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
class PostgresLookupContractTest extends LookupContract {
    private static Pool pool;

    @BeforeAll
    static void open(PostgresServer server) {
        pool = Pool.open(PostgresConfig.parse(server.url()));
        pool.execute("CREATE TABLE contract_airports (code text PRIMARY KEY, city text, elevation integer)");
        pool.copyIn("contract_airports", List.of("code", "city", "elevation"), ROWS);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    protected Connection connection() {
        return PostgresConnection.over(pool);
    }

    @Override
    protected String table() {
        return "contract_airports";
    }
}
