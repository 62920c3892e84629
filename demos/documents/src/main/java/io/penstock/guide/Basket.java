package io.penstock.guide;

import io.penstock.documents.Indexed;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

// region basket
/** Collections are never null: empty ones read as empty. */
@Table("baskets")
public record Basket(
        @PartitionKey String customer,
        List<String> steps,
        @Indexed Set<String> coupons,
        Map<String, Integer> pieces) {}
// endregion
