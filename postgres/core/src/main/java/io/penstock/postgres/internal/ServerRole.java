package io.penstock.postgres.internal;

import io.penstock.Limit;
import io.penstock.postgres.PostgresError;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;

/** What tells servers of a list apart. */
final class ServerRole {
    private static final Statement ASK = Statement.of("SELECT pg_catalog.pg_is_in_recovery() AS standby");

    private ServerRole() {}

    /** Servers from 14 on say so by themselves. */
    static boolean isStandby(Connection connection) {
        String told = connection.server().parameters().get("in_hot_standby");
        if (told != null) {
            return told.equals("on");
        }
        Rows answer = StatementDialog.run(connection, ASK, () -> new RowTargets.AsRows(new Limit("rows", 1, "rows")));
        return answer.single().get("standby", Boolean.class);
    }

    /** Whether the failure is about this server alone, and not about what all would answer. */
    static boolean mayTryAnother(PostgresException failure) {
        PostgresError error = failure.error();
        return error.equals(PostgresError.CONNECT_FAILED)
                || error.equals(PostgresError.CONNECTION_LOST)
                || error.equals(PostgresError.TOO_MANY_CONNECTIONS)
                || error.code().startsWith("57P");
    }
}
