package io.penstock.documents.internal;

import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import java.util.Locale;

/** What a request does, for metrics and listeners. */
enum RequestKind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    BATCH,
    DDL,
    USE,
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As metrics and listeners see it. */
    String label() {
        return label;
    }

    /** Of a statement known by the first word of its text. */
    static RequestKind of(CqlRequest request) {
        return switch (request) {
            case CqlBatch batch -> BATCH;
            case CqlStatement statement -> of(statement.cql());
        };
    }

    private static RequestKind of(String cql) {
        int end = 0;
        while (end < cql.length() && Character.isLetter(cql.charAt(end))) {
            end++;
        }
        return switch (end == 0 ? ' ' : Character.toUpperCase(cql.charAt(0))) {
            case 'S' -> SELECT;
            case 'I' -> INSERT;
            case 'U' -> end == "USE".length() ? USE : UPDATE;
            case 'D' -> end == "DELETE".length() ? DELETE : DDL;
            case 'B' -> BATCH;
            case 'C', 'A', 'T' -> DDL;
            default -> OTHER;
        };
    }
}
