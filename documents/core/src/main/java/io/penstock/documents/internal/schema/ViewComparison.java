package io.penstock.documents.internal.schema;

import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaDifference.ByHand;
import io.penstock.documents.schema.SchemaDifference.ByPlan;
import io.penstock.documents.schema.SchemaDifference.Kind;
import io.penstock.documents.schema.SchemaDifference.NotNeeded;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.ViewDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The views that classes declare, held against those of the keyspace. */
final class ViewComparison {
    private final SchemaDescription wanted;
    private final SchemaDescription live;
    private final PlanOptions options;
    private final List<SchemaDifference> found;

    ViewComparison(
            SchemaDescription wanted, SchemaDescription live, PlanOptions options, List<SchemaDifference> found) {
        this.wanted = wanted;
        this.live = live;
        this.options = options;
        this.found = found;
    }

    void compare() {
        wanted.views().forEach(this::view);
        for (ViewDescription view : live.views()) {
            if (wanted.view(view.name()).isEmpty() && wanted.table(view.base()).isPresent()) {
                unknown(view);
            }
        }
    }

    private void view(ViewDescription view) {
        Optional<ViewDescription> existing = live.view(view.name());
        if (existing.isEmpty()) {
            boolean table = live.table(view.name()).isPresent();
            found.add(new SchemaDifference(
                    Kind.VIEW_MISSING,
                    "keyspace '" + wanted.keyspace() + "'",
                    "view '" + view.name() + "' does not exist" + (table ? "; it is a table" : ""),
                    table
                            ? new ByHand("give the view another name, or drop the table")
                            : new ByPlan(List.of(SchemaSteps.createView(view)))));
            return;
        }
        List<String> differences = definition(view, existing.get());
        if (!differences.isEmpty()) {
            found.add(new SchemaDifference(
                    Kind.VIEW_DEFINITION,
                    "view '" + view.name() + "'",
                    String.join("; ", differences),
                    options.droppableViews().contains(view.name())
                            ? new ByPlan(List.of(
                                    SchemaSteps.dropView(wanted.keyspace(), view.name()), SchemaSteps.createView(view)))
                            : new ByHand("a view is changed by making it again, and until it is built it lacks rows;"
                                    + " allow that by withDroppableViews(\"" + view.name()
                                    + "\"), or give the view another name")));
            return;
        }
        found.addAll(OptionComparison.compare(
                "view '" + view.name() + "'",
                view.options(),
                existing.get().options(),
                changed -> SchemaSteps.alterView(view, changed)));
    }

    private static List<String> definition(ViewDescription view, ViewDescription now) {
        List<String> differences = new ArrayList<>();
        if (!view.base().equals(now.base())) {
            differences.add("its base table is '" + now.base() + "', the class expects '" + view.base() + "'");
        }
        for (TableColumn column : view.columns()) {
            Optional<TableColumn> same = now.column(column.name());
            if (same.isEmpty()) {
                differences.add("it has no column '" + column.name() + "'");
                continue;
            }
            if (!TypeShapes.text(column.type())
                    .equals(TypeShapes.text(same.get().type()))) {
                differences.add("column '" + column.name() + "' has type "
                        + same.get().type().cql() + ", the class expects "
                        + column.type().cql());
            }
            if (!column.role().equals(same.get().role())) {
                differences.add("column '" + column.name() + "' is a "
                        + same.get().role() + ", the class expects a " + column.role());
            }
        }
        for (TableColumn column : now.columns()) {
            if (column.role().isKey() && view.column(column.name()).isEmpty()) {
                differences.add("column '" + column.name() + "' is a " + column.role()
                        + " of the view, but the class has no such component");
            }
        }
        if (!conditions(view.where()).equals(conditions(now.where()))) {
            differences.add("it has the rows with " + now.where() + ", the class expects those with " + view.where());
        }
        return differences;
    }

    private void unknown(ViewDescription view) {
        found.add(new SchemaDifference(
                Kind.VIEW_UNKNOWN,
                "table '" + view.base() + "'",
                "view '" + view.name() + "' is declared by no class",
                options.droppableViews().contains(view.name())
                        ? new ByPlan(List.of(SchemaSteps.dropView(wanted.keyspace(), view.name())))
                        : new NotNeeded()));
    }

    /** The conditions of a WHERE without regard to their order, to spaces, to the case of words and to idle quotes. */
    private static Set<String> conditions(String where) {
        return Arrays.stream(where.split("(?i)\\s+AND\\s+"))
                .map(condition -> condition
                        .strip()
                        .replaceAll("\\s+", " ")
                        .replaceAll("\"([a-z][a-z0-9_]*)\"", "$1")
                        .replaceAll("(?i) is not null$", " IS NOT NULL"))
                .map(condition -> condition.replaceAll(" ?(=|<=|>=|<|>) ?", " $1 "))
                .collect(Collectors.toSet());
    }
}
