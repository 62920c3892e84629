package io.penstock.stream.testkit;

import io.penstock.PenstockException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.End;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.runtime.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sums up what a dataflow gives. Written by its thread, read after {@link #awaitEnd}. */
final class HarnessOutput implements Output {
    private static final long END_SECONDS_MAX = 60;

    private final Map<List<@Nullable Object>, Integer> rows = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable PenstockException failure;
    private byte @Nullable [] state;
    private long watermark = Watermark.UNSET;

    @Override
    public void accept(StreamElement element) {
        switch (element) {
            case Batch batch -> add(batch);
            case Watermark mark -> {
                if (mark.micros() <= watermark) {
                    throw new IllegalStateException("the watermark went from " + watermark + " to " + mark.micros());
                }
                watermark = mark.micros();
            }
            case Barrier barrier -> {}
            case End last -> end.countDown();
        }
    }

    private void add(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < batch.schema().size(); i++) {
                values.add(batch.get(row, i));
            }
            rows.merge(values, batch.weight(row), (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    @Override
    public void snapshot(long epoch, byte[] taken) {
        state = taken;
    }

    @Override
    public void failed(PenstockException failed) {
        failure = failed;
        end.countDown();
    }

    void awaitEnd() throws InterruptedException {
        if (!end.await(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("no end came within " + END_SECONDS_MAX + " s");
        }
    }

    Map<List<@Nullable Object>, Integer> summed() {
        return rows;
    }

    @Nullable
    PenstockException failure() {
        return failure;
    }

    byte @Nullable [] state() {
        return state;
    }
}
