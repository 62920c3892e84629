package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.LwtResult;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the answers to conditional writes of one entity. Immutable. */
final class LwtAnswers<E> {
    private static final String APPLIED = "[applied]";

    private final EntityPlan<E> plan;

    LwtAnswers(EntityPlan<E> plan) {
        this.plan = plan;
    }

    /** Whether the page is the answer to a conditional write. */
    static boolean says(CqlPage page) {
        return page.indexOf(APPLIED) >= 0;
    }

    /** Whether the page says that the write was applied; a page that does not say is no success. */
    static boolean isApplied(CqlPage page) {
        int applied = page.indexOf(APPLIED);
        if (applied < 0 || page.rows().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INTERNAL,
                    "the answer to a conditional write does not say whether it was applied; it has columns "
                            + page.columns());
        }
        return Boolean.TRUE.equals(page.rows().getFirst().get(applied));
    }

    LwtResult<E> result(CqlPage page) {
        if (isApplied(page)) {
            return new LwtResult.Applied<>();
        }
        CqlRow row = page.rows().getFirst();
        boolean whole = plan.model().columns().stream().allMatch(column -> page.indexOf(column.name()) >= 0)
                && plan.isOfEntity(page, row);
        return whole ? new LwtResult.NotApplied<>(plan.decode(page, row)) : new LwtResult.Unmet<>(seen(page, row));
    }

    private Map<String, @Nullable Object> seen(CqlPage page, CqlRow row) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        for (int i = 0; i < page.columns().size(); i++) {
            Optional<EntityColumn> column =
                    plan.model().column(page.columns().get(i).name());
            if (column.isPresent()) {
                Object value = row.get(i);
                seen.put(
                        column.get().component(),
                        value == null
                                ? null
                                : plan.codec(column.get()).present().toJava(value));
            }
        }
        return seen;
    }
}
