package io.penstock.bench.store;

/** One of the contenders. */
public interface Store {
    /** As it stands in the tables. */
    String name();
}
