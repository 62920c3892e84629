package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.Comparison;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.Selector;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.documents.internal.codec.EntityCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the components of another record read. Checked when it is made. Immutable. */
final class ProjectedSelection<D> implements Selection<D> {
    private final Operands operands;
    private final EntityCodec<D> codec;
    private final EntityCodec.RowDecoder<D> decoder;
    private final List<Selector<?>> selectors = new ArrayList<>();

    ProjectedSelection(EntityPlan<?> plan, Projection<?, D> projection) {
        this.operands = new Operands(plan);
        this.codec = EntityCodec.ofProjection(projection.type());
        this.decoder = codec.decoder(codec.columns());
        List<String> components = codec.components();
        for (String name : projection.selectors().keySet()) {
            if (!components.contains(name)) {
                throw illegal(projection.type().getName() + " has no component '" + name + "'"
                        + Nearest.hint(name, components) + " (it has " + String.join(", ", components) + ")");
            }
        }
        for (int i = 0; i < components.size(); i++) {
            String component = components.get(i);
            Selector<?> selector = projection.selectors().get(component);
            Selector<?> read = selector == null ? Selector.column(component) : selector;
            CqlType given = type(read);
            CqlType wanted = codec.component(i).type();
            if (!fits(given, wanted)) {
                throw illegal("component '" + component + "' of "
                        + projection.type().getName() + " holds " + wanted.cql() + ", but reads " + given.cql());
            }
            selectors.add(read);
        }
    }

    private CqlType type(Selector<?> selector) {
        return switch (selector) {
            case Selector.OfColumn<?> column ->
                operands.column(column.component()).type();
            case Selector.OfCount<?> ignored -> Scalar.BIGINT;
            case Selector.OfToken<?> ignored -> Scalar.BIGINT;
            case Selector.OfSimilarity<?> ignored -> Scalar.FLOAT;
            case Selector.OfCast<?> cast -> cast.type();
            case Selector.OfFunction<?> function -> {
                EntityColumn column = operands.column(function.component());
                yield switch (function.function()) {
                    case COUNT -> Scalar.BIGINT;
                    case SUM, AVG -> number(column);
                    case MIN, MAX -> column.type();
                    case WRITETIME -> {
                        requireCell(column);
                        yield Scalar.BIGINT;
                    }
                    case TTL -> {
                        requireCell(column);
                        yield Scalar.INT;
                    }
                };
            }
        };
    }

    private CqlType number(EntityColumn column) {
        return switch (column.type()) {
            case Scalar scalar -> {
                switch (scalar) {
                    case TINYINT, SMALLINT, INT, BIGINT, VARINT, FLOAT, DOUBLE, DECIMAL, COUNTER -> {
                        yield scalar;
                    }
                    default -> throw noNumber(column);
                }
            }
            default -> throw noNumber(column);
        };
    }

    private DocumentsException noNumber(EntityColumn column) {
        return illegal("component '" + column.component() + "' has type "
                + column.type().cql() + "; sums and means are of numbers");
    }

    private void requireCell(EntityColumn column) {
        if (column.role().isKey() || !column.type().equals(column.type().asFrozen()) || column.isCounter()) {
            throw illegal("component '" + column.component()
                    + "' has no one time of writing; only values outside the key do, no counters and no collections or"
                    + " user-defined types that are not frozen");
        }
    }

    /** Names of one type, and collections whether frozen or not, hold the same values. */
    static boolean fits(CqlType given, CqlType wanted) {
        return plain(given).equals(plain(wanted));
    }

    private static CqlType plain(CqlType type) {
        return switch (type) {
            case Scalar scalar ->
                switch (scalar) {
                    case COUNTER -> Scalar.BIGINT;
                    case TIMEUUID -> Scalar.UUID;
                    case ASCII -> Scalar.TEXT;
                    default -> scalar;
                };
            default -> type.asFrozen();
        };
    }

    @Override
    public void check(Query<?> query) {
        boolean computes = selectors.stream().anyMatch(ProjectedSelection::isAggregate);
        if (query.isDistinct()) {
            checkDistinct(computes);
        }
        checkGroups(query);
        for (Selector<?> selector : selectors) {
            if (selector instanceof Selector.OfSimilarity<?> similarity && nearness(query, similarity) == null) {
                throw illegal("similarity is to the vector that the query is sorted by; sort it by the nearness of '"
                        + similarity.component() + "'");
            }
            if (computes || !query.grouping().isEmpty()) {
                checkOneOfMany(query, selector);
            }
        }
    }

    /** Where many rows are one, the server would read of one of them what is no aggregate: of which, it leaves open. */
    private void checkOneOfMany(Query<?> query, Selector<?> selector) {
        switch (selector) {
            case Selector.OfColumn<?> column -> requireOneValue(query, column.component());
            case Selector.OfCast<?> cast -> requireOneValue(query, cast.component());
            case Selector.OfToken<?> ignored ->
                operands.model().partitionKey().forEach(column -> requireOneValue(query, column.component()));
            case Selector.OfSimilarity<?> similarity -> throw eachRow("the nearness", similarity.component());
            case Selector.OfFunction<?> function -> {
                switch (function.function()) {
                    case WRITETIME -> throw eachRow("the time of writing", function.component());
                    case TTL -> throw eachRow("the time to live", function.component());
                    case COUNT, SUM, AVG, MIN, MAX -> {}
                }
            }
            case Selector.OfCount<?> ignored -> {}
        }
    }

    private void requireOneValue(Query<?> query, String component) {
        if (!query.grouping().contains(component) && !hasOneValue(query, component)) {
            throw illegal("component '" + component + "' has many values in the rows that are one here; group by it, or"
                    + " read its min, max or the like");
        }
    }

    private DocumentsException eachRow(String what, String component) {
        return illegal(what + " of component '" + component + "' is one of each row, and here many rows are one; read"
                + " it without aggregates and groups");
    }

    private static boolean hasOneValue(Query<?> query, String component) {
        return query.filters().stream()
                .anyMatch(filter -> filter instanceof Comparison<?> comparison
                        && comparison.component().equals(component)
                        && comparison.operator() == Operator.EQ);
    }

    private static boolean isAggregate(Selector<?> selector) {
        return switch (selector) {
            case Selector.OfCount<?> ignored -> true;
            case Selector.OfFunction<?> function ->
                switch (function.function()) {
                    case COUNT, SUM, AVG, MIN, MAX -> true;
                    case WRITETIME, TTL -> false;
                };
            case Selector.OfColumn<?> ignored -> false;
            case Selector.OfCast<?> ignored -> false;
            case Selector.OfToken<?> ignored -> false;
            case Selector.OfSimilarity<?> ignored -> false;
        };
    }

    private void checkDistinct(boolean computes) {
        Set<String> read = new HashSet<>();
        for (Selector<?> selector : selectors) {
            if (!(selector instanceof Selector.OfColumn<?> column)
                    || operands.column(column.component()).role() instanceof EntityColumn.Clustering
                    || operands.column(column.component()).role() instanceof EntityColumn.Regular
                    || computes) {
                throw illegal("distinct gives one row a partition, so it reads only parts of the partition key and"
                        + " static columns");
            }
            read.add(column.component());
        }
        for (EntityColumn column : operands.model().partitionKey()) {
            if (!read.contains(column.component())) {
                throw illegal("distinct gives one row a partition, so it reads the whole partition key; '"
                        + column.component() + "' is missing");
            }
        }
    }

    private void checkGroups(Query<?> query) {
        List<EntityColumn> key = operands.model().primaryKey();
        int next = 0;
        for (String component : query.grouping()) {
            EntityColumn column = operands.column(component);
            while (next < key.size()
                    && !key.get(next).equals(column)
                    && hasOneValue(query, key.get(next).component())) {
                next++;
            }
            if (next >= key.size() || !key.get(next).equals(column)) {
                throw illegal("rows are grouped by the primary key from its beginning, "
                        + key.stream().map(EntityColumn::component).toList() + "; '" + component
                        + "' is not next in it");
            }
            next++;
        }
        if (!query.grouping().isEmpty()
                && next < operands.model().partitionKey().size()) {
            throw illegal("rows are grouped by the whole partition key at least, "
                    + operands.model().partitionKey().stream()
                            .map(EntityColumn::component)
                            .toList());
        }
    }

    private static Ordering.@org.jspecify.annotations.Nullable ByDistance<?> nearness(
            Query<?> query, Selector.OfSimilarity<?> similarity) {
        for (Ordering<?> ordering : query.ordering()) {
            if (ordering instanceof Ordering.ByDistance<?> distance
                    && distance.component().equals(similarity.component())) {
                return distance;
            }
        }
        return null;
    }

    @Override
    public void write(Query<?> query, Draft draft) {
        String separator = query.isDistinct() ? "DISTINCT " : "";
        for (Selector<?> selector : selectors) {
            draft.text(separator);
            write(selector, query, draft);
            separator = ", ";
        }
    }

    private void write(Selector<?> selector, Query<?> query, Draft draft) {
        switch (selector) {
            case Selector.OfColumn<?> column -> draft.name(operands.column(column.component()));
            case Selector.OfCount<?> ignored -> draft.text("count(*)");
            case Selector.OfFunction<?> function ->
                draft.text(function.function().name().toLowerCase(Locale.ROOT) + "(")
                        .name(operands.column(function.component()))
                        .text(")");
            case Selector.OfCast<?> cast ->
                draft.text("CAST(")
                        .name(operands.column(cast.component()))
                        .text(" AS " + cast.type().cql() + ")");
            case Selector.OfToken<?> ignored ->
                draft.text(operands.model().partitionKey().stream()
                        .map(column -> CqlNames.quoted(column.name()))
                        .collect(Collectors.joining(", ", "token(", ")")));
            case Selector.OfSimilarity<?> similarity -> {
                Ordering.ByDistance<?> nearness = nearness(query, similarity);
                draft.text("similarity_" + similarity.similarity().name().toLowerCase(Locale.ROOT) + "(")
                        .name(operands.column(similarity.component()))
                        .text(", ")
                        .bind(nearness == null ? null : nearness.vector())
                        .text(")");
            }
        }
    }

    @Override
    public List<D> decode(CqlPage page) {
        List<D> records = new ArrayList<>(page.rows().size());
        for (CqlRow row : page.rows()) {
            records.add(decoder.decode(row));
        }
        return records;
    }

    private DocumentsException illegal(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY,
                "projection of " + operands.model().type().getName() + ": " + why);
    }
}
