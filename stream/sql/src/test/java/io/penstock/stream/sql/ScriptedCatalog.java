package io.penstock.stream.sql;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A catalog that statements of a test have filled, without anything running. */
final class ScriptedCatalog implements Catalog {
    private final Map<String, Relation> relations = new LinkedHashMap<>();
    private final Set<String> sinks = new TreeSet<>();
    private final Set<String> connections;

    ScriptedCatalog(String... connections) {
        this.connections = new TreeSet<>(Set.of(connections));
    }

    /** What an engine would remember of a statement. */
    void carryOut(Statement statement) {
        switch (statement) {
            case Statement.CreateSource create -> relations.put(create.source().name(), create.source());
            case Statement.CreateLookupTable create ->
                relations.put(create.lookup().name(), create.lookup());
            case Statement.CreateStream create -> relations.put(create.stream().name(), create.stream());
            case Statement.CreateSink create -> sinks.add(create.name());
            case Statement.Drop drop -> {
                relations.remove(drop.name());
                sinks.remove(drop.name());
            }
            default -> {}
        }
    }

    @Override
    public Optional<Relation> relation(String name) {
        return Optional.ofNullable(relations.get(name));
    }

    @Override
    public Collection<String> relationNames() {
        return relations.keySet();
    }

    @Override
    public Set<String> sinkNames() {
        return sinks;
    }

    @Override
    public Set<String> connectionNames() {
        return connections;
    }

    @Override
    public Optional<String> variable(String name) {
        return name.equals("TABLE") ? Optional.of("daily") : Optional.empty();
    }
}
