package io.penstock.stream;

/**
 * A row with its weight.
 *
 * @param weight +1 inserts the row, -1 retracts it; other weights mean several equal rows
 * @param row the row
 */
public record Change<T>(int weight, T row) {
    public boolean isInsert() {
        return weight > 0;
    }
}
