package io.penstock.documents;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many copies of its rows a keyspace keeps. */
public sealed interface Replication {
    /** The replication as the map literal of CQL. */
    String cql();

    /** Copies without regard to data centres: for one data centre and for tests. */
    static Replication simple(int copies) {
        return new Simple(copies);
    }

    /** Copies in each data centre. */
    static Replication perDatacenter(Map<String, Integer> copies) {
        return new PerDatacenter(copies);
    }

    /** Copies without regard to data centres. */
    record Simple(int copies) implements Replication {
        public Simple {
            if (copies < 1) {
                throw new IllegalArgumentException("copies must be at least 1, got " + copies);
            }
        }

        @Override
        public String cql() {
            return "{'class': 'SimpleStrategy', 'replication_factor': " + copies + "}";
        }
    }

    /** Copies in each data centre. */
    record PerDatacenter(Map<String, Integer> copies) implements Replication {
        public PerDatacenter {
            copies = Map.copyOf(copies);
            if (copies.isEmpty()) {
                throw new IllegalArgumentException("at least one data centre must hold copies");
            }
        }

        @Override
        public String cql() {
            return new TreeMap<>(copies)
                    .entrySet().stream()
                            .map(entry -> ", '" + entry.getKey().replace("'", "''") + "': " + entry.getValue())
                            .collect(Collectors.joining("", "{'class': 'NetworkTopologyStrategy'", "}"));
        }
    }
}
