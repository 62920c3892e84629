package io.penstock.stream.data;

/** What travels through channels, in order. */
public sealed interface StreamElement permits Batch, StreamElement.Watermark, StreamElement.Barrier, StreamElement.End {

    /**
     * No more rows with an earlier event time are expected.
     *
     * @param micros the event time in microseconds since the epoch
     */
    record Watermark(long micros) implements StreamElement {
        /** The watermark before any was seen. */
        public static final long UNSET = Long.MIN_VALUE;

        /** The watermark of an input that has ended. */
        public static final long MAX = Long.MAX_VALUE;
    }

    /**
     * A cut through the graph: everything before it has been worked off by whoever passes it on.
     *
     * @param epoch the number of the cut, growing
     * @param snapshot whether each task hands out its state at the cut, for a checkpoint; false only asks to be told
     *     when everything before it has arrived
     */
    record Barrier(long epoch, boolean snapshot) implements StreamElement {}

    /** The input has ended. */
    record End() implements StreamElement {}
}
