package io.penstock.guide;

import io.penstock.documents.Counter;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;

// region views
/** All columns outside the key are counters. */
@Table("product_views")
public record ProductViews(
        @PartitionKey String sku,
        @Counter long seen,
        @Counter long bought) {}
// endregion
