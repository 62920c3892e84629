package io.penstock.documents;

import java.util.List;
import java.util.Optional;

/**
 * Some of the rows of a query.
 *
 * @param items the rows; may be empty although more follow
 * @param next the token of the page after this one; empty after the last
 */
public record Page<E>(List<E> items, Optional<PageToken> next) {
    public Page {
        items = List.copyOf(items);
    }
}
