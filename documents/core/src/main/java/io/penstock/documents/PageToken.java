package io.penstock.documents;

/**
 * Where a query goes on. A token is text that can be kept and handed out, for example in a web link; it fits only the
 * query that it came from, and tells nothing about values to whoever holds it.
 */
public record PageToken(String text) {
    @Override
    public String toString() {
        return text;
    }
}
