package io.penstock.guide;

import io.penstock.documents.Indexed;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.math.BigDecimal;

// region product
/** What the shop sells. */
@Table(value = "products", options = "comment=What the shop sells")
public record Product(
        @PartitionKey String sku,
        @Indexed(kind = Indexed.Kind.SAI) String category,
        @Indexed(kind = Indexed.Kind.SAI) BigDecimal price) {}
// endregion
