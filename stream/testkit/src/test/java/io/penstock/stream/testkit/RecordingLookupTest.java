package io.penstock.stream.testkit;

import io.penstock.stream.spi.Connection;

/** The recording connection is a lookup like any other. */
class RecordingLookupTest extends LookupContract {
    private final RecordingConnection connection = new RecordingConnection().table("airports", SCHEMA, "code");

    RecordingLookupTest() {
        ROWS.forEach(row -> connection.row("airports", row.toArray()));
    }

    @Override
    protected Connection connection() {
        return connection;
    }

    @Override
    protected String table() {
        return "airports";
    }
}
