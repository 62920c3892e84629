package io.penstock.stream.sql.internal;

import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.Statement;
import io.penstock.stream.sql.internal.tree.Ddl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** INSERT INTO … VALUES. */
record Inserts(Catalog catalog, Problems problems) {
    Statement insert(Ddl.Insert insert) {
        Relation relation = new FromAnalyzer(Context.adHoc(catalog, problems)).relation(insert.into());
        if (!(relation instanceof Relation.Source source)) {
            throw problems.at(
                    insert.into(),
                    SqlError.INVALID,
                    "rows can be inserted into sources only; '" + relation.name() + "' is "
                            + (relation instanceof Relation.LookupTable
                                    ? "a lookup table, which its database fills"
                                    : "computed by a query"));
        }
        List<Integer> positions = positions(insert.columns(), source);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (SqlNodeList row : insert.rows()) {
            rows.add(row(row, positions, source.schema()));
        }
        return new Statement.Insert(source, Collections.unmodifiableList(rows));
    }

    private List<Integer> positions(@Nullable SqlNodeList columns, Relation.Source source) {
        List<Integer> positions = new ArrayList<>();
        Schema schema = source.schema();
        if (columns == null) {
            for (int i = 0; i < schema.size(); i++) {
                positions.add(i);
            }
            return positions;
        }
        for (SqlNode column : columns) {
            String name = column.toString();
            if (schema.position(name).isEmpty()) {
                throw problems.at(column, SqlError.COLUMN_NOT_FOUND, TableDefinitions.noColumn(name, schema));
            }
            int position = schema.position(name).getAsInt();
            if (positions.contains(position)) {
                throw problems.at(column, SqlError.INVALID, "the column '" + name + "' is there twice");
            }
            positions.add(position);
        }
        for (int i = 0; i < schema.size(); i++) {
            if (!schema.field(i).nullable() && !positions.contains(i)) {
                throw problems.at(
                        columns,
                        SqlError.VALUE,
                        "the column '" + schema.field(i).name() + "' is NOT NULL and gets no value");
            }
        }
        return positions;
    }

    private List<@Nullable Object> row(SqlNodeList row, List<Integer> positions, Schema schema) {
        if (row.size() != positions.size()) {
            throw problems.at(
                    row, SqlError.VALUE, "the row has " + row.size() + " values for " + positions.size() + " columns");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int given = positions.indexOf(i);
            values.add(given < 0 ? null : value(row.get(given), schema.field(i)));
        }
        return Collections.unmodifiableList(values);
    }

    private @Nullable Object value(SqlNode node, Field field) {
        ExpressionAnalyzer constants = new ExpressionAnalyzer(Scope.empty(), problems);
        Expression expression = constants.analyze(node);
        if (!(expression instanceof Literal literal)) {
            throw problems.at(
                    node,
                    SqlError.UNSUPPORTED,
                    "VALUES takes constants; '" + field.name() + "' would be computed by " + expression);
        }
        if (literal.value() == null) {
            if (field.nullable()) {
                return null;
            }
            throw problems.at(node, SqlError.VALUE, "the column '" + field.name() + "' is NOT NULL");
        }
        Object fitting = constants
                .conversions()
                .implicit(literal, field.type())
                .filter(Literal.class::isInstance)
                .map(e -> ((Literal) e).value())
                .orElse(null);
        if (fitting == null) {
            throw problems.at(
                    node,
                    SqlError.VALUE,
                    "the column '" + field.name() + "' is " + field.type().sql() + " and cannot hold "
                            + Conversions.typeName(literal));
        }
        return fitting;
    }
}
