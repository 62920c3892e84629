package io.penstock.bench.store;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;

/** A row of a wide partition. */
@Table("readings")
public record Reading(
        @PartitionKey long sensor, @ClusteringKey int place, double value, String unit, Instant takenAt) {
    /** The reading at a place. */
    public static Reading at(long sensor, int place) {
        return new Reading(sensor, place, place / 7.0, "lux", Instant.ofEpochMilli(1_700_000_000_000L + place));
    }
}
