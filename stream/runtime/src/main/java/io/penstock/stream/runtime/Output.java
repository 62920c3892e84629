package io.penstock.stream.runtime;

import io.penstock.PenstockException;
import io.penstock.stream.data.StreamElement;

/** What a dataflow gives. All calls come from the thread that runs its operators. */
public interface Output {
    /**
     * The next element: batches, watermarks, barriers when they have come in at every input, and the end. May wait,
     * which holds up the dataflow and then its sources.
     *
     * @throws InterruptedException when the dataflow is closed meanwhile
     */
    void accept(StreamElement element) throws InterruptedException;

    /** The state at a barrier that asked for it, just before that barrier is accepted. */
    void snapshot(long epoch, byte[] state);

    /** The dataflow has failed and gives nothing more. */
    void failed(PenstockException failure);
}
