package io.penstock.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import io.penstock.bench.argus.Event;
import io.penstock.bench.argus.User;
import io.penstock.bench.store.Account;
import io.penstock.bench.store.Reading;
import io.penstock.bench.store.SpringStore;
import io.penstock.documents.Replication;
import io.penstock.documents.Schema;
import java.util.List;
import java.util.Set;
import org.springframework.data.cassandra.core.CassandraAdminTemplate;
import org.springframework.data.cassandra.core.CassandraPersistentEntitySchemaCreator;
import org.springframework.data.cassandra.core.convert.MappingCassandraConverter;
import org.springframework.data.cassandra.core.mapping.CassandraMappingContext;

/**
 * The schema of four tables. They do not do the same: {@code IF NOT EXISTS} looks at the name of a table only, Penstock
 * compares every column and option of the live schema. The driver's own mapper makes no tables.
 */
final class SchemaComparisons {
    private static final int LOOKS_MAX = 20;
    private static final int CREATIONS_MAX = 3;
    private static final String FRESH = "fresh";
    private static final Class<?>[] ENTITIES = {Account.class, Reading.class, User.class, Event.class};
    private static final List<String> TABLES = List.of(
            "accounts (id bigint PRIMARY KEY, owner text, cents bigint, rate double, opened_at timestamp)",
            "readings (sensor bigint, place int, value double, unit text, taken_at timestamp, PRIMARY KEY (sensor, place))",
            "users (id bigint PRIMARY KEY, login text, name text, email text, roles list<text>)",
            "events (run bigint, kind text, place int, severity text, message text, details map<text, text>,"
                    + " PRIMARY KEY ((run, kind), place))");

    private final DocumentsUnderTest tested;
    private final CqlSession session;
    private final CassandraPersistentEntitySchemaCreator spring;

    SchemaComparisons(DocumentsUnderTest tested) {
        this.tested = tested;
        session = tested.session();
        CassandraMappingContext context = new CassandraMappingContext();
        context.setInitialEntitySet(Set.of(ENTITIES));
        context.afterPropertiesSet();
        MappingCassandraConverter converter = new MappingCassandraConverter(context);
        converter.afterPropertiesSet();
        spring = new CassandraPersistentEntitySchemaCreator(context, new CassandraAdminTemplate(session, converter));
    }

    List<Comparison> all() {
        Schema schema = tested.penstock().schema();
        return List.of(
                new Comparison(
                        "Schema of 4 tables, nothing to do",
                        "schema",
                        List.of(
                                Contender.of("bare driver, IF NOT EXISTS", () -> once(this::createBare)),
                                Contender.of("Penstock, plan", () -> once(() -> schema.plan(ENTITIES))),
                                Contender.of(
                                        "Penstock, plan and apply",
                                        () -> once(() -> schema.apply(schema.plan(ENTITIES)))),
                                Contender.of(
                                        SpringStore.NAME + ", IF NOT EXISTS",
                                        () -> once(() -> spring.createTables(true)))),
                        LOOKS_MAX),
                new Comparison(
                        "Schema of 4 tables, everything to create (a keyspace too, and it is dropped again)",
                        "schema",
                        List.of(
                                Contender.of("bare driver", () -> once(() -> inFreshKeyspace(this::createBare))),
                                Contender.of(DocumentsUnderTest.PENSTOCK, () -> once(this::createPenstock)),
                                Contender.of(
                                        SpringStore.NAME,
                                        () -> once(() -> inFreshKeyspace(() -> spring.createTables(true))))),
                        CREATIONS_MAX));
    }

    private static long once(Runnable work) {
        work.run();
        return 1;
    }

    private void createBare() {
        TABLES.forEach(table -> session.execute("CREATE TABLE IF NOT EXISTS " + table));
    }

    private void inFreshKeyspace(Runnable create) {
        session.execute("CREATE KEYSPACE " + FRESH
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("USE " + FRESH);
        create.run();
        session.execute("USE " + DocumentsUnderTest.KEYSPACE);
        session.execute("DROP KEYSPACE " + FRESH);
    }

    private void createPenstock() {
        Schema schema = tested.shared().session(FRESH).schema();
        schema.createKeyspace(Replication.simple(1));
        schema.create(ENTITIES);
        schema.dropKeyspace();
    }
}
