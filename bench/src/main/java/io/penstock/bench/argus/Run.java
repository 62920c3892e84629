package io.penstock.bench.argus;

import com.datastax.oss.driver.api.mapper.annotations.ClusteringColumn;
import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Indexed;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;
import java.util.List;
import org.springframework.data.cassandra.core.cql.Ordering;
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;

/** A run of a build; {@value #EACH} of a build are kept, the latest first. */
@Table("runs")
@org.springframework.data.cassandra.core.mapping.Table("runs")
@Entity
@CqlName("runs")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Run(
        @PartitionKey @PrimaryKeyColumn(ordinal = 0, type = PrimaryKeyType.PARTITIONED)
        long build,

        @ClusteringKey(descending = true)
        @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.CLUSTERED, ordering = Ordering.DESCENDING)
        long number,

        String name,
        @Indexed String status,
        long assignee,
        String version,
        String region,
        int instances,
        List<String> tags,
        Instant started,
        Instant ended) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long build() {
        return build;
    }

    @Override
    @ClusteringColumn
    public long number() {
        return number;
    }

    /** How many runs a build has, numbered from 0. */
    public static final int EACH = 100;

    private static final List<String> STATUSES = List.of("created", "running", "passed", "failed", "aborted");
    /** How many runs of a build have the same status. */
    static final int SAME_STATUS = EACH / STATUSES.size();

    /** The run of a build by its number. */
    public static Run numbered(long build, long number) {
        Instant started = Instant.ofEpochSecond(1_700_000_000L + build * EACH + number);
        return new Run(
                build,
                number,
                "longevity-" + number,
                status(number),
                (build + number) % 1_000,
                "5.0." + number % 10,
                "eu-west-1",
                6,
                List.of("nightly", "large"),
                started,
                started.plusSeconds(3_600));
    }

    static String status(long number) {
        return STATUSES.get((int) (number % STATUSES.size()));
    }
}
