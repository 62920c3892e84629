package io.penstock.stream.internal;

import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at one moment: a statement is carried out on the objects that it was analyzed with, also when others
 * have taken their names meanwhile. Immutable.
 */
record CatalogMoment(Map<String, Node> nodes, Collection<String> connections, Map<String, String> variables)
        implements Catalog {
    @Nullable
    Node get(String name) {
        return nodes.get(name);
    }

    @Override
    public Optional<Relation> relation(String name) {
        return nodes.get(name) instanceof Node.Queryable readable ? Optional.of(readable.relation()) : Optional.empty();
    }

    @Override
    public Collection<String> relationNames() {
        return namesOf(Node.Queryable.class);
    }

    @Override
    public Set<String> sinkNames() {
        return namesOf(SinkNode.class);
    }

    @Override
    public Set<String> connectionNames() {
        return new LinkedHashSet<>(connections);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private Set<String> namesOf(Class<? extends Node> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Node node : nodes.values()) {
            if (type.isInstance(node)) {
                names.add(node.name());
            }
        }
        return names;
    }
}
