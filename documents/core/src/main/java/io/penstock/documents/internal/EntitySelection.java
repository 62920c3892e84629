package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Query;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import java.util.ArrayList;
import java.util.List;

/** Whole records. Immutable. */
record EntitySelection<E>(EntityPlan<E> plan) implements Selection<E> {
    @Override
    public void check(Query<?> query) {
        if (query.isDistinct() || !query.grouping().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "query on " + plan.model().type().getName() + ": a query with "
                            + (query.isDistinct() ? "distinct" : "groups")
                            + " does not give whole records; read it by select(…) into a record of what it gives");
        }
    }

    @Override
    public void write(Query<?> query, Draft draft) {
        draft.text(plan.columns());
    }

    @Override
    public boolean dropsOthers() {
        return true;
    }

    @Override
    public List<E> decode(CqlPage page) {
        List<E> records = new ArrayList<>(page.rows().size());
        for (CqlRow row : page.rows()) {
            if (plan.isOfEntity(row)) {
                records.add(plan.decode(row));
            }
        }
        return records;
    }
}
