package io.penstock.stream;

import io.penstock.PenstockException;

/** Told of each row of a subscription, one call at a time, on a virtual thread of the subscription's own. */
@FunctionalInterface
public interface SubscriptionListener<T> {
    /** A row. An exception ends the subscription and is given to {@link #onError}. */
    void onRow(T row);

    /** The subscription has failed; nothing more comes. */
    default void onError(PenstockException failure) {}

    /** The subscription has ended; nothing more comes. */
    default void onEnd() {}
}
