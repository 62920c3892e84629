package io.penstock.documents.internal.schema;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaDifference.ByHand;
import io.penstock.documents.schema.SchemaDifference.ByPlan;
import io.penstock.documents.schema.SchemaDifference.Kind;
import io.penstock.documents.schema.SchemaDifference.NotNeeded;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.Optional;

/** The columns that classes need, held against those of a table that exists. */
final class TableComparison {
    private static final String NEW_TABLE =
            "CQL cannot change a primary key; make a table with another name and copy the"
                    + " rows, or give the class the key of the database";

    private final TableDescription wanted;
    private final TableDescription existing;
    private final LiveKeyspace live;
    private final List<SchemaDifference> found;

    private TableComparison(
            TableDescription wanted, TableDescription existing, LiveKeyspace live, List<SchemaDifference> found) {
        this.wanted = wanted;
        this.existing = existing;
        this.live = live;
        this.found = found;
    }

    static void compare(
            TableDescription wanted, TableDescription existing, LiveKeyspace live, List<SchemaDifference> found) {
        new TableComparison(wanted, existing, live, found).compare();
    }

    private void compare() {
        for (TableColumn column : wanted.columns()) {
            Optional<TableColumn> same = existing.column(column.name());
            if (same.isEmpty()) {
                add(
                        Kind.COLUMN_MISSING,
                        "column '" + column.name() + "' does not exist; the class expects it with type "
                                + column.type().cql(),
                        addition(column));
            } else {
                compare(column, same.get());
            }
        }
        for (TableColumn column : existing.columns()) {
            if (wanted.column(column.name()).isPresent()) {
                continue;
            }
            if (column.role().isKey()) {
                add(
                        Kind.COLUMN_UNKNOWN,
                        "column '" + column.name() + "' is a " + column.role()
                                + " of the table, but the class has no such component",
                        new ByHand(NEW_TABLE));
            } else {
                add(
                        Kind.COLUMN_UNKNOWN,
                        "column '" + column.name() + "' of type "
                                + column.type().cql() + " has no component",
                        new NotNeeded());
            }
        }
    }

    private void compare(TableColumn expected, TableColumn is) {
        String name = expected.name();
        if (!TypeShapes.text(expected.type()).equals(TypeShapes.text(is.type()))) {
            add(
                    Kind.COLUMN_TYPE,
                    "column '" + name + "' has type " + is.type().cql() + ", the class expects "
                            + expected.type().cql(),
                    new ByHand(
                            expected.role().isKey()
                                    ? NEW_TABLE
                                    : "a column keeps its type; give the component the type of the database, or a column"
                                            + " with another name and copy the values"));
        }
        if (!expected.role().equals(is.role())) {
            boolean key = expected.role().isKey() || is.role().isKey();
            add(
                    Kind.COLUMN_ROLE,
                    "column '" + name + "' is a " + is.role() + ", the class expects a " + expected.role(),
                    new ByHand(
                            key
                                    ? NEW_TABLE
                                    : "a column stays static or not; give the component the role of the database, or a"
                                            + " column with another name and copy the values"));
        }
    }

    private SchemaDifference.Remedy addition(TableColumn column) {
        if (column.role().isKey()) {
            return new ByHand(NEW_TABLE);
        }
        if (column.role() instanceof EntityColumn.Static
                && existing.columns().stream().noneMatch(other -> other.role() instanceof EntityColumn.Clustering)) {
            return new ByHand("a table without clustering columns has no static ones; take @Static off");
        }
        Optional<TableColumn> ordinary = existing.columns().stream()
                .filter(other -> !other.role().isKey() && isCounter(other) != isCounter(column))
                .findFirst();
        if (ordinary.isPresent()) {
            return new ByHand("column '" + ordinary.get().name() + "' is "
                    + (isCounter(column) ? "no counter" : "a counter")
                    + ", and counters do not share a table with other columns; use another table");
        }
        Optional<TableColumn> dropped = live.droppedColumn(wanted.name(), column.name());
        if (dropped.isPresent() && !mayReturn(column, dropped.get())) {
            return new ByHand("a column of this name was dropped, which was a "
                    + dropped.get().role() + " of type " + dropped.get().type().cql()
                    + ", and its old values may still lie on disk; use another name");
        }
        return new ByPlan(List.of(SchemaSteps.addColumn(wanted, column)));
    }

    private static boolean mayReturn(TableColumn column, TableColumn dropped) {
        return TypeShapes.text(column.type()).equals(TypeShapes.text(dropped.type()))
                && column.role().equals(dropped.role())
                && !isCounter(column);
    }

    private static boolean isCounter(TableColumn column) {
        return column.type() == CqlType.Scalar.COUNTER;
    }

    private void add(Kind kind, String message, SchemaDifference.Remedy remedy) {
        found.add(new SchemaDifference(kind, "table '" + wanted.name() + "'", message, remedy));
    }
}
