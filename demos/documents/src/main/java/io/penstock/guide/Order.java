package io.penstock.guide;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Static;
import io.penstock.documents.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

// region order
/** A customer's orders lie together, the newest first. */
@Table("orders")
public record Order(
        @PartitionKey String customer,
        @ClusteringKey(descending = true) Instant placedAt,
        @ClusteringKey(1) int number,
        State state,
        BigDecimal total,
        @Nullable String note,
        @Static @Nullable String tier) {
    /** Stored by its name, as text. */
    public enum State {
        NEW,
        PAID,
        SENT
    }
}
// endregion
