package io.penstock.stream.testkit;

import io.penstock.stream.spi.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recording connection is a sink like any other. */
class RecordingSinkTest extends SinkContract {
    private final RecordingConnection connection = new RecordingConnection().table("rows", SCHEMA, "id");

    @Override
    protected Connection connection() {
        return connection;
    }

    @Override
    protected String table() {
        return "rows";
    }

    @Override
    protected List<List<@Nullable Object>> storedRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>(connection.rows("rows"));
        rows.sort(Comparator.comparing(row -> (Long) row.getFirst()));
        return rows;
    }
}
