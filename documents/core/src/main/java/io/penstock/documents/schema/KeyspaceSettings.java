package io.penstock.documents.schema;

import io.penstock.documents.Replication;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How a keyspace keeps its rows. Immutable.
 *
 * @param replication the replication as CQL's map: {@code class} and its parameters
 * @param durableWrites whether writes go through the commit log; without it a crash loses rows
 * @param tablets how ScyllaDB divides its tables; empty for the server's default, and always on Cassandra, which has no
 *     tablets and refuses them
 */
public record KeyspaceSettings(Map<String, String> replication, boolean durableWrites, Optional<Tablets> tablets) {
    /** How ScyllaDB divides the tables of a keyspace; it is fixed when the keyspace is made. */
    public record Tablets(boolean enabled, OptionalInt initial) {
        public Tablets {
            if (initial.isPresent() && (!enabled || initial.getAsInt() < 1)) {
                throw new IllegalArgumentException(
                        "initial tablets are at least 1, of enabled tablets; got " + initial.getAsInt());
            }
        }
    }

    public KeyspaceSettings {
        if (!replication.containsKey("class")) {
            throw new IllegalArgumentException("replication names a class, got " + replication);
        }
        replication = Collections.unmodifiableMap(new TreeMap<>(replication));
    }

    /** Durable writes, and the server's default of tablets. */
    public static KeyspaceSettings of(Replication replication) {
        return new KeyspaceSettings(replication.options(), true, Optional.empty());
    }

    /** The same with or without the commit log. */
    public KeyspaceSettings withDurableWrites(boolean durable) {
        return new KeyspaceSettings(replication, durable, tablets);
    }

    /** The same with tablets, of as many as ScyllaDB thinks best at first. */
    public KeyspaceSettings withTablets(boolean enabled) {
        return new KeyspaceSettings(replication, durableWrites, Optional.of(new Tablets(enabled, OptionalInt.empty())));
    }

    /** The same with a number of tablets for each table at first. */
    public KeyspaceSettings withInitialTablets(int initial) {
        return new KeyspaceSettings(
                replication, durableWrites, Optional.of(new Tablets(true, OptionalInt.of(initial))));
    }
}
