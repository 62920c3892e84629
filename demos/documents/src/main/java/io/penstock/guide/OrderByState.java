package io.penstock.guide;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;

// region view
/** The same orders under another key, the oldest first, kept by the servers. */
@MaterializedView(value = "orders_by_state", of = Order.class)
public record OrderByState(
        @PartitionKey Order.State state,
        @ClusteringKey Instant placedAt,
        @ClusteringKey(1) String customer,
        @ClusteringKey(2) int number,
        BigDecimal total) {}
// endregion
