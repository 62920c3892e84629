package io.penstock.starts;

import io.penstock.connector.cassandra.CassandraConnection;
import io.penstock.connector.postgres.PostgresConnection;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.postgres.Pool;
import io.penstock.stream.Database;
import io.penstock.stream.Writer;
import java.time.Duration;

/** A running total that is kept in Cassandra and in PostgreSQL at once. */
public final class BothStart {
    private BothStart() {}

    // region records
    /** A row of the source. */
    public record Sale(String item, long pieces) {}

    /** A row of the view, of the Cassandra table and of the PostgreSQL table. */
    @Table("start_stock")
    public record Stock(@PartitionKey String item, long pieces) {}
    // endregion

    /** Makes both tables, and sells three times. The session's keyspace is there. */
    public static void run(DocumentSession session, Pool pool) {
        session.schema().create(Stock.class);
        pool.execute("CREATE TABLE IF NOT EXISTS start_stock (item text PRIMARY KEY, pieces bigint)");
        // region both
        try (Database database = Database.builder()
                .connection("operations", CassandraConnection.over(session)) // names that SQL uses
                .connection("warehouse", PostgresConnection.over(pool))
                .open()) {
            database.executeAll("""
                    CREATE SOURCE sales (item VARCHAR NOT NULL, pieces BIGINT NOT NULL);

                    CREATE MATERIALIZED VIEW stock AS
                    SELECT item, SUM(pieces) AS pieces FROM sales GROUP BY item;

                    CREATE SINK stock_in_cassandra FROM stock WITH (connection = 'operations', table = 'start_stock');
                    CREATE SINK stock_in_postgres FROM stock WITH (connection = 'warehouse', table = 'start_stock');
                    """);
            try (Writer<Sale> sales = database.writer("sales", Sale.class)) {
                sales.write(new Sale("tea", 3));
                sales.write(new Sale("cup", 1));
                sales.write(new Sale("tea", 4));
            }
            database.awaitQuiescent(Duration.ofSeconds(10)); // both tables say: tea 7, cup 1
        }
        // endregion
    }
}
