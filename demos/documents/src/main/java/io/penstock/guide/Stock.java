package io.penstock.guide;

import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.Version;

// region stock
/** How many pieces there are; two writers must not overwrite each other. */
@Table("stock")
public record Stock(
        @PartitionKey String sku, int pieces, @Version long version) {}
// endregion
