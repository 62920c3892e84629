package io.penstock.stream.internal;

import io.penstock.stream.data.StreamElement;

/** Takes what a relation publishes: a stream's input, a sink, a subscription. One call at a time. */
@FunctionalInterface
interface Receiver {
    /**
     * Takes an element, waiting for room. A receiver that has failed or was closed drops it.
     *
     * @throws InterruptedException when interrupted while waiting; the element was not taken
     */
    void receive(StreamElement element) throws InterruptedException;
}
