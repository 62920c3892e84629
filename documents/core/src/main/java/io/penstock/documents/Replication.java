package io.penstock.documents;

import io.penstock.documents.schema.OptionValue;
import java.util.Map;
import java.util.TreeMap;

/** How many copies of its rows a keyspace keeps. */
public sealed interface Replication {
    /** The replication as CQL's map: {@code class} and its parameters. */
    Map<String, String> options();

    /** The replication as the map literal of CQL. */
    default String cql() {
        return new OptionValue.Entries(options()).cql();
    }

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
        public Map<String, String> options() {
            return Map.of("class", "SimpleStrategy", "replication_factor", Integer.toString(copies));
        }
    }

    /** Copies in each data centre. */
    record PerDatacenter(Map<String, Integer> copies) implements Replication {
        public PerDatacenter {
            copies = Map.copyOf(copies);
            if (copies.isEmpty()) {
                throw new IllegalArgumentException("at least one data centre must hold copies");
            }
            copies.forEach((datacenter, count) -> {
                if (datacenter.isEmpty() || datacenter.equals("class") || count < 0) {
                    throw new IllegalArgumentException(
                            "data centre '" + datacenter + "' cannot hold " + count + " copies");
                }
            });
        }

        @Override
        public Map<String, String> options() {
            Map<String, String> options = new TreeMap<>();
            copies.forEach((datacenter, count) -> options.put(datacenter, Integer.toString(count)));
            options.put("class", "NetworkTopologyStrategy");
            return options;
        }
    }
}
