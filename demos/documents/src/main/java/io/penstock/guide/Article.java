package io.penstock.guide;

import io.penstock.documents.Indexed;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.Vector;

// region article
/** A text with its embedding. */
@Table("articles")
public record Article(
        @PartitionKey int id,
        String title,

        @Vector(dimensions = 3) @Indexed(kind = Indexed.Kind.SAI, options = "similarity_function=cosine")
        float[] embedding) {}
// endregion
