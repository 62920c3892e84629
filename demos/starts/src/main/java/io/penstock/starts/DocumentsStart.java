package io.penstock.starts;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Filter;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Replication;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import java.time.Instant;
import java.util.List;

/** A record class as a table in Cassandra. */
public final class DocumentsStart {
    private DocumentsStart() {}

    // region documents
    /** One row: a sensor's readings lie together, the newest first. */
    @Table("readings")
    public record Reading(
            @PartitionKey String sensor,
            @ClusteringKey(descending = true) Instant takenAt,
            double celsius) {}

    /** Makes the table, saves two readings and finds the warm one. */
    public static List<Reading> run(Documents documents) {
        DocumentSession session = documents.session("weather");
        session.schema().createKeyspace(Replication.simple(1));
        session.schema().create(Reading.class);

        Repository<Reading> readings = session.repository(Reading.class);
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        readings.save(new Reading("roof", noon, 21.5));
        readings.async().save(new Reading("roof", noon.plusSeconds(3600), 23.0)).join();

        return readings.find(
                Query.where("sensor", "roof").and(Filter.gt("takenAt", noon)).limit(10));
    }
    // endregion
}
