package io.penstock.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Save and get by key on a real node, beside the bare driver with prepared statements and hand-written mapping. The
 * node is the bottleneck of the wall figures, so the client's processor time per operation is what tells the two apart.
 */
final class DocumentsComparisons implements AutoCloseable {
    private static final long KEYS = 10_000;
    private static final String KEYSPACE = "bench";

    private final CassandraNode node = CassandraNode.start();
    private final Documents documents;
    private final Repository<Account> accounts;
    private final CqlSession bare;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final InFlight inFlight = new InFlight(64);
    private final long operations;

    DocumentsComparisons(long operations) {
        this.operations = operations;
        documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .localDatacenter(node.datacenter())
                        .connect())
                // What the bare driver does unless told otherwise.
                .consistency(Consistency.LOCAL_ONE)
                .open();
        documents.session(KEYSPACE).schema().createKeyspace(Replication.simple(1));
        documents.session(KEYSPACE).schema().create(Account.class);
        accounts = documents.session(KEYSPACE).repository(Account.class);
        bare = CqlSession.builder()
                .addContactPoint(node.address())
                .withLocalDatacenter(node.datacenter())
                .withKeyspace(KEYSPACE)
                .build();
        insert = bare.prepare("INSERT INTO accounts (id, owner, cents, rate, opened_at) VALUES (?, ?, ?, ?, ?)");
        select = bare.prepare("SELECT id, owner, cents, rate, opened_at FROM accounts WHERE id = ?");
    }

    List<Comparison> all() {
        for (long id = 0; id < KEYS; id++) {
            accounts.save(Account.numbered(id));
        }
        return List.of(
                new Comparison(
                        "Save by key, 64 at once, " + operations + " a round",
                        "operation",
                        List.of(
                                new Contender("bare driver", () -> inFlight.run(operations, this::bareSave)),
                                new Contender("Penstock documents", () -> inFlight.run(operations, this::save)))),
                new Comparison(
                        "Get by key, 64 at once, " + operations + " a round",
                        "operation",
                        List.of(
                                new Contender("bare driver", () -> inFlight.run(operations, this::bareGet)),
                                new Contender("Penstock documents", () -> inFlight.run(operations, this::get)))));
    }

    private CompletionStage<?> save(long i) {
        return accounts.async().save(Account.numbered(i % KEYS));
    }

    private CompletionStage<?> bareSave(long i) {
        Account account = Account.numbered(i % KEYS);
        return bare.executeAsync(
                insert.bind(account.id(), account.owner(), account.cents(), account.rate(), account.openedAt()));
    }

    private CompletionStage<?> get(long i) {
        long id = i % KEYS;
        return accounts.async().get(id).thenAccept(found -> check(found.orElseThrow(), id));
    }

    private CompletionStage<?> bareGet(long i) {
        long id = i % KEYS;
        return bare.executeAsync(select.bind(id)).thenAccept(result -> check(mapped(result), id));
    }

    private static Account mapped(AsyncResultSet result) {
        Row row = Objects.requireNonNull(result.one());
        return new Account(
                row.getLong(0),
                Objects.requireNonNull(row.getString(1)),
                row.getLong(2),
                row.getDouble(3),
                Objects.requireNonNull(row.get(4, Instant.class)));
    }

    private static void check(Account found, long id) {
        if (!found.equals(Account.numbered(id))) {
            throw new IllegalStateException("account " + id + " came back as " + found);
        }
    }

    @Override
    public void close() {
        bare.close();
        documents.close();
        node.close();
    }
}
