package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.Statement;
import io.penstock.stream.sql.WatermarkSpec;
import io.penstock.stream.sql.internal.tree.Ddl;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** CREATE SOURCE and CREATE LOOKUP TABLE. */
record TableDefinitions(Catalog catalog, Problems problems) {
    private static final Set<String> SOURCE_OPTIONS = Set.of("buffer_size", "max.future.skew");

    Statement source(Ddl.CreateSource create) {
        String name = create.name().getSimple();
        Schema schema = schema(create.columns(), create.name());
        if (!create.columns().keys().isEmpty()) {
            throw problems.at(
                    create.columns().keys().getFirst().position(),
                    SqlError.UNSUPPORTED,
                    "a source has no PRIMARY KEY yet: all its rows are added; make the latest row of a key with GROUP BY");
        }
        Optional<WatermarkSpec> watermark = watermark(create.columns(), schema, name);
        Options options =
                new Options(create.options(), create.name().getParserPosition(), new Variables(catalog, problems));
        return new Statement.CreateSource(
                new Relation.Source(name, schema, watermark),
                StatementAnalyzer.ifPresent(create.modifiers()),
                options.rest(SOURCE_OPTIONS));
    }

    Statement lookupTable(Ddl.CreateLookupTable create) {
        String name = create.name().getSimple();
        Schema schema = schema(create.columns(), create.name());
        if (!create.columns().watermarks().isEmpty()) {
            throw problems.at(
                    create.columns().watermarks().getFirst().position(),
                    SqlError.INVALID,
                    "a lookup table has no watermark; its rows do not come as a stream");
        }
        List<String> key = key(create.columns(), schema, create.name());
        Options options =
                new Options(create.options(), create.name().getParserPosition(), new Variables(catalog, problems));
        String connection = options.connection(catalog.connectionNames());
        String table = options.require("table", "names the table to read");
        return new Statement.CreateLookupTable(
                new Relation.LookupTable(name, schema, key),
                connection,
                table,
                StatementAnalyzer.ifPresent(create.modifiers()),
                options.rest());
    }

    private Schema schema(Ddl.Columns columns, SqlIdentifier table) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        columns.keys().forEach(key -> key.columns().forEach(column -> keys.add(column.toString())));
        for (Ddl.Column column : columns.columns()) {
            String name = column.name().getSimple();
            if (!names.add(name)) {
                throw problems.at(column.name(), SqlError.INVALID_SCHEMA, "there are two columns '" + name + "'");
            }
            if (name.startsWith("__")) {
                throw problems.at(
                        column.name(),
                        SqlError.INVALID_SCHEMA,
                        "a column's name cannot begin with '__'; that is kept for weights");
            }
            boolean required = column.required() || keys.contains(name);
            fields.add(new Field(name, Types.of(column.type(), problems), !required));
        }
        if (fields.isEmpty()) {
            throw problems.at(table, SqlError.INVALID_SCHEMA, "'" + table.getSimple() + "' has no columns");
        }
        return Schema.of(fields);
    }

    private List<String> key(Ddl.Columns columns, Schema schema, SqlIdentifier table) {
        if (columns.keys().isEmpty()) {
            throw problems.at(
                    table,
                    SqlError.INVALID_SCHEMA,
                    "a lookup table needs PRIMARY KEY (columns), by which its rows are looked up");
        }
        if (columns.keys().size() > 1) {
            throw problems.at(columns.keys().get(1).position(), SqlError.INVALID_SCHEMA, "there are two primary keys");
        }
        List<String> key = new ArrayList<>();
        for (SqlNode column : columns.keys().getFirst().columns()) {
            String name = column.toString();
            if (schema.position(name).isEmpty()) {
                throw problems.at(column, SqlError.COLUMN_NOT_FOUND, noColumn(name, schema));
            }
            if (key.contains(name)) {
                throw problems.at(column, SqlError.INVALID_SCHEMA, "'" + name + "' is in the key twice");
            }
            key.add(name);
        }
        return key;
    }

    static String noColumn(String name, Schema schema) {
        String hint = Nearest.hint(name, schema.names());
        return "there is no column '" + name + "'"
                + (hint.isEmpty() ? "; there are " + Names.list(schema.names()) : hint);
    }

    private Optional<WatermarkSpec> watermark(Ddl.Columns columns, Schema schema, String source) {
        if (columns.watermarks().isEmpty()) {
            return Optional.empty();
        }
        if (columns.watermarks().size() > 1) {
            throw problems.at(
                    columns.watermarks().get(1).position(), SqlError.INVALID, "a source has one watermark at most");
        }
        Ddl.Watermark watermark = columns.watermarks().getFirst();
        String name = watermark.column().getSimple();
        OptionalInt position = schema.position(name);
        if (position.isEmpty()) {
            throw problems.at(watermark.column(), SqlError.COLUMN_NOT_FOUND, noColumn(name, schema));
        }
        if (!schema.type(position.getAsInt()).equals(DataType.TIMESTAMP)) {
            throw Types.mismatch(
                    problems,
                    watermark.column(),
                    "the watermark's column must be a TIMESTAMP; '" + name + "' is "
                            + schema.type(position.getAsInt()).sql());
        }
        SqlNode expression = watermark.expression();
        long delay = expression == null ? 0 : delay(expression, position.getAsInt(), name, Scope.of(source, schema));
        return Optional.of(new WatermarkSpec(name, delay));
    }

    /** Only a constant distance has a meaning that can be kept; anything else is refused, never guessed. */
    private long delay(SqlNode node, int position, String name, Scope scope) {
        Expression expression = new ExpressionAnalyzer(scope, problems).analyze(node);
        if (expression instanceof ColumnRef column && column.position() == position) {
            return 0;
        }
        if (expression instanceof Call call
                && call.function() == ScalarFunction.TIMESTAMP_MINUS
                && call.arguments().get(0) instanceof ColumnRef column
                && column.position() == position
                && call.arguments().get(1) instanceof Literal literal
                && literal.value() instanceof Duration delay) {
            if (!delay.isNegative()) {
                return delay.dividedBy(Duration.of(1, ChronoUnit.MICROS));
            }
            throw problems.at(node, SqlError.INVALID, "a watermark's delay cannot be negative");
        }
        throw problems.at(
                node,
                SqlError.UNSUPPORTED,
                "a watermark is the column itself or the column less a constant: WATERMARK FOR " + name + " AS " + name
                        + " - INTERVAL '5' SECOND");
    }
}
