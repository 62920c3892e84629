package io.penstock.bench.store;

import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.time.Instant;

/** What is saved and read by key. */
@Table("accounts")
public record Account(@PartitionKey long id, String owner, long cents, double rate, Instant openedAt) {
    /** The account of a number. */
    public static Account numbered(long id) {
        return new Account(
                id, DocumentStore.owner(id), id * 7, id / 3.0, Instant.ofEpochMilli(1_700_000_000_000L + id));
    }
}
