package io.penstock.bench.store;

import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;
import org.springframework.data.cassandra.core.mapping.Column;
import org.springframework.data.cassandra.core.mapping.PrimaryKey;

/**
 * What is saved and read by key; each mapper finds its own annotations on it. The driver's mapper looks at accessors,
 * and warns of annotations that are on the fields too.
 */
@Table("accounts")
@org.springframework.data.cassandra.core.mapping.Table("accounts")
@Entity
@CqlName("accounts")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record Account(
        @PartitionKey @PrimaryKey long id,
        String owner,
        long cents,
        double rate,
        @Column("opened_at") Instant openedAt) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long id() {
        return id;
    }

    /** The account of a number. */
    public static Account numbered(long id) {
        return new Account(id, owner(id), cents(id), id / 3.0, Instant.ofEpochMilli(1_700_000_000_000L + id));
    }

    static long cents(long id) {
        return id * 7;
    }

    private static String owner(long id) {
        return "owner-" + id % 1000;
    }

    /** Fails unless this is what was written as the account of the number. */
    void check(long number) {
        if (id != number || cents != cents(number) || !owner.equals(owner(number))) {
            throw new IllegalStateException("account " + number + " came back as " + this);
        }
    }
}
