package io.penstock.demo.flights;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;

/**
 * The delays of one airport on one day.
 *
 * @param dayStart midnight, UTC
 * @param totalDelay minutes; early departures count negative
 */
@Table("daily_delays")
public record DailyDelay(
        @PartitionKey String origin,
        @ClusteringKey Instant dayStart,
        long flights,
        long totalDelay,
        double averageDelay,
        int worstDelay) {}
