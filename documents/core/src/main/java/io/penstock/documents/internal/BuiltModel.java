package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityDiscriminator;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntityView;
import io.penstock.documents.TableOption;
import io.penstock.documents.driver.CqlType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A checked model. Immutable. */
final class BuiltModel<E> implements EntityModel<E> {
    private final Class<E> type;
    private final Facts facts;
    private final List<EntityColumn> partitionKey;
    private final List<EntityColumn> clusteringKey;
    private final List<EntityColumn> primaryKey;
    private final Map<String, EntityColumn> byName;
    private final Map<String, EntityColumn> byComponent;

    /** What was read from a class, and found right. */
    record Facts(
            String table,
            List<EntityColumn> columns,
            int defaultTtlSeconds,
            Map<String, TableOption> options,
            List<EntityIndex> indexes,
            List<CqlType.UserType> userTypes,
            Optional<EntityColumn> version,
            Optional<EntityDiscriminator> discriminator,
            Optional<EntityView> view) {
        Facts {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
            indexes = List.copyOf(indexes);
            userTypes = List.copyOf(userTypes);
        }
    }

    BuiltModel(Class<E> type, Facts facts) {
        this.type = type;
        this.facts = facts;
        this.partitionKey = facts.columns().stream()
                .filter(column -> column.role() instanceof EntityColumn.Partition)
                .sorted(Comparator.comparingInt(column -> ((EntityColumn.Partition) column.role()).order()))
                .toList();
        this.clusteringKey = facts.columns().stream()
                .filter(column -> column.role() instanceof EntityColumn.Clustering)
                .sorted(Comparator.comparingInt(column -> ((EntityColumn.Clustering) column.role()).order()))
                .toList();
        this.primaryKey =
                Stream.concat(partitionKey.stream(), clusteringKey.stream()).toList();
        this.byName = index(facts.columns(), EntityColumn::name);
        this.byComponent = index(facts.columns(), EntityColumn::component);
    }

    private static Map<String, EntityColumn> index(List<EntityColumn> columns, Function<EntityColumn, String> name) {
        Map<String, EntityColumn> index = new HashMap<>();
        columns.forEach(column -> index.put(name.apply(column), column));
        return index;
    }

    @Override
    public Class<E> type() {
        return type;
    }

    @Override
    public String table() {
        return facts.table();
    }

    @Override
    public List<EntityColumn> columns() {
        return facts.columns();
    }

    @Override
    public List<EntityColumn> partitionKey() {
        return partitionKey;
    }

    @Override
    public List<EntityColumn> clusteringKey() {
        return clusteringKey;
    }

    @Override
    public List<EntityColumn> primaryKey() {
        return primaryKey;
    }

    @Override
    public Optional<EntityColumn> column(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Optional<EntityColumn> component(String name) {
        return Optional.ofNullable(byComponent.get(name));
    }

    @Override
    public int defaultTtlSeconds() {
        return facts.defaultTtlSeconds();
    }

    @Override
    public Map<String, TableOption> options() {
        return facts.options();
    }

    @Override
    public List<EntityIndex> indexes() {
        return facts.indexes();
    }

    @Override
    public List<CqlType.UserType> userTypes() {
        return facts.userTypes();
    }

    @Override
    public Optional<EntityColumn> version() {
        return facts.version();
    }

    @Override
    public Optional<EntityDiscriminator> discriminator() {
        return facts.discriminator();
    }

    @Override
    public Optional<EntityView> view() {
        return facts.view();
    }

    @Override
    public boolean isCounterTable() {
        return facts.columns().stream().anyMatch(EntityColumn::isCounter);
    }

    @Override
    public String toString() {
        return "EntityModel[" + type.getName() + " as " + facts.table() + "]";
    }
}
