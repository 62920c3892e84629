package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.Window;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window as a statement names it; lengths are microseconds.
 *
 * @param time what is put into windows
 * @param slide the slide of HOP, the step of CUMULATE, else the same as {@code size}
 * @param size the size; the gap of SESSION
 * @param zone whose wall clock the windows follow; null for UTC
 */
record WindowCall(
        Kind kind,
        Expression time,
        long slide,
        long size,
        long offset,
        @Nullable String zone) {
    /** The kinds of windows. */
    enum Kind {
        TUMBLE(1, "(time, size)"),
        HOP(2, "(time, slide, size)"),
        CUMULATE(2, "(time, step, size)"),
        SESSION(1, "(time, gap)");

        private final int lengths;
        private final String form;

        Kind(int lengths, String form) {
            this.lengths = lengths;
            this.form = form;
        }

        /** How many lengths it takes, apart from the offset. */
        int lengths() {
            return lengths;
        }

        /** How many arguments it may take beyond its lengths: an offset and a time zone. */
        int more() {
            return this == SESSION ? 0 : 2;
        }

        String form() {
            return form;
        }
    }

    Window window(int timeColumn) {
        Window window = switch (kind) {
            case TUMBLE -> new Window.Tumble(timeColumn, size, offset);
            case HOP -> new Window.Hop(timeColumn, slide, size, offset);
            case CUMULATE -> new Window.Cumulate(timeColumn, slide, size, offset);
            case SESSION -> new Window.Session(timeColumn, size);
        };
        return zone == null ? window : new Window.InZone(window, zone);
    }

    /** Whether a row's bounds follow from the row alone, so that they need no GROUP BY. */
    boolean isOfOneRow() {
        return zone == null && (kind == Kind.TUMBLE || kind == Kind.HOP);
    }

    /** Whether a row is in one window only, known without other rows. */
    boolean isSingle() {
        return zone == null && kind == Kind.TUMBLE;
    }

    /** The start of the (earliest) window of a row, where {@link #isOfOneRow}. */
    Expression start() {
        return kind == Kind.HOP
                ? new Call(
                        ScalarFunction.HOP_START,
                        List.of(time, interval(slide), interval(size), interval(offset)),
                        DataType.TIMESTAMP)
                : new Call(
                        ScalarFunction.TUMBLE_START,
                        List.of(time, interval(size), interval(offset)),
                        DataType.TIMESTAMP);
    }

    /** The end of that window. */
    Expression end() {
        return new Call(ScalarFunction.TIMESTAMP_PLUS, List.of(start(), interval(size)), DataType.TIMESTAMP);
    }

    private static Expression interval(long micros) {
        return new Literal(Duration.of(micros, ChronoUnit.MICROS), DataType.INTERVAL);
    }

    private static Duration length(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
        String lengths = kind.lengths() == 2
                ? length(slide) + ", " + length(size)
                : length(size).toString();
        return kind + "(" + time + ", " + lengths + (zone == null ? "" : ", '" + zone + "'") + ")";
    }
}
