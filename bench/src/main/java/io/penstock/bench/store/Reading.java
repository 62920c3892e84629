package io.penstock.bench.store;

import com.datastax.oss.driver.api.mapper.annotations.ClusteringColumn;
import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.data.cassandra.core.cql.Ordering;
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.Column;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;

/** A row of a wide partition; each mapper finds its own annotations on it. */
@Table("readings")
@org.springframework.data.cassandra.core.mapping.Table("readings")
@Entity
@CqlName("readings")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Reading(
        @PartitionKey @PrimaryKeyColumn(type = PrimaryKeyType.PARTITIONED)
        long sensor,

        @ClusteringKey @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.CLUSTERED, ordering = Ordering.ASCENDING)
        int place,

        double value,
        String unit,
        @Column("taken_at") Instant takenAt) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long sensor() {
        return sensor;
    }

    @Override
    @ClusteringColumn
    public int place() {
        return place;
    }

    /** The reading at a place. */
    public static Reading at(long sensor, int place) {
        return new Reading(sensor, place, place / 7.0, "lux", Instant.ofEpochMilli(1_700_000_000_000L + place));
    }

    /** The first readings of a sensor. */
    static List<Reading> first(long sensor, int count) {
        return IntStream.range(0, count).mapToObj(place -> at(sensor, place)).toList();
    }
}
