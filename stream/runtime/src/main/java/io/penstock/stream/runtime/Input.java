package io.penstock.stream.runtime;

import io.penstock.stream.data.StreamElement;

/** Where the elements of one relation enter a dataflow. One thread at a time. */
public interface Input {
    /**
     * Hands an element over; waits while the channel is full, which is how a slow query slows its sources. With
     * {@link DataflowConfig.Mode#CALLER_RUNS} the operators run before it returns. Elements for a dataflow that has
     * failed or was closed are dropped.
     *
     * @throws InterruptedException when interrupted while waiting; the element was not taken
     */
    void put(StreamElement element) throws InterruptedException;
}
