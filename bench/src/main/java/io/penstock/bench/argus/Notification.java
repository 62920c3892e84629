package io.penstock.bench.argus;

import com.datastax.oss.driver.api.mapper.annotations.ClusteringColumn;
import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import org.springframework.data.cassandra.core.cql.Ordering;
import org.springframework.data.cassandra.core.cql.PrimaryKeyType;
import org.springframework.data.cassandra.core.mapping.PrimaryKeyColumn;

/** What somebody is told, the latest first. */
@Table("notifications")
@org.springframework.data.cassandra.core.mapping.Table("notifications")
@Entity
@CqlName("notifications")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Notification(
        @PartitionKey @PrimaryKeyColumn(ordinal = 0, type = PrimaryKeyType.PARTITIONED)
        long receiver,

        @ClusteringKey(descending = true)
        @PrimaryKeyColumn(ordinal = 1, type = PrimaryKeyType.CLUSTERED, ordering = Ordering.DESCENDING)
        long number,

        String title,
        String body,
        boolean seen) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long receiver() {
        return receiver;
    }

    @Override
    @ClusteringColumn
    public long number() {
        return number;
    }

    /** The notification of a receiver by its number. */
    public static Notification numbered(long receiver, long number) {
        return new Notification(receiver, number, "Run " + number, "Run " + number + " has ended", number % 2 == 0);
    }
}
