package io.penstock.stream.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.spi.Connection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a database was opened with. */
public record DatabaseConfig(
        Map<String, Connection> connections,
        Map<String, String> variables,
        Time time,
        @Nullable Path directory,
        ExecutionMode mode,
        StreamLimits limits,
        Metrics metrics,
        OperationListener listener) {
    public DatabaseConfig {
        connections = new LinkedHashMap<>(connections);
        variables = Map.copyOf(variables);
    }
}
