package io.penstock.stream.runtime.internal.task;

import io.penstock.stream.data.StreamElement.Barrier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs have shown the next barrier. An input that has shown it is held back until all others have too; one that
 * has ended counts as having shown every barrier. Confined to the task's thread.
 */
final class Barriers {
    private final boolean[] held;
    private final boolean[] ended;
    private @Nullable Barrier waiting;

    Barriers(int inputs) {
        this.held = new boolean[inputs];
        this.ended = new boolean[inputs];
    }

    /** Whether an input must not be read now. */
    boolean isHeld(int input) {
        return held[input];
    }

    boolean isEnded(int input) {
        return ended[input];
    }

    /** Notes a barrier; gives it when it is complete. */
    @Nullable
    Barrier arrive(int input, Barrier barrier) {
        waiting = waiting == null
                ? barrier
                : new Barrier(Math.max(waiting.epoch(), barrier.epoch()), waiting.snapshot() || barrier.snapshot());
        held[input] = true;
        return complete();
    }

    /** Notes the end of an input; gives the barrier that only waited for it. */
    @Nullable
    Barrier end(int input) {
        ended[input] = true;
        return complete();
    }

    boolean isAllEnded() {
        for (boolean end : ended) {
            if (!end) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Barrier complete() {
        Barrier barrier = waiting;
        for (int i = 0; i < held.length && barrier != null; i++) {
            if (!held[i] && !ended[i]) {
                return null;
            }
        }
        if (barrier != null) {
            waiting = null;
            Arrays.fill(held, false);
        }
        return barrier;
    }
}
