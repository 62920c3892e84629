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
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;

/** What somebody says about a run. */
@Table("comments")
@org.springframework.data.cassandra.core.mapping.Table("comments")
@Entity
@CqlName("comments")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Comment(
        @PartitionKey @PrimaryKeyColumn(ordinal = 0, type = PrimaryKeyType.PARTITIONED)
        long run,

        @ClusteringKey @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.CLUSTERED)
        long number,

        long author,
        String message,
        List<String> mentions,
        Map<String, Integer> reactions) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long run() {
        return run;
    }

    @Override
    @ClusteringColumn
    public long number() {
        return number;
    }

    /** The comment on a run by its number. */
    static Comment numbered(long run, long number) {
        return new Comment(
                run,
                number,
                number % 1_000,
                "Looks like the disk",
                List.of("user1", "user2"),
                Map.of("thumbs", 3, "eyes", 1));
    }
}
