package io.penstock.documents.internal;

import io.penstock.documents.Query;
import io.penstock.documents.driver.CqlPage;
import java.util.List;
import java.util.Objects;

/** Rows as the server's JSON. Immutable. */
record JsonSelection(EntitySelection<?> entities) implements Selection<String> {
    @Override
    public void check(Query<?> query) {
        entities.check(query);
    }

    @Override
    public void write(Query<?> query, Draft draft) {
        draft.text("JSON ");
        entities.write(query, draft);
    }

    @Override
    public List<String> decode(CqlPage page) {
        return page.rows().stream()
                .map(row -> (String) Objects.requireNonNull(row.get(0)))
                .toList();
    }
}
