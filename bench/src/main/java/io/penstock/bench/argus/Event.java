package io.penstock.bench.argus;

import com.datastax.oss.driver.api.mapper.annotations.ClusteringColumn;
import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;

/** Something that happened in a run. */
@Table("events")
@org.springframework.data.cassandra.core.mapping.Table("events")
@Entity
@CqlName("events")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Event(
        @PartitionKey(0) @PrimaryKeyColumn(ordinal = 0, type = PrimaryKeyType.PARTITIONED)
        long run,

        @PartitionKey(1) @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.PARTITIONED)
        String kind,

        @ClusteringKey @PrimaryKeyColumn(ordinal = 2, type = PrimaryKeyType.CLUSTERED)
        int place,

        String severity,
        String message,
        Map<String, String> details) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey(0)
    public long run() {
        return run;
    }

    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey(1)
    public String kind() {
        return kind;
    }

    @Override
    @ClusteringColumn
    public int place() {
        return place;
    }

    /** The first events of a run. */
    static List<Event> first(long run, int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> new Event(
                        run,
                        "disruption",
                        place,
                        "warning",
                        "node " + place + " is restarting",
                        Map.of("node", "n" + place, "rack", "r1")))
                .toList();
    }
}
