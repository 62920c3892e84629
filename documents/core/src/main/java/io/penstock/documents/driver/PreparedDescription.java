package io.penstock.documents.driver;

import java.util.List;

/**
 * What the server knows of a statement before it is run.
 *
 * @param markers name and type of each marker, in order
 * @param partitionKey the positions of the markers that make up the partition key, in its order; empty when they do not
 * @param columns the columns of its result; empty when it returns none
 */
public record PreparedDescription(List<CqlColumn> markers, List<Integer> partitionKey, List<CqlColumn> columns) {
    public PreparedDescription {
        markers = List.copyOf(markers);
        partitionKey = List.copyOf(partitionKey);
        columns = List.copyOf(columns);
    }
}
