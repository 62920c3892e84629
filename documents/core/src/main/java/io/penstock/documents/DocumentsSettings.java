package io.penstock.documents;

import io.penstock.documents.driver.Consistency;
import java.time.Duration;

/**
 * Limits and defaults of documents. Immutable.
 *
 * @param consistency for requests that name none
 * @param serialConsistency for conditions of requests that name none
 * @param requestTimeout the longest that one request may take, whatever its deadline
 * @param pageSize the most rows in a page of a query that names none
 * @param schemaTimeout the longest wait for a schema change, and for the nodes to agree on it
 * @param collectedRowsMax the most rows that a query may collect into one list
 */
public record DocumentsSettings(
        Consistency consistency,
        Consistency serialConsistency,
        Duration requestTimeout,
        int pageSize,
        Duration schemaTimeout,
        int collectedRowsMax) {
    /**
     * LOCAL_QUORUM, LOCAL_SERIAL, 10 s a request, 1,000 rows a page, 30 s for schema changes, 100,000 rows in a list.
     */
    public static final DocumentsSettings DEFAULT = new DocumentsSettings(
            Consistency.LOCAL_QUORUM,
            Consistency.LOCAL_SERIAL,
            Duration.ofSeconds(10),
            1_000,
            Duration.ofSeconds(30),
            100_000);

    public DocumentsSettings {
        if (consistency.isSerial()) {
            throw new IllegalArgumentException("consistency " + consistency
                    + " is for conditions and single reads, and writes cannot have it; give reads their own");
        }
        if (!serialConsistency.isSerial()) {
            throw new IllegalArgumentException(
                    "serial consistency is SERIAL or LOCAL_SERIAL, got " + serialConsistency);
        }
        if (!requestTimeout.isPositive() || !schemaTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive, got requestTimeout " + requestTimeout
                    + ", schemaTimeout " + schemaTimeout);
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1 row, got " + pageSize);
        }
        if (collectedRowsMax < 1) {
            throw new IllegalArgumentException("collectedRowsMax must be at least 1 row, got " + collectedRowsMax);
        }
    }

    public DocumentsSettings withConsistency(Consistency level) {
        return new DocumentsSettings(
                level, serialConsistency, requestTimeout, pageSize, schemaTimeout, collectedRowsMax);
    }

    public DocumentsSettings withSerialConsistency(Consistency level) {
        return new DocumentsSettings(consistency, level, requestTimeout, pageSize, schemaTimeout, collectedRowsMax);
    }

    public DocumentsSettings withRequestTimeout(Duration timeout) {
        return new DocumentsSettings(
                consistency, serialConsistency, timeout, pageSize, schemaTimeout, collectedRowsMax);
    }

    public DocumentsSettings withPageSize(int rows) {
        return new DocumentsSettings(
                consistency, serialConsistency, requestTimeout, rows, schemaTimeout, collectedRowsMax);
    }

    public DocumentsSettings withSchemaTimeout(Duration timeout) {
        return new DocumentsSettings(
                consistency, serialConsistency, requestTimeout, pageSize, timeout, collectedRowsMax);
    }

    public DocumentsSettings withCollectedRowsMax(int rows) {
        return new DocumentsSettings(consistency, serialConsistency, requestTimeout, pageSize, schemaTimeout, rows);
    }
}
