package io.penstock.demo.flights;

/**
 * One comparison of what the demo got with what PostgreSQL computes from the raw rows by itself.
 *
 * @param what what is compared
 * @param path where the rows came from
 * @param expected how many rows the independent computation has
 * @param found how many rows the stream's result has
 * @param different rows that are missing, too many, or not equal
 * @param example the first difference in words, or the empty string
 */
public record Check(String what, String path, long expected, long found, long different, String example) {
    public boolean agrees() {
        return expected == found && different == 0;
    }
}
