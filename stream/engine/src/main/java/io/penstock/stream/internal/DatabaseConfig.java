package io.penstock.stream.internal;

import io.penstock.Time;
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
        Time time,
        @Nullable Path directory,
        ExecutionMode mode,
        StreamLimits limits) {
    public DatabaseConfig {
        connections = new LinkedHashMap<>(connections);
    }
}
