package io.penstock.guide;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Discriminator;
import io.penstock.documents.DiscriminatorValue;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;

// region payment
/** Several records in one table, told apart by the column {@code kind}. */
@Table("payments")
@Discriminator(column = "kind")
public sealed interface Payment {
    /** By card. */
    @DiscriminatorValue("card")
    record Card(
            @PartitionKey String customer, @ClusteringKey int number, String lastDigits) implements Payment {}

    /** By bank transfer. */
    @DiscriminatorValue("transfer")
    record Transfer(
            @PartitionKey String customer, @ClusteringKey int number, String bank) implements Payment {}
}
// endregion
