package io.penstock.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch: it took effect as a whole, or, where it had conditions, not at all.
 *
 * @param isApplied whether it took effect
 * @param seen where it did not, the rows that its conditions were compared with, as far as the server told them: values
 *     by the names of the columns
 */
public record BatchResult(boolean isApplied, List<Map<String, @Nullable Object>> seen) {
    private static final BatchResult APPLIED = new BatchResult(true, List.of());

    public BatchResult {
        seen = seen.stream()
                .map(row -> Collections.<String, @Nullable Object>unmodifiableMap(new LinkedHashMap<>(row)))
                .toList();
    }

    /** It took effect. */
    public static BatchResult applied() {
        return APPLIED;
    }

    /**
     * Nothing when it took effect.
     *
     * @throws NotAppliedException otherwise, with the rows that its conditions were compared with
     */
    public void orElseThrow() {
        if (!isApplied) {
            throw new NotAppliedException(
                    "a condition of the batch did not hold, and nothing of it was written; read the rows and decide"
                            + " anew",
                    null,
                    seen);
        }
    }
}
