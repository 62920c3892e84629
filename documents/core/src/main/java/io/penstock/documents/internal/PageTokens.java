package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.PageToken;
import io.penstock.documents.driver.CqlStatement;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Page tokens: a version, a fingerprint of the statement and its values, and the driver's paging state. The fingerprint
 * catches mistakes, not attacks.
 */
final class PageTokens {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES;

    private PageTokens() {}

    static PageToken token(CqlStatement statement, ByteBuffer pagingState) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + pagingState.remaining());
        bytes.put(VERSION).putLong(fingerprint(statement)).put(pagingState.duplicate());
        return new PageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    static ByteBuffer pagingState(CqlStatement statement, PageToken token) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token.text()));
        } catch (IllegalArgumentException noBase64) {
            throw invalid("it is damaged");
        }
        if (bytes.remaining() <= HEAD || bytes.get() != VERSION) {
            throw invalid("it is damaged, or from another version of Penstock");
        }
        if (bytes.getLong() != fingerprint(statement)) {
            throw invalid("it belongs to another query; a token goes on where the same query, with the same values,"
                    + " stopped");
        }
        return bytes.slice();
    }

    private static long fingerprint(CqlStatement statement) {
        return ((long) statement.cql().hashCode() << Integer.SIZE)
                ^ (statement.values().hashCode() & 0xFFFF_FFFFL);
    }

    private static DocumentsException invalid(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_PAGE_TOKEN,
                "the page token cannot be used: " + why + "; ask for the first page");
    }
}
