package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.TokenComparison;
import io.penstock.documents.TupleComparison;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Filters sorted by what they restrict, each checked by itself: that its column has the operator at all. Immutable
 * after making. Each query is checked anew, so what all of them do is done in loops, without a stream for each column.
 */
final class Restrictions {
    private final EntityModel<?> model;
    private final String subject;
    private final List<Comparison<?>> comparisons = new ArrayList<>();
    private final List<EntryComparison<?>> entries = new ArrayList<>();
    private final List<TupleComparison<?>> tuples = new ArrayList<>();
    private final List<TokenComparison<?>> tokens = new ArrayList<>();

    /** Restrictions of a model; {@code subject} says in errors what they are part of. */
    Restrictions(EntityModel<?> model, String subject, List<? extends Filter<?>> filters) {
        this.model = model;
        this.subject = subject;
        for (Filter<?> filter : filters) {
            switch (filter) {
                case Comparison<?> comparison -> comparisons.add(checked(comparison));
                case EntryComparison<?> entry -> entries.add(checked(entry));
                case TupleComparison<?> tuple -> tuples.add(checked(tuple));
                case TokenComparison<?> token -> tokens.add(checked(token));
            }
        }
        checkRepeats();
    }

    List<Comparison<?>> of(EntityColumn column) {
        List<Comparison<?>> found = List.of();
        for (Comparison<?> comparison : comparisons) {
            if (comparison.component().equals(column.component())) {
                found = found.isEmpty() ? List.of(comparison) : with(found, comparison);
            }
        }
        return found;
    }

    private static List<Comparison<?>> with(List<Comparison<?>> found, Comparison<?> last) {
        List<Comparison<?>> all = new ArrayList<>(found);
        all.add(last);
        return all;
    }

    List<Comparison<?>> comparisons() {
        return comparisons;
    }

    /** Whether a column has one value, or one of several. */
    boolean isByValue(EntityColumn column) {
        for (Comparison<?> comparison : of(column)) {
            if (comparison.operator() == Operator.EQ || comparison.operator() == Operator.IN) {
                return true;
            }
        }
        return false;
    }

    List<EntryComparison<?>> entries() {
        return entries;
    }

    List<TupleComparison<?>> tuples() {
        return tuples;
    }

    List<TokenComparison<?>> tokens() {
        return tokens;
    }

    /** Whether any filter is about this column. */
    boolean touches(EntityColumn column) {
        return !of(column).isEmpty()
                || entries.stream().anyMatch(entry -> entry.component().equals(column.component()))
                || isInTuple(column);
    }

    /** Whether a column is compared together with others. */
    boolean isInTuple(EntityColumn column) {
        return !tuples.isEmpty()
                && tuples.stream().anyMatch(tuple -> tuple.components().contains(column.component()));
    }

    DocumentsException illegal(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY, subject + " " + model.type().getName() + ": " + why);
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private Comparison<?> checked(Comparison<?> comparison) {
        EntityColumn column = Operands.column(model, comparison.component());
        CqlType type = column.type();
        boolean isCollection =
                type instanceof CqlType.ListOf || type instanceof CqlType.SetOf || type instanceof CqlType.MapOf;
        switch (comparison.operator()) {
            case NE ->
                throw illegal("component '" + column.component() + "' is compared by !=, which CQL has in conditions of"
                        + " writes only; filter it in Java");
            case CONTAINS -> require(isCollection, column, "contains is for lists, sets and maps");
            case CONTAINS_KEY -> require(type instanceof CqlType.MapOf, column, "containsKey is for maps");
            case LIKE ->
                require(type == CqlType.Scalar.TEXT || type == CqlType.Scalar.ASCII, column, "like is for text");
            case IN ->
                require(column.role().isKey(), column, "in is for columns of the key; ask for each value by itself");
            case EQ, GT, GTE, LT, LTE -> {
                require(
                        !isCollection || type.equals(type.asFrozen()),
                        column,
                        "a collection that is not frozen is found by what it contains");
            }
        }
        return comparison;
    }

    private void require(boolean legal, EntityColumn column, String why) {
        if (!legal) {
            throw illegal("component '" + column.component() + "' has type "
                    + column.type().cql() + (column.role().isKey() ? "" : " outside the key") + "; " + why);
        }
    }

    private EntryComparison<?> checked(EntryComparison<?> entry) {
        EntityColumn column = Operands.column(model, entry.component());
        require(
                column.type() instanceof CqlType.MapOf map && !map.frozen() && entry.operator() == Operator.EQ,
                column,
                "only entries of a map that is not frozen are found, and by a single value");
        return entry;
    }

    private TupleComparison<?> checked(TupleComparison<?> tuple) {
        switch (tuple.operator()) {
            case EQ, IN, GT, GTE, LT, LTE -> {}
            case NE, CONTAINS, CONTAINS_KEY, LIKE ->
                throw illegal("several columns together are compared by =, in, <, <=, > or >=; got "
                        + tuple.operator().cql());
        }
        List<String> clustering =
                model.clusteringKey().stream().map(EntityColumn::component).toList();
        tuple.components().forEach(component -> Operands.column(model, component));
        int from = clustering.indexOf(tuple.components().getFirst());
        int to = from + tuple.components().size();
        if (from < 0 || to > clustering.size() || !clustering.subList(from, to).equals(tuple.components())) {
            throw illegal("columns compared together are clustering columns that follow each other, of " + clustering
                    + "; got " + tuple.components());
        }
        return tuple;
    }

    private TokenComparison<?> checked(TokenComparison<?> token) {
        int parts = token.ofKey() ? model.partitionKey().size() : 1;
        if (token.values().size() != parts) {
            throw illegal("a token is of all " + parts + " parts of the partition key "
                    + model.partitionKey().stream().map(EntityColumn::component).toList() + ", got "
                    + token.values().size());
        }
        return token;
    }

    private void checkRepeats() {
        if (comparisons.size() + tuples.size() + tokens.size() < 2) {
            return;
        }
        for (EntityColumn column : model.columns()) {
            List<Operator> operators = new ArrayList<>();
            of(column).forEach(comparison -> operators.add(comparison.operator()));
            tuples.stream()
                    .filter(tuple -> tuple.components().contains(column.component()))
                    .forEach(tuple -> operators.add(tuple.operator()));
            if (repeats(operators)) {
                throw illegal("component '" + column.component()
                        + "' is restricted more than once; give one value, or one lower and one upper bound");
            }
        }
        if (repeats(tokens.stream().map(TokenComparison::operator).toList())) {
            throw illegal("the token is restricted more than once; give one value, or one lower and one upper bound");
        }
    }

    private static boolean repeats(List<Operator> operators) {
        int lower = 0;
        int upper = 0;
        int single = 0;
        for (Operator operator : operators) {
            switch (operator) {
                case GT, GTE -> lower++;
                case LT, LTE -> upper++;
                case EQ, IN, NE, LIKE -> single++;
                case CONTAINS, CONTAINS_KEY -> {}
            }
        }
        return single > 1 || lower > 1 || upper > 1 || (single == 1 && lower + upper > 0);
    }
}
