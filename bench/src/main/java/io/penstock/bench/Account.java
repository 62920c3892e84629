package io.penstock.bench;

import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;

/** What is saved and read by key. */
@Table("accounts")
public record Account(@PartitionKey long id, String owner, long cents, double rate, Instant openedAt) {
    static Account numbered(long id) {
        return new Account(id, "owner-" + id % 1000, id * 7, id / 3.0, Instant.ofEpochMilli(1_700_000_000_000L + id));
    }
}
