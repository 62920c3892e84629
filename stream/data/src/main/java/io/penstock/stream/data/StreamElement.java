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
     * A cut through the graph: everything before it belongs to this checkpoint.
     *
     * @param epoch the number of the checkpoint, growing
     */
    record Barrier(long epoch) implements StreamElement {}

    /** The input has ended. */
    record End() implements StreamElement {}
}
