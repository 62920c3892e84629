package io.penstock.demo.flights;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;

/** A flight that left an hour late or more, with the city it left from. */
@Table("delayed_flights")
public record DelayedFlight(
        @PartitionKey String origin,
        @ClusteringKey Instant departure,
        @ClusteringKey(1) long seq,
        String destination,
        String city,
        String state,
        int delayMinutes,
        int delayHours) {}
