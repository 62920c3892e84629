package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The columns that names can mean at one place of a query. Immutable.
 *
 * @param columns in the order of SELECT *
 */
record Scope(List<Named> columns) {
    Scope {
        columns = List.copyOf(columns);
    }

    /** Which bound of a window a column is. */
    enum Bound {
        START,
        END
    }

    /**
     * A column that can be named.
     *
     * @param qualifier the table's name or alias
     * @param value what it is, over the rows of the plan at this place
     * @param window the window whose bound it is, for the columns that a windowing table function adds
     */
    record Named(
            String qualifier,
            String name,
            Expression value,
            @Nullable WindowCall window,
            @Nullable Bound bound) {}

    static Scope of(String qualifier, Schema schema) {
        List<Named> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            columns.add(new Named(qualifier, field.name(), Expressions.column(schema, i), null, null));
        }
        return new Scope(columns);
    }

    static Scope empty() {
        return new Scope(List.of());
    }

    /** These columns, then the others, which stand {@code shift} positions further right. */
    Scope then(Scope right, int shift) {
        List<Named> all = new ArrayList<>(columns);
        for (Named c : right.columns) {
            all.add(new Named(
                    c.qualifier(), c.name(), Expressions.moved(c.value(), p -> p + shift), c.window(), c.bound()));
        }
        return new Scope(all);
    }

    Set<String> qualifiers() {
        Set<String> qualifiers = new TreeSet<>();
        columns.forEach(c -> qualifiers.add(c.qualifier()));
        return qualifiers;
    }

    /** Whether a simple name means a column here. */
    boolean has(String name) {
        return columns.stream().anyMatch(c -> c.name().equals(name));
    }

    /** The columns of one table, for {@code t.*}. */
    List<Named> of(String qualifier) {
        return columns.stream().filter(c -> c.qualifier().equals(qualifier)).toList();
    }

    Named resolve(SqlIdentifier identifier, Problems problems) {
        List<String> names = identifier.names;
        if (names.size() > 2) {
            throw problems.at(
                    identifier,
                    SqlError.COLUMN_NOT_FOUND,
                    "'" + identifier + "' has too many parts; a column is named column or table.column");
        }
        String name = names.getLast();
        List<Named> candidates = names.size() == 2 ? qualified(identifier, names.getFirst(), problems) : columns;
        List<Named> found =
                candidates.stream().filter(c -> c.name().equals(name)).toList();
        if (found.size() > 1) {
            String choices = String.join(
                    " or ", found.stream().map(c -> c.qualifier() + "." + name).toList());
            throw problems.at(
                    identifier, SqlError.COLUMN_NOT_FOUND, "'" + name + "' can be " + choices + "; write which");
        }
        if (found.isEmpty()) {
            throw problems.at(identifier, SqlError.COLUMN_NOT_FOUND, unknown(identifier, name, candidates));
        }
        return found.getFirst();
    }

    private List<Named> qualified(SqlIdentifier identifier, String qualifier, Problems problems) {
        List<Named> candidates = of(qualifier);
        if (candidates.isEmpty()) {
            throw problems.at(
                    identifier,
                    SqlError.RELATION_NOT_FOUND,
                    "there is no '" + qualifier + "' in FROM" + Nearest.hint(qualifier, qualifiers()));
        }
        return candidates;
    }

    private static String unknown(SqlIdentifier identifier, String name, List<Named> candidates) {
        if (candidates.isEmpty()) {
            return "there is no column '" + identifier + "': the query has no FROM";
        }
        List<String> known = candidates.stream().map(Named::name).toList();
        Set<String> tables = new TreeSet<>();
        candidates.forEach(c -> tables.add(c.qualifier()));
        String hint = Nearest.hint(name, known);
        tables.remove("");
        String where = tables.isEmpty() ? " in the subquery" : " in " + String.join(", ", tables);
        return "there is no column '" + name + "'" + where + (hint.isEmpty() ? "; it has " + Names.list(known) : hint);
    }
}
