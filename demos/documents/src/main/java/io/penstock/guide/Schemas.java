package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Table;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables from classes. */
final class Schemas {
    private Schemas() {}

    static void create(DocumentSession session) {
        // region create
        session.schema().createKeyspace(Replication.simple(1));
        session.schema().create(Order.class, OrderByState.class, Product.class);
        // endregion
    }

    // region wider
    /** A later version of {@link Login}: one column more. */
    @Table(value = "logins", defaultTtlSeconds = 3600)
    public record WiderLogin(
            @PartitionKey String ticket,
            String customer,
            @Nullable String device) {}
    // endregion

    static SchemaPlan plan(DocumentSession session) {
        // region plan
        SchemaPlan plan = session.schema().plan(WiderLogin.class); // reads only: a dry run
        String script = plan.cql(); // ALTER TABLE … ADD …
        List<SchemaDifference> byHand = plan.drift(); // what no statement can mend
        if (byHand.isEmpty()) {
            session.schema().apply(plan); // runs exactly what was printed
        }
        // endregion
        if (!script.contains("ADD")) {
            throw new IllegalStateException(plan.report());
        }
        return session.schema().plan(WiderLogin.class);
    }

    static List<SchemaDifference> check(DocumentSession session) {
        // region check
        List<SchemaDifference> differences = session.schema().check(Order.class); // for a start-up check
        // endregion
        return differences;
    }
}
