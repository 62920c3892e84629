package io.penstock.documents.internal.schema;

import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaDifference.ByHand;
import io.penstock.documents.schema.SchemaDifference.ByPlan;
import io.penstock.documents.schema.SchemaDifference.Kind;
import io.penstock.documents.schema.SchemaDifference.NotNeeded;
import io.penstock.documents.schema.TableDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The indexes that classes declare, held against those of a table that exists. */
final class IndexComparison {
    private final TableDescription wanted;
    private final TableDescription existing;
    private final PlanOptions options;
    private final List<SchemaDifference> found;

    IndexComparison(
            TableDescription wanted, TableDescription existing, PlanOptions options, List<SchemaDifference> found) {
        this.wanted = wanted;
        this.existing = existing;
        this.options = options;
        this.found = found;
    }

    void compare() {
        Set<String> matched = new HashSet<>();
        for (IndexDescription index : wanted.indexes()) {
            Optional<IndexDescription> named = existing.indexes().stream()
                    .filter(candidate -> candidate.name().equals(index.name()))
                    .findFirst();
            Optional<IndexDescription> alike = existing.indexes().stream()
                    .filter(candidate -> isSame(index, candidate))
                    .findFirst();
            Optional<IndexDescription> other = named.isPresent() ? named : alike;
            other.ifPresent(candidate -> matched.add(candidate.name()));
            if (other.isEmpty()) {
                found.add(missing(wanted, index));
            } else if (named.isPresent() && !isSame(index, named.get())) {
                differs(index, named.get());
            } else if (named.isEmpty()) {
                renamed(index, alike.orElseThrow());
            }
        }
        existing.indexes().stream()
                .filter(index -> !matched.contains(index.name()))
                .forEach(this::unknown);
    }

    static SchemaDifference missing(TableDescription table, IndexDescription index) {
        return new SchemaDifference(
                Kind.INDEX_MISSING,
                "table '" + table.name() + "'",
                "index '" + index.name() + "' does not exist; the class declares it " + definition(index),
                new ByPlan(List.of(SchemaSteps.createIndex(table, index))));
    }

    private void differs(IndexDescription index, IndexDescription now) {
        add(
                Kind.INDEX_DEFINITION,
                "index '" + index.name() + "' is " + definition(now) + ", the class declares it " + definition(index),
                options.droppableIndexes().contains(index.name())
                        ? new ByPlan(List.of(
                                SchemaSteps.dropIndex(wanted.keyspace(), index.name()),
                                SchemaSteps.createIndex(wanted, index)))
                        : new ByHand("an index is changed by making it again, and until it is built queries by it fail;"
                                + " allow that by withDroppableIndexes(\"" + index.name()
                                + "\"), or give the index another name"));
    }

    private void renamed(IndexDescription index, IndexDescription now) {
        add(
                Kind.INDEX_NAME,
                "index '" + now.name() + "' is what the class declares as '" + index.name() + "'",
                options.droppableIndexes().contains(now.name())
                        ? new ByPlan(List.of(
                                SchemaSteps.dropIndex(wanted.keyspace(), now.name()),
                                SchemaSteps.createIndex(wanted, index)))
                        : new NotNeeded());
    }

    private void unknown(IndexDescription index) {
        add(
                Kind.INDEX_UNKNOWN,
                "index '" + index.name() + "' " + definition(index) + " is declared by no class",
                options.droppableIndexes().contains(index.name())
                        ? new ByPlan(List.of(SchemaSteps.dropIndex(wanted.keyspace(), index.name())))
                        : new NotNeeded());
    }

    private boolean isSame(IndexDescription index, IndexDescription now) {
        return index.column().equals(now.column())
                && index.target() == now.target()
                && kind(index.using()).equals(kind(now.using()))
                && new OptionValue.Entries(index.options()).isShownAs(new OptionValue.Entries(now.options()));
    }

    private static String kind(String using) {
        String name = using.substring(using.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "sai" -> "storageattachedindex";
            case "legacy_local_table" -> "";
            default -> name;
        };
    }

    private static String definition(IndexDescription index) {
        String target = switch (index.target()) {
            case COLUMN -> "'" + index.column() + "'";
            case KEYS, VALUES, ENTRIES, FULL ->
                index.target().name().toLowerCase(Locale.ROOT) + "('" + index.column() + "')";
        };
        return "on " + target
                + (index.using().isEmpty() ? "" : " using " + index.using())
                + (index.options().isEmpty() ? "" : " with " + new OptionValue.Entries(index.options()).cql());
    }

    private void add(Kind kind, String message, SchemaDifference.Remedy remedy) {
        found.add(new SchemaDifference(kind, "table '" + wanted.name() + "'", message, remedy));
    }
}
