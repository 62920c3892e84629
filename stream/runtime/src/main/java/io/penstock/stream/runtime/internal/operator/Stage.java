package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An operator in its place: it knows what comes next, and the watermark of each of its inputs, of which the smallest
 * counts. Confined to the task's thread.
 */
final class Stage {
    private final Operator operator;
    private final @Nullable Stage next;
    private final int port;
    private final Pipeline.Target end;
    private final long[] watermarks;
    private long watermark = Watermark.UNSET;

    /**
     * @param inputs how many inputs there are
     * @param next what comes next and which of its inputs this is; null for {@code end}
     */
    Stage(Operator operator, int inputs, @Nullable Port next, Pipeline.Target end) {
        this.operator = operator;
        this.next = next == null ? null : next.stage();
        this.port = next == null ? 0 : next.number();
        this.end = end;
        this.watermarks = new long[inputs];
        Arrays.fill(watermarks, Watermark.UNSET);
    }

    /** An input of a stage. */
    record Port(Stage stage, int number) {
        void process(Batch batch) throws InterruptedException {
            stage.operator.process(batch, stage::emit);
        }

        void watermark(long micros) throws InterruptedException {
            stage.watermark(number, micros);
        }
    }

    private void emit(Batch batch) throws InterruptedException {
        if (next == null) {
            end.batch(batch);
        } else {
            next.operator.process(batch, next::emit);
        }
    }

    private void watermark(int input, long micros) throws InterruptedException {
        if (micros <= watermarks[input]) {
            return;
        }
        watermarks[input] = micros;
        long least = micros;
        for (long other : watermarks) {
            least = Math.min(least, other);
        }
        if (least <= watermark) {
            return;
        }
        long before = watermark == Watermark.UNSET ? Watermark.UNSET : operator.passed(watermark);
        watermark = least;
        operator.watermark(least, this::emit);
        long passed = operator.passed(least);
        if (passed <= before) {
            return;
        }
        if (next == null) {
            end.watermark(passed);
        } else {
            next.watermark(port, passed);
        }
    }

    Operator operator() {
        return operator;
    }

    void snapshot(StateWriter out) {
        out.writeLongs(watermarks, 0, watermarks.length);
        out.writeLong(watermark);
        operator.snapshot(out);
    }

    void restore(StateReader in) {
        in.readLongs(watermarks, 0, watermarks.length);
        watermark = in.readLong();
        operator.restore(in);
    }
}
