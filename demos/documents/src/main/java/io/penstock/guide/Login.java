package io.penstock.guide;

import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;

// region login
/** Rows live for an hour, unless a write says otherwise. */
@Table(value = "logins", defaultTtlSeconds = 3600)
public record Login(@PartitionKey String ticket, String customer) {}
// endregion
